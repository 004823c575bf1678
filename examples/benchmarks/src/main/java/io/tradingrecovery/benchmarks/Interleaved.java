package io.tradingrecovery.benchmarks;

/**
 * Runs two operations in turn in the order ABBA ABBA …, so that whatever the machine does meanwhile, such as a slow drift
 * or a neighbour's load, meets both alike and none is always the first.
 */
public final class Interleaved {

    private static final int MOST_WARM_UP = 500;

    /** Where results go, so that the JIT compiler can't tell that nobody wants them. */
    private static volatile long sink;

    private Interleaved() {}

    /** One step of an experiment. */
    @FunctionalInterface
    public interface Step {
        /** Carries it out. */
        void run() throws Exception;
    }

    /** Runs {@code a} and {@code b} as often as there are pairs. */
    public static void run(int pairs, Step a, Step b) throws Exception {
        for (int pair = 0; pair < pairs; pair++) {
            boolean straight = pair % 2 == 0;
            (straight ? a : b).run();
            (straight ? b : a).run();
        }
    }

    /** Times {@code subject} against {@code baseline}, after a warm-up of a quarter as many pairs, but at most 500. */
    public static PairedTimes measure(int pairs, Operation subject, Operation baseline) throws Exception {
        run(Math.min(MOST_WARM_UP, Math.max(1, pairs / 4)), () -> sink = subject.run(), () -> sink = baseline.run());
        PairedTimes times = new PairedTimes(pairs);
        run(pairs, () -> times.subject(nanosOf(subject)), () -> times.baseline(nanosOf(baseline)));
        return times;
    }

    private static long nanosOf(Operation operation) throws Exception {
        long start = System.nanoTime();
        long result = operation.run();
        long nanos = System.nanoTime() - start;
        sink = result;
        return nanos;
    }
}
