package io.tradingrecovery.quotes;

/** What is known of the last requests to a provider. Not thread-safe: its owner holds a lock. */
final class HealthSignals {

    /** How many of the last requests count. */
    static final int WINDOW = 100;

    /** How much of the average latency is the newest sample. */
    static final double LATENCY_ALPHA = 0.2;

    private final Window answers = new Window();
    private final Window freshness = new Window();
    private double latencyNanos;
    private long latencySamples;
    private int failuresInARow;
    private int successesInARow;

    void success(long nanos) {
        answers.add(true);
        failuresInARow = 0;
        successesInARow++;
        latencyNanos = latencySamples++ == 0 ? nanos : latencyNanos + LATENCY_ALPHA * (nanos - latencyNanos);
    }

    void failure() {
        answers.add(false);
        successesInARow = 0;
        failuresInARow++;
    }

    void freshness(boolean fresh) {
        freshness.add(fresh);
    }

    /** Forgets what was before a recovery. */
    void clear() {
        answers.clear();
        freshness.clear();
        latencySamples = 0;
        failuresInARow = 0;
        successesInARow = 0;
    }

    int requests() {
        return answers.count;
    }

    double successRate() {
        return answers.goodShare();
    }

    int rated() {
        return freshness.count;
    }

    double staleShare() {
        return freshness.count == 0 ? 0 : 1 - freshness.goodShare();
    }

    double latencyNanos() {
        return latencyNanos;
    }

    long latencySamples() {
        return latencySamples;
    }

    int failuresInARow() {
        return failuresInARow;
    }

    int successesInARow() {
        return successesInARow;
    }

    /** The last outcomes, in a ring. */
    private static final class Window {

        private final boolean[] good = new boolean[WINDOW];
        private int next;
        private int count;
        private int goods;

        void add(boolean isGood) {
            if (count == WINDOW) {
                goods -= good[next] ? 1 : 0;
            } else {
                count++;
            }
            good[next] = isGood;
            goods += isGood ? 1 : 0;
            next = next + 1 == WINDOW ? 0 : next + 1;
        }

        double goodShare() {
            return count == 0 ? 1 : (double) goods / count;
        }

        void clear() {
            next = 0;
            count = 0;
            goods = 0;
        }
    }
}
