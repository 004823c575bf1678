package io.tradingrecovery.persistence;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A save that survives anything from now on. Immutable and safe to share between threads.
 *
 * @param sequence the snapshot's number, which is never used twice in a directory
 * @param file the snapshot's file
 * @param takenAt when the engine's copy was taken
 * @param bytes the size of the file
 */
public record SaveReceipt(long sequence, Path file, Instant takenAt, int bytes) {}
