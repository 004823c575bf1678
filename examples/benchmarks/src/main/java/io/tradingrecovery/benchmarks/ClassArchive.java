package io.tradingrecovery.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** A class data sharing archive of what a main class loads, as a bot's deployment would make one. */
public final class ClassArchive {

    private final Class<?> main;
    private final String classPath;
    private final Path file;

    private ClassArchive(Class<?> main, String classPath, Path file) {
        this.main = main;
        this.classPath = classPath;
        this.file = file;
    }

    /** Runs {@code main} once with an argument and archives the classes that it loaded. */
    public static ClassArchive of(Class<?> main, Path folder, Path argument) throws IOException, InterruptedException {
        ClassArchive archive = new ClassArchive(main, jars(folder), folder.resolve("classes.jsa"));
        FreshJvm.Times unused = archive.run(argument, "-XX:ArchiveClassesAtExit=" + archive.file);
        return archive;
    }

    /** Runs the main class from the archive; a JVM that could not use it fails. */
    public FreshJvm.Times run(Path argument) throws IOException, InterruptedException {
        return run(argument, "-XX:SharedArchiveFile=" + file, "-Xshare:on");
    }

    /** What the JVM says of classes that it does not archive is no time. */
    private FreshJvm.Times run(Path argument, String... flags) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
        all.addAll(List.of(flags));
        return FreshJvm.run(classPath, main, argument, all);
    }

    /** This JVM's class path with a jar in place of each folder, because only classes of jars are archived. */
    private static String jars(Path folder) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.isEmpty()) {
                continue;
            }
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                Path jar = folder.resolve("classes-" + entries.size() + ".jar");
                pack(path, jar);
                entries.add(jar.toString());
            } else {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void pack(Path folder, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(
                        new JarEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, entries);
            }
        }
    }
}
