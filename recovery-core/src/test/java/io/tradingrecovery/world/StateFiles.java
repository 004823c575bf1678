package io.tradingrecovery.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The snapshots and journals of a state directory, as bytes. */
final class StateFiles {

    private final Path directory;

    StateFiles(Path directory) {
        this.directory = directory;
    }

    /** Every stored snapshot and journal, by name. */
    Map<String, byte[]> read() {
        Map<String, byte[]> files = new TreeMap<>();
        for (Path file : list()) {
            files.put(file.getFileName().toString(), bytes(file));
        }
        return files;
    }

    /** What is gone or another of these files, one a line; empty if all are as they were. */
    List<String> changedSince(Map<String, byte[]> before) {
        return before.entrySet().stream()
                .filter(file -> {
                    Path path = directory.resolve(file.getKey());
                    return !Files.isRegularFile(path) || !Arrays.equals(bytes(path), file.getValue());
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Flips a bit in the middle of snapshots, the newest first. */
    void damage(int snapshots) {
        List<Path> newestFirst = list().stream()
                .filter(file -> file.getFileName().toString().startsWith("snapshot-"))
                .sorted((one, other) -> other.compareTo(one))
                .limit(snapshots)
                .toList();
        for (Path file : newestFirst) {
            byte[] content = bytes(file);
            content[content.length / 2] ^= 4;
            try {
                Files.write(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Removes the directory and all that is in it. */
    void delete() {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> list() {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.startsWith("snapshot-") || name.endsWith(".wal");
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
