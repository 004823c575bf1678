package io.tradingrecovery.quotes;

import io.tradingrecovery.quotes.internal.SlidingRateLimit;

/** The rate limits of one provider, all of which hold. Thread-safe. */
final class RateLimits {

    /** A request may arrive sooner after the one before than it was sent: periods are taken this much longer. */
    private static final double MARGIN = 1.02;

    private final SlidingRateLimit[] limits;

    RateLimits(ProviderLimits plan) {
        limits = plan.rates().stream()
                .map(rate -> new SlidingRateLimit(
                        rate.requests(), Math.round(rate.period().toNanos() * MARGIN)))
                .toArray(SlidingRateLimit[]::new);
    }

    /** Takes a permit of each limit, or of none. */
    boolean tryAcquire(long now) {
        for (int i = 0; i < limits.length; i++) {
            if (!limits[i].tryAcquire(now)) {
                for (int taken = 0; taken < i; taken++) {
                    limits[taken].refund(now);
                }
                return false;
            }
        }
        return true;
    }

    /** Whether no request may be sent now. */
    boolean isExhausted(long now) {
        for (SlidingRateLimit limit : limits) {
            if (!limit.hasPermit(now)) {
                return true;
            }
        }
        return false;
    }

    /** Corrects what was taken for one request, when it began, to what was really sent. */
    void settle(int sent, long begun, long now) {
        for (SlidingRateLimit limit : limits) {
            for (int i = 1; i < sent; i++) {
                limit.charge(now);
            }
            if (sent == 0) {
                limit.refund(begun);
            }
        }
    }
}
