package io.tradingrecovery.recovery;

import java.time.Duration;

/** Durations as people write them. */
final class Durations {

    private Durations() {}

    /** Two units at most, such as {@code 3 d 4 h}, {@code 59 s} or {@code 12 ms}. */
    static String text(Duration duration) {
        Duration length = duration.abs();
        String sign = duration.isNegative() ? "-" : "";
        if (length.compareTo(Duration.ofSeconds(1)) < 0) {
            return sign + length.toMillis() + " ms";
        }
        if (length.compareTo(Duration.ofSeconds(10)) < 0) {
            return sign + length.toSeconds() + "." + length.toMillisPart() / 100 + " s";
        }
        return sign + coarse(length);
    }

    private static String coarse(Duration length) {
        long days = length.toDays();
        if (days > 0) {
            return two(days, "d", length.toHoursPart(), "h");
        }
        if (length.toHours() > 0) {
            return two(length.toHours(), "h", length.toMinutesPart(), "min");
        }
        return length.toMinutes() > 0
                ? two(length.toMinutes(), "min", length.toSecondsPart(), "s")
                : length.toSeconds() + " s";
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
