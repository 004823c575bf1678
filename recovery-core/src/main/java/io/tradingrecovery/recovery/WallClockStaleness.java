package io.tradingrecovery.recovery;

import java.time.Duration;
import java.time.Instant;

/** Stale after a time by the clock. */
record WallClockStaleness(Duration limit) implements StalenessPolicy {

    WallClockStaleness {
        requirePositive(limit);
    }

    @Override
    public Staleness judge(Instant takenAt, Instant now) {
        Duration age = Duration.between(takenAt, now);
        return new Staleness(age.compareTo(limit) > 0, age, "stale after " + Durations.text(limit) + " by the clock");
    }

    static void requirePositive(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("staleness limit is " + limit + "; give a positive duration");
        }
    }
}
