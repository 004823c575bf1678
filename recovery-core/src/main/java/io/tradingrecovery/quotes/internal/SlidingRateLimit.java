package io.tradingrecovery.quotes.internal;

/**
 * At most so many requests in any span of a period, wherever it begins: the times of the last requests are remembered, so
 * that no edge of a window lets twice as many through. Thread-safe.
 */
public final class SlidingRateLimit {

    private final long[] times;
    private final long period;
    private int next;
    private int taken;

    /** {@code permits} in any {@code periodNanos}. */
    public SlidingRateLimit(int permits, long periodNanos) {
        times = new long[permits];
        period = periodNanos;
    }

    /** Takes a permit, if there is one at this time. Times must not go back. */
    public synchronized boolean tryAcquire(long now) {
        if (!isFree(now)) {
            return false;
        }
        take(now);
        return true;
    }

    /** Takes a permit for a request that was sent anyway; the next ones wait for longer. */
    public synchronized void charge(long now) {
        take(now);
    }

    /** Gives back the permit taken last: its request was not sent. */
    public synchronized void refund() {
        if (taken > 0) {
            taken--;
            next = next == 0 ? times.length - 1 : next - 1;
        }
    }

    private boolean isFree(long now) {
        return taken < times.length || now - times[next] >= period;
    }

    private void take(long now) {
        times[next] = now;
        next = next + 1 == times.length ? 0 : next + 1;
        taken = Math.min(times.length, taken + 1);
    }
}
