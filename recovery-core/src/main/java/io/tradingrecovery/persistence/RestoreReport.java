package io.tradingrecovery.persistence;

import java.util.List;

/**
 * An older state that was made the newest. Immutable and safe to share between threads.
 *
 * @param receipt the snapshot that repeats it
 * @param restoredFrom the sequence of the snapshot that was repeated
 * @param lost the journal records after it that were given up; empty unless a gap was accepted
 */
public record RestoreReport(SaveReceipt receipt, long restoredFrom, List<LostRecords> lost) {

    public RestoreReport {
        lost = List.copyOf(lost);
    }
}
