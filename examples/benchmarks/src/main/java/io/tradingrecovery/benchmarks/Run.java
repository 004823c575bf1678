package io.tradingrecovery.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a benchmark is given.
 *
 * @param directory an empty directory of its own, on the disk to measure
 * @param pairs how many interleaved pairs an ordinary comparison takes
 */
public record Run(Path directory, int pairs) {

    /** A new folder of the directory. */
    public Path folder(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    /** How many pairs to take where one costs {@code times} as much as an ordinary one; never fewer than asked for or 30. */
    public int pairsOf(int times) {
        return Math.min(pairs, Math.max(30, pairs / times));
    }
}
