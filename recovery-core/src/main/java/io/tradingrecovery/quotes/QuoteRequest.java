package io.tradingrecovery.quotes;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one call wants. Immutable and safe to share between threads; equal requests for a symbol share one upstream call.
 *
 * @param deadline the longest the call may take; absent for the chain's
 * @param acceptCachedUpTo a cached quote whose event is no older is answered without asking anybody; zero for never
 * @param mustBeLive whether anything but a {@link Freshness#LIVE} quote is as good as none
 * @param mustHaveBidAsk whether a quote without both a bid and an ask is as good as none
 */
public record QuoteRequest(
        @Nullable Duration deadline, Duration acceptCachedUpTo, boolean mustBeLive, boolean mustHaveBidAsk) {

    /** The best quote there is, within the chain's deadline. */
    public static final QuoteRequest DEFAULT = new QuoteRequest(null, Duration.ZERO, false, false);

    public QuoteRequest {
        if (deadline != null) {
            Durations.positive("deadline", deadline);
        }
        Durations.notNegative("acceptCachedUpTo", acceptCachedUpTo);
    }

    /** This request with a deadline of its own, above zero and at most an hour. */
    public QuoteRequest within(Duration time) {
        return new QuoteRequest(time, acceptCachedUpTo, mustBeLive, mustHaveBidAsk);
    }

    /** This request, for which a cached quote will do whose event is no older than this. */
    public QuoteRequest acceptCachedUpTo(Duration age) {
        return new QuoteRequest(deadline, age, mustBeLive, mustHaveBidAsk);
    }

    /** This request, for which only a {@link Freshness#LIVE} quote will do. */
    public QuoteRequest requireLive() {
        return new QuoteRequest(deadline, acceptCachedUpTo, true, mustHaveBidAsk);
    }

    /** This request, for which only a quote with a bid and an ask will do. */
    public QuoteRequest requireBidAsk() {
        return new QuoteRequest(deadline, acceptCachedUpTo, mustBeLive, true);
    }

    boolean accepts(Quote quote) {
        return (!mustHaveBidAsk || quote.hasBidAsk()) && (!mustBeLive || !quote.isStale());
    }
}
