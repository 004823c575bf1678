package io.tradingrecovery.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** A measurement as {@code --json} writes it: the same fields for every group, numbers with four digits. */
record Row(
        String group,
        String name,
        BigDecimal value,
        String unit,
        @Nullable BigDecimal baseline,
        @Nullable BigDecimal ratio,
        @Nullable String target,
        @Nullable Boolean met) {

    private static final MathContext FOUR_DIGITS = new MathContext(4);

    static Row of(String group, Measurement measurement) {
        Target target = measurement.target();
        return new Row(
                group,
                measurement.name(),
                rounded(measurement.value()),
                measurement.unit(),
                roundedOrNothing(measurement.baseline()),
                roundedOrNothing(measurement.ratio()),
                target == null ? null : target.text(),
                measurement.met());
    }

    private static @Nullable BigDecimal roundedOrNothing(@Nullable Double number) {
        return number == null ? null : rounded(number);
    }

    private static BigDecimal rounded(double number) {
        BigDecimal rounded = new BigDecimal(number).round(FOUR_DIGITS).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
