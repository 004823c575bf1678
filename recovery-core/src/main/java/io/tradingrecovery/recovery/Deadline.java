package io.tradingrecovery.recovery;

import io.tradingrecovery.time.Ticker;
import java.time.Duration;

/** A moment by which something must have ended. Thread-safe. */
final class Deadline {

    private final Ticker ticker;
    private final Duration length;
    private final long end;

    private Deadline(Ticker ticker, Duration length) {
        this.ticker = ticker;
        this.length = length;
        this.end = ticker.nanos() + length.toNanos();
    }

    /** The moment this long from now. */
    static Deadline after(Ticker ticker, Duration length) {
        return new Deadline(ticker, length);
    }

    /** What is left, never negative. */
    long remainingNanos() {
        return Math.max(0, end - ticker.nanos());
    }

    boolean isOver() {
        return remainingNanos() == 0;
    }

    Duration length() {
        return length;
    }
}
