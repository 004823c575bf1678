package io.tradingrecovery.persistence;

import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every file below a directory with a hash of its bytes, but for the note of who holds it.
 *
 * @param files the hash of each file by its path in the directory
 */
record DirectoryContents(Map<String, Integer> files) {

    static DirectoryContents of(Path directory) throws IOException {
        Map<String, Integer> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith("owner.json"))
                    .toList()) {
                found.put(directory.relativize(path).toString(), Arrays.hashCode(Files.readAllBytes(path)));
            }
        }
        return new DirectoryContents(found);
    }

    /** Changes one byte of a snapshot. */
    static void flipByte(Path directory, long sequence, int at) throws IOException {
        Path file = directory.resolve(SnapshotName.of(sequence));
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 0x20;
        Files.write(file, bytes);
    }
}
