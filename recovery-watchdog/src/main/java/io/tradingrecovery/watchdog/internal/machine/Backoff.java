package io.tradingrecovery.watchdog.internal.machine;

/**
 * The delay before the next restart: doubled each time, up to a tenth longer at random so that many bots don't come back
 * at once, never shorter than the one before, never above the maximum. Immutable; all times in nanoseconds.
 *
 * @param initial the first delay; 0 means no delay ever
 * @param max the longest delay
 * @param failures restarts since the last reset
 * @param last the delay given last, 0 after a reset
 */
public record Backoff(long initial, long max, int failures, long last) {

    private static final int MAX_DOUBLINGS = 40;

    /** A backoff that starts with its initial delay. */
    public static Backoff fresh(long initial, long max) {
        return new Backoff(initial, max, 0, 0);
    }

    /** The backoff after one more failure; {@link #last()} is the delay to wait. {@code seed} decides the jitter. */
    public Backoff next(long seed) {
        long base = doubled(Math.min(failures, MAX_DOUBLINGS));
        long jitter = base == 0 ? 0 : Long.remainderUnsigned(mix(seed), base / 10 + 1);
        long delay = Math.max(last, Math.min(max, base + jitter));
        return new Backoff(initial, max, failures + 1, delay);
    }

    /** This backoff as if nothing had failed. */
    public Backoff reset() {
        return fresh(initial, max);
    }

    private long doubled(int times) {
        long delay = Math.min(initial, max);
        for (int i = 0; i < times && delay < max; i++) {
            delay = delay > max / 2 ? max : delay * 2;
        }
        return delay;
    }

    private static long mix(long seed) {
        long z = seed + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
