package io.tradingrecovery.recovery;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run started from. Immutable and safe to share between threads.
 *
 * @param file the snapshot's name, and whether it is a backup; or, where none was read, why
 * @param sequence the snapshot's number; absent where none was read
 * @param takenAt when the engine's copy was taken; absent where none was read
 * @param age how old it is, by which rule; absent where none was read
 * @param journalRecords how many journal records were newer than the snapshot
 * @param rejected files that could not be used; they are kept
 */
public record StateSource(
        String file,
        @Nullable Long sequence,
        @Nullable Instant takenAt,
        @Nullable Staleness age,
        int journalRecords,
        List<FileProblem> rejected) {

    public StateSource {
        rejected = List.copyOf(rejected);
    }

    /** The name of the snapshot's file; absent where none was read. */
    @Nullable
    String fileName() {
        return sequence == null ? null : SnapshotName.of(sequence);
    }

    static StateSource none(String why, List<FileProblem> rejected) {
        return new StateSource(why, null, null, null, 0, rejected);
    }
}
