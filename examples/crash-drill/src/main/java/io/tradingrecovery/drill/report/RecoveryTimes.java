package io.tradingrecovery.drill.report;

import java.util.Arrays;
import java.util.List;

/**
 * How long the bot took to be allowed to trade again, over the rounds in which it was.
 *
 * @param medianMillis the middle one; -1 without any
 * @param p99Millis the one that ninety-nine of a hundred do not exceed; -1 without any
 */
public record RecoveryTimes(long medianMillis, long p99Millis) {

    /** The times of these rounds. */
    public static RecoveryTimes of(List<Round> rounds) {
        long[] sorted = rounds.stream()
                .mapToLong(Round::recoverMillis)
                .filter(millis -> millis >= 0)
                .sorted()
                .toArray();
        return new RecoveryTimes(rank(sorted, 50), rank(sorted, 99));
    }

    /** The middle one; -1 without any. */
    static long median(long[] values) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return rank(sorted, 50);
    }

    /** The smallest value that this percentage of all values do not exceed. */
    private static long rank(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return -1;
        }
        int rank = (sorted.length * percent + 99) / 100;
        return sorted[Math.max(rank, 1) - 1];
    }
}
