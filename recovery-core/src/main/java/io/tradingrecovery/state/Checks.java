package io.tradingrecovery.state;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a record refuses: only values that can't be represented on disk. Everything else is for recovery to judge. */
final class Checks {

    /** The largest scale of an amount, in either direction. */
    static final int MAX_SCALE = 100;

    /** The most significant digits of an amount. */
    static final int MAX_PRECISION = 200;

    private Checks() {}

    /** A text that is required: not null, not blank, and encodable. */
    static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    field + " is " + (value == null ? "null" : "blank") + "; give it a text");
        }
        return encodable(field, value);
    }

    /** A text that may be absent. */
    static @Nullable String optional(String field, @Nullable String value) {
        return value == null ? null : encodable(field, value);
    }

    /** A text that may be blank but not null. */
    static String encodable(String field, @Nullable String given) {
        String value = present(field, given);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (!pair) {
                    throw new IllegalArgumentException(String.format(
                            "%s has half a surrogate pair (\\u%04x) at index %d, which UTF-8 can't hold: remove it",
                            field, (int) c, i));
                }
                i++;
            }
        }
        return value;
    }

    /** A value that is required. */
    static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(field + " is null; it must be given");
        }
        return value;
    }

    /** An amount that is required. */
    static BigDecimal amount(String field, @Nullable BigDecimal value) {
        BigDecimal given = present(field, value);
        if (given.scale() == 0 && given.precision() <= MAX_PRECISION) {
            return given;
        }
        if (!storable(given)) {
            throw new IllegalArgumentException(
                    field + " is " + (given.precision() > 40 ? "a number of " : given + ", of ")
                            + given.precision() + " digits and scale " + given.scale() + "; at most " + MAX_PRECISION
                            + " digits and a scale within ±" + MAX_SCALE + " can be stored: round it");
        }
        // 1E+3 and 1000 are written alike, so they are held alike too.
        return given.scale() < 0 ? given.setScale(0) : given;
    }

    static boolean storable(BigDecimal value) {
        return Math.abs((long) value.scale()) <= MAX_SCALE && value.precision() <= MAX_PRECISION;
    }

    /** An amount that may be absent. */
    static @Nullable BigDecimal optionalAmount(String field, @Nullable BigDecimal value) {
        return value == null ? null : amount(field, value);
    }

    /** A sorted, unmodifiable copy whose keys are required texts and whose values pass {@code value}. */
    static <V> SortedMap<String, V> map(
            String field, @Nullable Map<String, V> entries, BiConsumer<String, @Nullable V> value) {
        if (entries == null || entries.isEmpty()) {
            return Collections.emptySortedMap();
        }
        TreeMap<String, V> copy = new TreeMap<>();
        entries.forEach((key, entry) -> {
            required("a key of " + field, key);
            value.accept(field + "[" + key + "]", entry);
            copy.put(key, entry);
        });
        return Collections.unmodifiableSortedMap(copy);
    }

    /** As {@link #map}, of amounts, each brought to its stored form. */
    static SortedMap<String, BigDecimal> amounts(String field, @Nullable Map<String, BigDecimal> entries) {
        if (entries == null || entries.isEmpty()) {
            return Collections.emptySortedMap();
        }
        TreeMap<String, BigDecimal> copy = new TreeMap<>();
        entries.forEach(
                (key, entry) -> copy.put(required("a key of " + field, key), amount(field + "[" + key + "]", entry)));
        return Collections.unmodifiableSortedMap(copy);
    }
}
