package io.tradingrecovery.benchmarks;

import java.util.Arrays;

/** Times of two operations that were run in pairs, in nanoseconds. Not thread-safe. */
public final class PairedTimes {

    private final long[] subject;
    private final long[] baseline;
    private int subjects;
    private int baselines;

    /** No times yet, and room for so many pairs. */
    public PairedTimes(int pairs) {
        subject = new long[pairs];
        baseline = new long[pairs];
    }

    /** Takes the subject's next time. */
    public void subject(long nanos) {
        subject[subjects++] = nanos;
    }

    /** Takes the baseline's next time. */
    public void baseline(long nanos) {
        baseline[baselines++] = nanos;
    }

    /** How many pairs there are. */
    public int pairs() {
        return Math.min(subjects, baselines);
    }

    /** The subject's times. */
    public Sample subject() {
        return sample(subject);
    }

    /** The baseline's times. */
    public Sample baseline() {
        return sample(baseline);
    }

    /** The quotients of subject and baseline, pair by pair. */
    public Sample ratios() {
        double[] ratios = new double[pairs()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = (double) subject[i] / baseline[i];
        }
        return new Sample(ratios);
    }

    private Sample sample(long[] nanos) {
        return new Sample(Arrays.stream(nanos, 0, pairs()).asDoubleStream().toArray());
    }
}
