package io.tradingrecovery.quotes;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.tradingrecovery.quotes.internal.EventDispatcher;
import io.tradingrecovery.quotes.internal.ExpiringKeys;
import io.tradingrecovery.quotes.internal.RetryBudget;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One provider with all that stands between it and the chain: the gate that health opens and shuts, the throttle, the
 * plan's limits, the slots, and what is remembered of it. Thread-safe.
 */
final class ProviderLink {

    private static final long UNKNOWN_NANOS = Duration.ofMinutes(5).toNanos();
    private static final int MOST_UNKNOWN = 10_000;

    private final ChainSettings settings;
    private final QuoteProvider provider;
    private final String name;
    private final int position;
    private final ProviderLimits limits;
    private final CircuitBreaker gate;
    private final Bulkhead slots;
    private final RateLimits rates;
    private final RetryBudget retries = new RetryBudget();
    private final HealthTracker health;
    private final Throttle throttle;
    private final Prober prober;
    private final ExpiringKeys<QuoteFailure> unknown = new ExpiringKeys<>(UNKNOWN_NANOS, MOST_UNKNOWN);
    private final AtomicInteger hung = new AtomicInteger();
    private final LongAdder requests = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder probes = new LongAdder();
    private final QuoteAnswer allSlotsTaken;
    private final QuoteAnswer limitReached;
    private volatile QuoteAnswer outOfService;
    private volatile String lastSymbol;

    ProviderLink(
            ChainSettings settings,
            QuoteProvider provider,
            int position,
            String probeSymbol,
            EventDispatcher<HealthChange> events) {
        this.settings = settings;
        this.provider = provider;
        this.name = ProviderNames.checked(provider.name());
        this.position = position;
        this.limits = provider.limits();
        this.gate = CircuitBreaker.ofDefaults(name);
        this.slots = Bulkhead.of(
                name,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(limits.maxInFlight())
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        this.rates = new RateLimits(limits);
        this.health = new HealthTracker(name, settings.health(), settings.clock(), change -> {
            turnGate(change);
            events.publish(change);
        });
        this.throttle = new Throttle(settings, name, health);
        this.prober = new Prober(settings, this);
        this.lastSymbol = probeSymbol;
        this.allSlotsTaken = QuoteAnswer.failed(
                QuoteFailure.of(FailureKind.BUSY, limits.maxInFlight() + " requests are under way already"));
        this.limitReached = QuoteAnswer.failed(
                QuoteFailure.of(FailureKind.RATE_LIMITED, "the plan's limit is reached; nothing was sent"));
        this.outOfService = QuoteAnswer.failed(QuoteFailure.of(FailureKind.NOT_ASKED, "out of service"));
    }

    QuoteProvider provider() {
        return provider;
    }

    String name() {
        return name;
    }

    /** Its place in the chain, from 0. */
    int position() {
        return position;
    }

    ProviderLimits limits() {
        return limits;
    }

    HealthTracker health() {
        return health;
    }

    Throttle throttle() {
        return throttle;
    }

    /** Why this symbol need not be asked for; absent if it must be. */
    @Nullable
    QuoteFailure remembered(String symbol, long now) {
        return unknown.get(symbol, now);
    }

    void remember(String symbol, QuoteFailure answer, long now) {
        unknown.put(symbol, answer, now);
    }

    /** Whether calls can't reach it now: it is failed, throttled, or at its plan's limit. */
    boolean isOut(long now) {
        return gate.getState() == CircuitBreaker.State.FORCED_OPEN || isLimited(now);
    }

    /** Whether a call may try it although it is failed: not with a bad key, and not beyond a limit. */
    boolean mayBeLastResort(long now) {
        return !isLimited(now) && health.reason() != HealthReason.BAD_KEY;
    }

    private boolean isLimited(long now) {
        return throttle.refusal(now) != null || rates.isExhausted(now);
    }

    /** Ends what would go on by itself: nothing is sent any more, and nothing waits for a time. */
    void stop() {
        prober.pause();
        throttle.stop();
    }

    /** Takes what a request needs; gives the answer instead if it must not be sent. */
    @Nullable
    QuoteAnswer admit(ProviderCall.Purpose purpose, long now) {
        if (purpose == ProviderCall.Purpose.CALL && !gate.tryAcquirePermission()) {
            return outOfService;
        }
        QuoteAnswer throttled = throttle.refusal(now);
        if (throttled != null) {
            return throttled;
        }
        if (!slots.tryAcquirePermission()) {
            return allSlotsTaken;
        }
        boolean free = purpose == ProviderCall.Purpose.PROBE && !limits.probesCount();
        if (!free && !rates.tryAcquire(now)) {
            slots.releasePermission();
            return limitReached;
        }
        requests.increment();
        return null;
    }

    void sending(ProviderCall.Purpose purpose, boolean isRetry, String symbol) {
        if (purpose == ProviderCall.Purpose.CALL) {
            if (!isRetry) {
                retries.earn();
            }
        } else {
            probes.increment();
        }
        if (!symbol.equals(lastSymbol)) {
            lastSymbol = symbol;
        }
    }

    /** A request and its I/O are over. */
    void release() {
        slots.releasePermission();
    }

    void hanging(int more) {
        hung.addAndGet(more);
    }

    boolean mayRetry() {
        boolean may = retries.trySpend();
        if (may) {
            retried.increment();
        }
        return may;
    }

    /** Charges what a request really took to the plan. */
    void settle(int sent, long begun, long now) {
        if (sent != 1) {
            rates.settle(sent, begun, now);
        }
    }

    String lastSymbol() {
        return lastSymbol;
    }

    /** What health says when it changes, with its lock held. */
    private void turnGate(HealthChange change) {
        if (change.to() == ProviderState.FAILED) {
            outOfService = QuoteAnswer.failed(QuoteFailure.of(
                    FailureKind.NOT_ASKED,
                    "out of service since " + change.at() + " (" + change.reason() + "), last failure "
                            + change.lastFailure()));
            if (change.from() != ProviderState.FAILED) {
                gate.transitionToForcedOpenState();
                prober.start(change.reason());
            }
        } else if (change.from() == ProviderState.FAILED) {
            gate.transitionToClosedState();
            prober.pause();
        }
        if (change.to() == ProviderState.HEALTHY) {
            prober.forgive();
        }
    }

    ProviderHealth snapshot() {
        long now = settings.tick();
        int late = hung.get() + (provider instanceof BlockingQuoteProvider blocking ? blocking.hungCalls() : 0);
        return health.snapshot(new HealthTracker.Surroundings(
                throttle.until(now),
                prober.nextAt(),
                limits.maxInFlight() - slots.getMetrics().getAvailableConcurrentCalls(),
                late,
                requests.sum(),
                retried.sum(),
                probes.sum()));
    }
}
