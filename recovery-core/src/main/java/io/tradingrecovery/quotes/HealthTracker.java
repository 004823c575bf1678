package io.tradingrecovery.quotes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one provider's health.
 *
 * <pre>
 *            trouble                  more trouble, bad key
 * HEALTHY ------------> DEGRADED ------------------------------> FAILED
 *    ^   <------------     ^                                        |
 *        calm again        |   three good probes: RECOVERING        |
 *                          +----------------------------------------+
 * </pre>
 *
 * <p>Each result carries the generation in which its request began; the generation changes when the provider leaves
 * service and when it comes back, so that a late result changes nothing. Being throttled is laid over a state: it makes
 * HEALTHY look DEGRADED and nothing else. Thread-safe; changes are published under the lock, in their order.
 */
final class HealthTracker {

    /** Hears of changes while the lock is held: it must not block. */
    interface Watcher {
        /** State or reason changed. */
        void changed(HealthChange change);
    }

    private final String name;
    private final HealthRules rules;
    private final Clock clock;
    private final Watcher watcher;
    private final HealthSignals signals = new HealthSignals();

    private final AtomicInteger generation = new AtomicInteger();
    private ProviderState state = ProviderState.HEALTHY;
    private @Nullable HealthReason reason;
    private boolean throttled;
    private ProviderState shownState = ProviderState.HEALTHY;
    private @Nullable HealthReason shownReason;
    private Instant since;

    private int goodProbes;
    private int invalidInARow;
    private @Nullable QuoteFailure lastFailure;
    private @Nullable Instant lastFailureAt;
    private @Nullable Instant lastSuccessAt;
    private long successes;
    private long failures;
    private long lateResults;

    HealthTracker(String name, HealthRules rules, Clock clock, Watcher watcher) {
        this.name = name;
        this.rules = rules;
        this.clock = clock;
        this.watcher = watcher;
        this.since = clock.instant();
    }

    /** What a request takes along, to give back with its result. */
    int generation() {
        return generation.get();
    }

    /** A request was answered with a valid quote; {@code live} if it is fresh, which counts for staleness. */
    synchronized void success(int begunIn, long latencyNanos, Instant at, boolean live) {
        if (isLate(begunIn)) {
            return;
        }
        successes++;
        lastSuccessAt = at;
        invalidInARow = 0;
        signals.success(latencyNanos);
        if (live) {
            signals.freshness(true);
        }
        if (state == ProviderState.FAILED) {
            goodProbe();
        } else if (state == ProviderState.DEGRADED || latencyNanos > rules.latencyLimitNanos()) {
            judge();
        }
    }

    /** A request gave no valid quote, with the consequences of the failure's kind. */
    synchronized void failure(int begunIn, QuoteFailure failure) {
        if (isLate(begunIn)) {
            return;
        }
        lastFailure = failure;
        lastFailureAt = clock.instant();
        switch (failure.kind()) {
            case CONNECT, IO, TIMEOUT, SERVER, MALFORMED, PROVIDER_ERROR -> count();
            case INVALID -> invalid();
            case AUTH -> badKey();
            case PLAN, SYMBOL_UNKNOWN -> answered();
            case RATE_LIMITED, BUSY, NOT_ASKED, STALE, INCOMPLETE -> {}
        }
    }

    /** A quote given before turned out to be older than it should be. */
    synchronized void stale(int begunIn) {
        if (!isLate(begunIn)) {
            signals.freshness(false);
            if (state != ProviderState.FAILED) {
                judge();
            }
        }
    }

    /** Nothing is sent for now, or no longer so. */
    synchronized void throttled(boolean now) {
        throttled = now;
        show();
    }

    synchronized ProviderState state() {
        return state;
    }

    synchronized @Nullable HealthReason reason() {
        return reason;
    }

    synchronized int goodProbes() {
        return goodProbes;
    }

    private boolean isLate(int begunIn) {
        if (begunIn == generation.get()) {
            return false;
        }
        lateResults++;
        return true;
    }

    private void count() {
        failures++;
        signals.failure();
        goodProbes = 0;
        if (state != ProviderState.FAILED) {
            judge();
        }
    }

    private void invalid() {
        if (++invalidInARow >= HealthRules.INVALID_COUNTS_FROM) {
            count();
        } else {
            goodProbes = 0;
        }
    }

    private void badKey() {
        failures++;
        goodProbes = 0;
        move(ProviderState.FAILED, HealthReason.BAD_KEY);
    }

    /** It understood the request and could say why there is no quote: as a probe this is good enough. */
    private void answered() {
        if (state == ProviderState.FAILED) {
            goodProbe();
        }
    }

    private void goodProbe() {
        if (++goodProbes >= HealthRules.GOOD_PROBES) {
            signals.clear();
            move(ProviderState.DEGRADED, HealthReason.RECOVERING);
        }
    }

    private void judge() {
        HealthReason failed = rules.failed(signals);
        if (failed != null) {
            move(ProviderState.FAILED, failed);
            return;
        }
        HealthReason degraded = rules.degraded(signals, reason);
        move(degraded == null ? ProviderState.HEALTHY : ProviderState.DEGRADED, degraded);
    }

    private void move(ProviderState to, @Nullable HealthReason why) {
        if ((state == ProviderState.FAILED) != (to == ProviderState.FAILED)) {
            generation.incrementAndGet();
            goodProbes = 0;
            invalidInARow = 0;
        }
        state = to;
        reason = why;
        show();
    }

    private void show() {
        boolean masked = throttled && state == ProviderState.HEALTHY;
        ProviderState to = masked ? ProviderState.DEGRADED : state;
        HealthReason why = masked ? HealthReason.THROTTLED : reason;
        if (to != shownState || why != shownReason) {
            HealthChange change = new HealthChange(name, shownState, to, why, clock.instant(), lastFailure);
            shownState = to;
            shownReason = why;
            since = change.at();
            watcher.changed(change);
        }
    }

    /** What others know of a provider at this moment. */
    record Surroundings(
            @Nullable Instant throttledUntil,
            @Nullable Instant nextProbeAt,
            int inFlight,
            int hungCalls,
            long requests,
            long retries,
            long probes) {}

    synchronized ProviderHealth snapshot(Surroundings now) {
        return new ProviderHealth(
                name,
                shownState,
                shownReason,
                since,
                signals.requests(),
                signals.successRate(),
                signals.latencySamples() == 0 ? null : Duration.ofNanos(Math.round(signals.latencyNanos())),
                signals.failuresInARow(),
                signals.staleShare(),
                lastFailure,
                lastFailureAt,
                lastSuccessAt,
                now.throttledUntil(),
                now.nextProbeAt(),
                now.inFlight(),
                now.hungCalls(),
                new ProviderHealth.Totals(
                        now.requests(), successes, failures, now.retries(), now.probes(), lateResults));
    }
}
