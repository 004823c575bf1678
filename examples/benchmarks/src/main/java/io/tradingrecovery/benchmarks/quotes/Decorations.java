package io.tradingrecovery.benchmarks.quotes;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.tradingrecovery.quotes.QuoteAnswer;
import java.time.Duration;
import java.util.function.Supplier;

/** What a bot would put around a client instead: breaker, retry, rate limiter and bulkhead of one library. */
final class Decorations {

    private static final int NEVER_REACHED = 1_000_000_000;

    private final CircuitBreaker breaker = CircuitBreaker.ofDefaults("benchmark");
    private final Retry retry = Retry.ofDefaults("benchmark");
    private final Bulkhead bulkhead = Bulkhead.ofDefaults("benchmark");
    private final RateLimiter limiter = RateLimiter.of(
            "benchmark",
            RateLimiterConfig.custom()
                    .limitForPeriod(NEVER_REACHED)
                    .limitRefreshPeriod(Duration.ofSeconds(1))
                    .build());

    private final FailsafeExecutor<QuoteAnswer> failsafe = Failsafe.with(
            dev.failsafe.RetryPolicy.<QuoteAnswer>ofDefaults(),
            dev.failsafe.CircuitBreaker.<QuoteAnswer>ofDefaults(),
            dev.failsafe.RateLimiter.<QuoteAnswer>burstyBuilder(NEVER_REACHED, Duration.ofSeconds(1))
                    .build(),
            dev.failsafe.Bulkhead.<QuoteAnswer>of(25));

    Supplier<QuoteAnswer> resilience4j(Supplier<QuoteAnswer> call) {
        return Retry.decorateSupplier(
                retry,
                CircuitBreaker.decorateSupplier(
                        breaker, RateLimiter.decorateSupplier(limiter, Bulkhead.decorateSupplier(bulkhead, call))));
    }

    Supplier<QuoteAnswer> failsafe(Supplier<QuoteAnswer> call) {
        return () -> failsafe.get(call::get);
    }
}
