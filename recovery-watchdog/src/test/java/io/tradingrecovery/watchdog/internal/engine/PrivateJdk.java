package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a JVM needs to run, in a directory of its own, so that it can be taken away while it does. */
final class PrivateJdk {

    private PrivateJdk() {}

    static Path copyTo(Path target) throws IOException {
        Path home = Path.of(System.getProperty("java.home")).toRealPath();
        for (String folder : new String[] {"lib", "conf"}) {
            copyFolder(home, folder, target);
        }
        copy(home.resolve("bin/java"), target.resolve("bin/java"));
        return target;
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        }
    }

    private static void copyFolder(Path home, String folder, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(home.resolve(folder))) {
            files = found.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("src.zip") && !file.endsWith("ct.sym"))
                    .toList();
        }
        for (Path file : files) {
            copy(file, target.resolve(home.relativize(file).toString()));
        }
    }

    private static void copy(Path file, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try {
            Files.createLink(target, file.toRealPath());
        } catch (IOException | UnsupportedOperationException anotherDisk) {
            Files.copy(file, target);
        }
    }
}
