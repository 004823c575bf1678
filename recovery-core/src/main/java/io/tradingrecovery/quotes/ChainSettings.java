package io.tradingrecovery.quotes;

import io.tradingrecovery.time.Scheduler;
import io.tradingrecovery.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;

/**
 * What the parts of a chain share. Immutable; safe for use by many threads.
 *
 * @param executor runs what may call a provider outside of a caller's thread
 * @param random gives numbers from 0 to 1, for jitter
 */
record ChainSettings(
        FreshnessRules freshness,
        HealthRules health,
        Scheduler scheduler,
        Executor executor,
        DoubleSupplier random,
        long deadlineNanos,
        Duration attempt,
        long shortestProbeGapNanos,
        long longestProbeGapNanos) {

    long attemptNanos() {
        return attempt.toNanos();
    }

    /** A time as a duration; the usual one is not made anew. */
    Duration attempt(long nanos) {
        return nanos == attempt.toNanos() ? attempt : Duration.ofNanos(nanos);
    }

    Clock clock() {
        return freshness.clock();
    }

    Ticker ticker() {
        return freshness.ticker();
    }

    long tick() {
        return freshness.ticker().nanos();
    }

    Instant now() {
        return freshness.clock().instant();
    }
}
