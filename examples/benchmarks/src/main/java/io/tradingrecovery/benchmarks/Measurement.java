package io.tradingrecovery.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * A number that was measured.
 *
 * @param name what was measured, and against what
 * @param value the measured quantity itself, in {@code unit}
 * @param baseline what it is compared with, in {@code unit}; absent where it is compared with nothing
 * @param ratio the median of the quotients; absent where it is compared with nothing
 * @param within where the ratio lies with 95 % confidence
 * @param target what the ratio should be, or the value where there is no ratio; absent where it is only shown
 * @param note what a reader must know to judge it
 */
public record Measurement(
        String name,
        double value,
        String unit,
        @Nullable Double baseline,
        @Nullable Double ratio,
        Sample.@Nullable Interval within,
        @Nullable Target target,
        String note) {

    /** Times in pairs, printed in {@code unit}, of which one has {@code nanosPerUnit}. */
    public static Measurement ofPairs(
            String name, String unit, double nanosPerUnit, PairedTimes times, @Nullable Target target, String note) {
        Sample ratios = times.ratios();
        return new Measurement(
                name,
                times.subject().median() / nanosPerUnit,
                unit,
                times.baseline().median() / nanosPerUnit,
                ratios.median(),
                ratios.medianWithin95(),
                target,
                note);
    }

    /** A number that is compared with nothing but its target. */
    public static Measurement ofValue(String name, double value, String unit, @Nullable Target target, String note) {
        return new Measurement(name, value, unit, null, null, null, target, note);
    }

    /** Whether the target is met; absent where there is none. */
    public @Nullable Boolean met() {
        return target == null ? null : target.met().test(ratio == null ? value : ratio);
    }
}
