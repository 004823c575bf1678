package io.tradingrecovery.quotes;

import org.jspecify.annotations.Nullable;

/**
 * When a provider is degraded or failed, and when no longer: what trips at one bound clears only at a stricter one. Pure
 * functions of the signals.
 *
 * @param latencyLimitNanos the average latency above which a provider is slow
 */
record HealthRules(long latencyLimitNanos) {

    /** Shares are judged of no fewer requests than this. */
    static final int LEAST_REQUESTS = 20;

    static final double DEGRADED_BELOW = 0.95;
    static final double RATE_CLEARS_AT = 0.97;
    static final double FAILED_BELOW = 0.50;
    static final int DEGRADED_AFTER = 3;
    static final int FAILED_AFTER = 5;
    static final int CLEARS_AFTER = 5;
    static final double STALE_ABOVE = 0.50;
    static final double STALE_CLEARS_AT = 0.30;
    static final double LATENCY_CLEARS_AT = 0.80;
    static final int LEAST_LATENCIES = 5;

    /** So many good probes bring a failed provider back on trial. */
    static final int GOOD_PROBES = 3;

    /** From so many invalid quotes in a row on, each counts as a failure. */
    static final int INVALID_COUNTS_FROM = 3;

    /** Why it is to be taken out of service; absent if it is not. */
    @Nullable
    HealthReason failed(HealthSignals signals) {
        if (signals.failuresInARow() >= FAILED_AFTER) {
            return HealthReason.CONSECUTIVE_FAILURES;
        }
        return signals.requests() >= LEAST_REQUESTS && signals.successRate() < FAILED_BELOW
                ? HealthReason.LOW_SUCCESS_RATE
                : null;
    }

    /** Why it is degraded, given why it was; absent for healthy. */
    @Nullable
    HealthReason degraded(HealthSignals signals, @Nullable HealthReason before) {
        return before != null && !isCleared(before, signals) ? before : tripped(signals);
    }

    private @Nullable HealthReason tripped(HealthSignals signals) {
        if (signals.failuresInARow() >= DEGRADED_AFTER) {
            return HealthReason.CONSECUTIVE_FAILURES;
        }
        if (signals.requests() >= LEAST_REQUESTS && signals.successRate() < DEGRADED_BELOW) {
            return HealthReason.LOW_SUCCESS_RATE;
        }
        if (signals.latencySamples() >= LEAST_LATENCIES && signals.latencyNanos() > latencyLimitNanos) {
            return HealthReason.SLOW;
        }
        return signals.rated() >= LEAST_REQUESTS && signals.staleShare() > STALE_ABOVE
                ? HealthReason.MOSTLY_STALE
                : null;
    }

    private boolean isCleared(HealthReason reason, HealthSignals signals) {
        return switch (reason) {
            case CONSECUTIVE_FAILURES, RECOVERING -> signals.successesInARow() >= CLEARS_AFTER;
            case LOW_SUCCESS_RATE -> signals.successRate() >= RATE_CLEARS_AT;
            case SLOW -> signals.latencyNanos() <= latencyLimitNanos * LATENCY_CLEARS_AT;
            case MOSTLY_STALE -> signals.staleShare() <= STALE_CLEARS_AT;
            case BAD_KEY, THROTTLED -> true;
        };
    }
}
