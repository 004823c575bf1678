package io.tradingrecovery.time;

import java.time.Duration;
import java.time.Instant;

/**
 * A time during which a market is open. Immutable and safe to share between threads.
 *
 * @param open its first moment
 * @param close its end, not included
 */
public record TradingSession(Instant open, Instant close) {

    public TradingSession {
        if (!open.isBefore(close)) {
            throw new IllegalArgumentException("A session from " + open + " to " + close + " ends before it begins");
        }
    }

    /** Whether the market is open at that moment. */
    public boolean contains(Instant moment) {
        return !moment.isBefore(open) && moment.isBefore(close);
    }

    /** How much of it lies between two moments; zero if they are the wrong way round. */
    Duration within(Instant from, Instant to) {
        Instant begin = from.isAfter(open) ? from : open;
        Instant end = to.isBefore(close) ? to : close;
        return begin.isBefore(end) ? Duration.between(begin, end) : Duration.ZERO;
    }
}
