package io.tradingrecovery.recovery;

import io.tradingrecovery.errors.SessionCalendarException;
import io.tradingrecovery.time.SessionCalendar;
import java.time.Duration;
import java.time.Instant;

/** Stale after a time during which the market was open. */
record MarketHoursStaleness(SessionCalendar calendar, Duration limit, Duration fallback) implements StalenessPolicy {

    MarketHoursStaleness {
        WallClockStaleness.requirePositive(limit);
        WallClockStaleness.requirePositive(fallback);
    }

    @Override
    public Staleness judge(Instant takenAt, Instant now) {
        try {
            Duration age = calendar.openTime(takenAt, now);
            return new Staleness(
                    age.compareTo(limit) > 0, age, "stale after " + Durations.text(limit) + " of open market");
        } catch (SessionCalendarException unknown) {
            Staleness byClock = new WallClockStaleness(fallback).judge(takenAt, now);
            return new Staleness(
                    byClock.stale(),
                    byClock.age(),
                    byClock.rule() + ", since the calendar does not know: " + unknown.getMessage());
        }
    }
}
