package io.tradingrecovery.benchmarks.watchdog;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.watchdog.Watchdog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** How much a bot takes on that embeds the engine: its classes, compressed as in the jar, without the command line. */
final class EngineSizeBenchmark implements Benchmark {

    private static final String PACKAGE = "io/tradingrecovery/watchdog/";
    private static final String COMMAND_LINE = PACKAGE + "internal/cli/";
    private static final double KILOBYTE = 1_000;

    @Override
    public String name() {
        return "engine-size";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        Path place = Path.of(Watchdog.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        boolean jar = Files.isRegularFile(place);
        return List.of(Measurement.ofValue(
                "engine without the command line",
                (jar ? ofJar(place) : ofFolder(place)) / KILOBYTE,
                "KB",
                Target.atMost(150),
                jar ? "compressed" : "not compressed"));
    }

    private static double ofJar(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream()
                    .filter(entry -> isEngine(entry.getName()))
                    .mapToLong(ZipEntry::getCompressedSize)
                    .sum();
        }
    }

    private static double ofFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isEngine(folder.relativize(file).toString()))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static boolean isEngine(String name) {
        return name.startsWith(PACKAGE) && !name.startsWith(COMMAND_LINE);
    }
}
