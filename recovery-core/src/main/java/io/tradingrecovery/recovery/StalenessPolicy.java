package io.tradingrecovery.recovery;

import io.tradingrecovery.time.SessionCalendar;
import java.time.Duration;
import java.time.Instant;

/** When a saved state is too old to go on from. Implementations must be safe for use by many threads. */
@FunctionalInterface
public interface StalenessPolicy {

    /**
     * Judges a state taken at {@code takenAt}.
     *
     * @param now the time now, never before {@code takenAt}
     */
    Staleness judge(Instant takenAt, Instant now);

    /** Stale after this much time by the clock. */
    static StalenessPolicy wallClock(Duration limit) {
        return new WallClockStaleness(limit);
    }

    /**
     * Stale after this much time during which the market was open, so that a weekend makes nothing stale; by the clock, with
     * {@code fallback} as the limit, where the calendar does not know.
     */
    static StalenessPolicy marketHours(SessionCalendar calendar, Duration limit, Duration fallback) {
        return new MarketHoursStaleness(calendar, limit, fallback);
    }
}
