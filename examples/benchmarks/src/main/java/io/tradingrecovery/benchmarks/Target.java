package io.tradingrecovery.benchmarks;

import java.util.Locale;
import java.util.function.DoublePredicate;

/**
 * What a measured number should be.
 *
 * @param text the bound as it is printed
 * @param met whether a number keeps it
 */
public record Target(String text, DoublePredicate met) {

    /** No more than {@code bound}. */
    public static Target atMost(double bound) {
        return new Target("≤ " + plain(bound), number -> number <= bound);
    }

    /** Less than {@code bound}. */
    public static Target below(double bound) {
        return new Target("< " + plain(bound), number -> number < bound);
    }

    /** No less than {@code bound}. */
    public static Target atLeast(double bound) {
        return new Target("≥ " + plain(bound), number -> number >= bound);
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) && bound >= 5
                ? String.format(Locale.ROOT, "%.0f", bound)
                : String.format(Locale.ROOT, "%.2f", bound);
    }
}
