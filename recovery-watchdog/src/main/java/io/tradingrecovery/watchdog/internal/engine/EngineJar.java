package io.tradingrecovery.watchdog.internal.engine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;

/**
 * The watchdog's own classes as something that a JVM of its own can be started from. The jar is copied into the state
 * directory: the one the bot was started from may be replaced while it runs, or lie inside another jar.
 */
public final class EngineJar {

    private static final Pattern NESTED =
            Pattern.compile("(?:jar:)?(?:nested:|file:)+(.+?\\.(?:jar|war))/?!/?(.+\\.jar)(?:!/?)?");

    private EngineJar() {}

    /** A class path entry with the watchdog's classes. */
    public static Path prepare(Path stateDirectory) throws IOException {
        CodeSource source = EngineJar.class.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        if (location == null) {
            throw new IOException("Where the watchdog's classes lie is not known; start it with 'run' instead");
        }
        return prepare(location.toString(), stateDirectory.resolve("engine.jar"));
    }

    static Path prepare(String location, Path target) throws IOException {
        Matcher nested = NESTED.matcher(location);
        if (nested.matches()) {
            extract(new File(URLDecoder.decode(nested.group(1), StandardCharsets.UTF_8)), nested.group(2), target);
            return target;
        }
        if (!location.startsWith("file:")) {
            throw new IOException("The watchdog's classes lie at " + location + ", which no JVM can be started from; "
                    + "start it with 'run' instead");
        }
        Path path = Path.of(URI.create(location));
        if (Files.isDirectory(path)) {
            return path;
        }
        try (InputStream jar = Files.newInputStream(path)) {
            install(jar, target);
        }
        return target;
    }

    private static void extract(File outer, String name, Path target) throws IOException {
        try (JarFile jar = new JarFile(outer)) {
            ZipEntry entry = jar.getEntry(name);
            if (entry == null) {
                throw new IOException(outer + " holds no " + name);
            }
            try (InputStream inner = jar.getInputStream(entry)) {
                install(inner, target);
            }
        }
    }

    /** Another watchdog may be running from the file that is replaced, so it is not written over. */
    private static void install(InputStream bytes, Path target) throws IOException {
        Path next = target.resolveSibling(target.getFileName() + ".tmp");
        Files.copy(bytes, next, StandardCopyOption.REPLACE_EXISTING);
        Files.move(next, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
