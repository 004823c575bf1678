package io.tradingrecovery.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** What a measurement was taken on; without it, no time means anything. */
final class Machine {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** One line on date, processor, system and JVM, and one on the disk under {@code directory}. */
    static String describe(Path directory) throws IOException {
        Runtime.Version version = Runtime.version();
        return String.join(
                        ", ",
                        Instant.now().truncatedTo(ChronoUnit.MINUTES).toString(),
                        Runtime.getRuntime().availableProcessors() + " x "
                                + processor().orElse(property("os.arch")),
                        property("os.name") + " " + property("os.version"),
                        property("java.vm.name") + " " + version)
                + System.lineSeparator() + "File system: "
                + Files.getFileStore(directory).type();
    }

    private static Optional<String> processor() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst();
        }
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
