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

    /** Whether there is a permit at this time. */
    public synchronized boolean hasPermit(long now) {
        return isFree(now);
    }

    /** Takes a permit for a request that was sent anyway; the next ones wait for longer. */
    public synchronized void charge(long now) {
        take(now);
    }

    /** Gives back a permit that was taken at this time: its request was not sent. Those taken since stay as they are. */
    public synchronized void refund(long takenAt) {
        int place = next;
        for (int back = 0; back < taken; back++) {
            place = before(place);
            if (times[place] == takenAt) {
                closeGap(place);
                return;
            }
        }
    }

    private void closeGap(int place) {
        int gap = place;
        for (int after = after(gap); after != next; after = after(gap)) {
            times[gap] = times[after];
            gap = after;
        }
        next = gap;
        taken--;
    }

    private int before(int place) {
        return place == 0 ? times.length - 1 : place - 1;
    }

    private int after(int place) {
        return place + 1 == times.length ? 0 : place + 1;
    }

    private boolean isFree(long now) {
        return taken < times.length || now - times[next] >= period;
    }

    private void take(long now) {
        times[next] = now;
        next = after(next);
        taken = Math.min(times.length, taken + 1);
    }
}
