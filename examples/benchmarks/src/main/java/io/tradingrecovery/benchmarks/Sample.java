package io.tradingrecovery.benchmarks;

import java.util.Arrays;

/** Numbers that were measured. Immutable. */
public final class Sample {

    private static final double TWO_SIDED_95 = 1.96;

    private final double[] sorted;

    /** Takes a copy of one or more numbers. */
    public Sample(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("A sample of nothing has no median: measure at least once");
        }
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    /** From one number to another, both included. */
    public record Interval(double from, double to) {}

    /** The number in the middle, or the mean of the two that share it. */
    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The smallest number that at least the given part of all does not exceed; {@code part} is above 0 and at most 1. */
    public double quantile(double part) {
        return sorted[(int) Math.ceil(part * sorted.length) - 1];
    }

    /**
     * Where the true median lies with 95 % confidence, whatever the distribution: between the two order statistics that
     * the binomial distribution names, by its normal approximation. Of fewer than six numbers it is their whole range.
     */
    public Interval medianWithin95() {
        int n = sorted.length;
        double half = TWO_SIDED_95 * Math.sqrt(n) / 2;
        int from = Math.max(1, (int) Math.floor(n / 2.0 - half));
        int to = Math.min(n, (int) Math.ceil(n / 2.0 + 1 + half));
        return new Interval(sorted[from - 1], sorted[to - 1]);
    }
}
