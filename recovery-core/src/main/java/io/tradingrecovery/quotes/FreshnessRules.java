package io.tradingrecovery.quotes;

import io.tradingrecovery.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Decides how fresh a quote is. Immutable; safe for use by many threads. */
record FreshnessRules(
        Clock clock, Ticker ticker, Duration staleness, Duration timeToLive, Duration feedDelay, MarketHours hours) {

    static final Duration DEFAULT_STALENESS = Duration.ofMinutes(1);
    static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofMinutes(5);
    static final Duration DEFAULT_FEED_DELAY = Duration.ofMinutes(15);

    /** For a quote that has not come through a chain. */
    static final FreshnessRules SYSTEM = new FreshnessRules(
            Clock.systemUTC(),
            Ticker.SYSTEM,
            DEFAULT_STALENESS,
            DEFAULT_TIME_TO_LIVE,
            DEFAULT_FEED_DELAY,
            new MarketHours(null));

    /**
     * The age of an event: by the clock, but no less than it was on receipt plus the time measured since, so that a clock
     * that is set back makes nothing younger; and a machine that slept makes it older.
     */
    Duration age(Instant eventTime, Instant receivedAt, long receivedTick) {
        Duration byClock = Duration.between(eventTime, clock.instant());
        Duration byTicker = atReceipt(eventTime, receivedAt).plusNanos(Math.max(0, ticker.nanos() - receivedTick));
        return byClock.compareTo(byTicker) > 0 ? byClock : byTicker;
    }

    private static Duration atReceipt(Instant eventTime, Instant receivedAt) {
        return eventTime.isBefore(receivedAt) ? Duration.between(eventTime, receivedAt) : Duration.ZERO;
    }

    /** Whether an event of this age is LIVE; a delayed feed and an earlier run never are. */
    boolean isLive(Quote quote, Duration age) {
        return !quote.delayedFeed() && !quote.fromEarlierRun() && age.compareTo(staleness) <= 0;
    }

    /** As {@link #isLive}, at the moment it was received, without asking a clock. */
    boolean isLiveOnReceipt(Quote quote) {
        if (quote.delayedFeed()) {
            return false;
        }
        long seconds = quote.receivedAt().getEpochSecond() - quote.eventTime().getEpochSecond();
        long limit = staleness.toSeconds();
        return seconds < limit
                || (seconds <= limit + 1
                        && Duration.between(quote.eventTime(), quote.receivedAt())
                                        .compareTo(staleness)
                                <= 0);
    }

    Freshness freshness(Quote quote) {
        Duration age = quote.age();
        if (isLive(quote, age)) {
            return Freshness.LIVE;
        }
        Duration explained = quote.delayedFeed() ? staleness.plus(feedDelay) : staleness;
        if (quote.delayedFeed() && !quote.fromEarlierRun() && age.compareTo(explained) <= 0) {
            return Freshness.DELAYED;
        }
        if (isLastOfSession(age, explained)) {
            return Freshness.SESSION_CLOSED;
        }
        return age.compareTo(timeToLive) > 0 ? Freshness.EXPIRED : Freshness.STALE;
    }

    /** Whether the market is known to be open now; false where nobody knows. */
    boolean isKnownOpen() {
        return hours.isKnownOpen(clock.instant());
    }

    /** Whether the market is known to be shut now; false where nobody knows. */
    boolean isKnownShut() {
        return hours.isKnownShut(clock.instant());
    }

    /** The market is shut, and was open since the event for no longer than makes a quote stale. */
    private boolean isLastOfSession(Duration age, Duration explained) {
        Instant now = clock.instant();
        if (!hours.isKnownShut(now)) {
            return false;
        }
        Duration open = hours.openTime(now.minus(age), now);
        return open != null && open.compareTo(explained) <= 0;
    }
}
