package io.tradingrecovery.quotes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a plan allows and a provider can do; kept on this side, so that a limit is never run into. Immutable and safe to
 * share between threads.
 *
 * @param rates each holds at every moment: no span of its period sees more requests than it allows; empty for no limit
 * @param maxBatch the most symbols of one request; 1 where the provider has no batches
 * @param maxInFlight the most requests under way at once, hung ones included
 * @param probesCount whether the provider counts the requests that test if it is back; true unless said
 */
public record ProviderLimits(List<Rate> rates, int maxBatch, int maxInFlight, boolean probesCount) {

    /** The most requests under way at once, unless said. */
    public static final int DEFAULT_MAX_IN_FLIGHT = 32;

    /** No rate limit, one symbol a request. */
    public static final ProviderLimits NONE = new ProviderLimits(List.of(), 1, DEFAULT_MAX_IN_FLIGHT, true);

    /**
     * A number of requests in any span of a period.
     *
     * @param requests at least 1 and at most 1 000 000
     * @param period above zero and at most 31 days
     */
    public record Rate(int requests, Duration period) {

        private static final int MOST = 1_000_000;
        private static final Duration LONGEST = Duration.ofDays(31);

        public Rate {
            if (requests < 1 || requests > MOST) {
                throw new IllegalArgumentException(
                        "A rate of " + requests + " requests: give 1 to " + MOST + ", or no rate for no limit");
            }
            if (period.isZero() || period.isNegative() || period.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "A rate per " + period + ": give a period above zero and up to " + LONGEST);
            }
        }
    }

    public ProviderLimits {
        rates = List.copyOf(rates);
        if (maxBatch < 1) {
            throw new IllegalArgumentException("maxBatch is " + maxBatch + "; give 1 where there are no batches");
        }
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight is " + maxInFlight + "; give at least 1");
        }
    }

    /** These limits and so many requests a minute. */
    public ProviderLimits perMinute(int requests) {
        return per(Duration.ofMinutes(1), requests);
    }

    /** These limits and so many requests a second. */
    public ProviderLimits perSecond(int requests) {
        return per(Duration.ofSeconds(1), requests);
    }

    /** These limits and one more, which holds beside them. */
    public ProviderLimits per(Duration period, int requests) {
        List<Rate> all = new ArrayList<>(rates);
        all.add(new Rate(requests, period));
        return new ProviderLimits(all, maxBatch, maxInFlight, probesCount);
    }

    /** These limits with requests of up to so many symbols. */
    public ProviderLimits batchesOf(int symbols) {
        return new ProviderLimits(rates, symbols, maxInFlight, probesCount);
    }

    /** These limits with so many requests under way at most. */
    public ProviderLimits inFlight(int requests) {
        return new ProviderLimits(rates, maxBatch, requests, probesCount);
    }

    /** These limits for a provider that does not count probes. */
    public ProviderLimits probesAreFree() {
        return new ProviderLimits(rates, maxBatch, maxInFlight, false);
    }
}
