package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.FileProblem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** A file that bears a snapshot's name, and what it turned out to be. Immutable and safe to share between threads. */
public sealed interface SnapshotFile {

    /** Where it is. */
    Path file();

    /** The number in its name; 0 if the name has none. */
    long sequence();

    /** Its size; 0 if it is no regular file. */
    long bytes();

    /**
     * A file that a start can load.
     *
     * @param takenAt when the engine's copy was taken
     * @param journalEpoch the random mark of the journal it belongs to; 0 for none
     * @param journalSequence the last journal record known durable when the copy was taken
     * @param journalApplied the last journal record whose effect it holds; never below {@code journalSequence}
     * @param restoredFrom the snapshot it repeats, if an operator restored it
     * @param lost the journal records an operator gave up to get here
     */
    record Valid(
            Path file,
            long sequence,
            long bytes,
            Instant takenAt,
            long journalEpoch,
            long journalSequence,
            long journalApplied,
            OptionalLong restoredFrom,
            List<LostRecords> lost)
            implements SnapshotFile {

        public Valid {
            lost = List.copyOf(lost);
        }
    }

    /**
     * A file that no start can load.
     *
     * @param problem whether it is damaged or refused, and why
     * @param fix what an operator can do about it
     */
    record Unusable(Path file, long sequence, long bytes, FileProblem problem, String fix) implements SnapshotFile {}
}
