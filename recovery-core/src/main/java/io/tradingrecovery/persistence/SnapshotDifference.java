package io.tradingrecovery.persistence;

import org.jspecify.annotations.Nullable;

/**
 * One thing in which two snapshots differ. Immutable and safe to share between threads.
 *
 * @param part where in the state: {@code positions}, {@code orders}, {@code fills}, {@code account}, {@code riskLimits},
 *     {@code session}, {@code sections}, {@code journaledOrders} or {@code halt}
 * @param key what it is about there: a symbol, an id or a name; empty where there is only one
 * @param change whether it came, went or changed
 * @param field which field of it changed; empty for one that came or went as a whole
 * @param before the value in the first snapshot; absent if it had none
 * @param after the value in the second; absent if it has none
 */
public record SnapshotDifference(
        String part,
        String key,
        Change change,
        String field,
        @Nullable String before,
        @Nullable String after) {

    /** What happened from the first snapshot to the second. */
    public enum Change {
        ADDED,
        REMOVED,
        CHANGED
    }
}
