package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.cli.Main;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Commands that start a JVM of the build's own version with the classes under test. */
final class JavaCommand {

    private JavaCommand() {}

    static List<String> of(Class<?> main, String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                main.getName()));
        words.addAll(List.of(arguments));
        return words;
    }

    /** As {@link #of}, but started in a working directory, which a JVM can't change by itself. */
    static List<String> in(Path workingDirectory, Class<?> main, String... arguments) {
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", workingDirectory.toString()));
        words.addAll(of(main, arguments));
        return words;
    }

    static String classPath() {
        return Stream.of(Main.class, JavaCommand.class, CommandLine.class)
                .map(JavaCommand::location)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
