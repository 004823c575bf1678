package io.tradingrecovery.persistence.internal.snapshot;

import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of one snapshot file.
 *
 * @param sequence its number, also in its name
 * @param position how it fits the journal
 * @param provenance how it came to be, if not by a plain save
 * @param state the engine's own copy
 * @param journal what the journal added up to at {@code position}
 */
public record SnapshotDocument(
        long sequence,
        JournalPosition position,
        Provenance provenance,
        SystemStateSnapshot state,
        JournalState journal) {

    public SnapshotDocument {
        requireCountable("sequence", sequence);
    }

    /** A number that could not be counted on from would end the numbering without a word. */
    private static void requireCountable(String name, long number) {
        if (number > SnapshotName.MAX_SEQUENCE) {
            throw new IllegalArgumentException(
                    name + " is " + number + ", beyond the largest there is, " + SnapshotName.MAX_SEQUENCE);
        }
    }

    /**
     * Where in the journal a snapshot stands.
     *
     * @param epoch the journal's random mark, 0 if there never was a journal
     * @param synced the last sequence known durable when the copy was taken: the witness that it must exist
     * @param applied the last sequence whose effect {@link #journal()} holds; never below {@code synced}
     */
    public record JournalPosition(long epoch, long synced, long applied) {

        /** The position of a snapshot made without a journal. */
        public static final JournalPosition NONE = new JournalPosition(0, 0, 0);

        public JournalPosition {
            if (synced < 0 || applied < synced) {
                throw new IllegalArgumentException(
                        "journalSequence " + synced + " and journalApplied " + applied + " contradict each other");
            }
            requireCountable("journalApplied", applied);
        }
    }

    /**
     * How a snapshot came to be, if an operator had a hand in it.
     *
     * @param restoredFrom the sequence of the snapshot it repeats; absent for a plain save
     * @param lost the ranges of acknowledged journal records an operator gave up
     */
    public record Provenance(@Nullable Long restoredFrom, List<LostRange> lost) {

        /** A plain save. */
        public static final Provenance SAVED = new Provenance(null, List.of());

        public Provenance {
            lost = List.copyOf(lost);
        }

        /** Whether an operator had a hand in it. */
        public boolean isOfAnOperator() {
            return restoredFrom != null || !lost.isEmpty();
        }
    }

    /** Journal records given up, from {@code first} to {@code last}, both included. */
    public record LostRange(long first, long last) {}
}
