package io.tradingrecovery.quotes;

import java.time.Duration;

/** Which times may be given: none so long that it must be a mistake in the unit. */
final class Durations {

    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    private Durations() {}

    /** A time to wait. */
    static Duration positive(String name, Duration value) {
        if (value.isZero() || value.isNegative() || value.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + value + "; give a time above zero and up to " + LONGEST_WAIT);
        }
        return value;
    }

    /** An age. */
    static Duration notNegative(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + value + "; give a time from zero to " + LONGEST);
        }
        return value;
    }
}
