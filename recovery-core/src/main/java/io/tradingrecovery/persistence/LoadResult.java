package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a directory holds. Whoever takes it must look at which case it is: a state from a backup is never mistaken for the
 * newest, and an unreadable directory is an exception, never {@link Empty}. Immutable and safe to share between threads.
 */
public sealed interface LoadResult {

    /** What the order journal says beside it. */
    JournalReplay journal();

    /**
     * A saved state.
     *
     * @param snapshot the engine's own copy, as it was saved
     * @param sequence the number of the snapshot
     * @param source whether it is the newest there is
     * @param age how long ago the copy was taken, by the clock; negative if it claims to come from the future
     * @param rejected the newer files that are damaged; they stay, and move to quarantine with the next save
     * @param restoredFrom the snapshot this one repeats, if an operator restored it
     * @param lostRecords how many acknowledged journal records an operator gave up to get here
     * @param journal what the order journal says beside the copy
     */
    record Loaded(
            SystemStateSnapshot snapshot,
            long sequence,
            Source source,
            Duration age,
            List<FileProblem> rejected,
            OptionalLong restoredFrom,
            long lostRecords,
            JournalReplay journal)
            implements LoadResult {

        public Loaded {
            rejected = List.copyOf(rejected);
        }

        /**
         * The orders of the copy and those of the journal, order by order the more advanced account of the two. Positions
         * and cash stay those of the copy: what they include is for recovery to find out.
         */
        public List<Order> orders() {
            Map<String, Order> merged = new LinkedHashMap<>();
            snapshot.orders().forEach(order -> merged.merge(order.clientOrderId(), order, Order::moreAdvanced));
            for (JournaledOrder journaled : journal.state().orders()) {
                Order order = journaled.order();
                merged.merge(order.clientOrderId(), order, Order::moreAdvanced);
            }
            return List.copyOf(merged.values());
        }
    }

    /** Nothing was ever saved here; orders may have been journalled before the first save. */
    record Empty(JournalReplay journal) implements LoadResult {}

    /**
     * Which of the files a state comes from.
     *
     * @param backup 0 for the newest, n for the n-th before it
     */
    record Source(int backup) {

        /** Whether it is the newest state there is. */
        public boolean isCurrent() {
            return backup == 0;
        }

        @Override
        public String toString() {
            return isCurrent() ? "CURRENT" : "BACKUP " + backup;
        }
    }
}
