package io.tradingrecovery.persistence.internal.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Writes fields that may be absent: what is absent or empty is left out, never written as null. */
public final class Optionals {

    private Optionals() {}

    /** A text, if it is there. */
    public static void text(JsonWriter out, String name, @Nullable String value) {
        if (value != null) {
            out.name(name).text(value);
        }
    }

    /** An amount, if it is there. */
    public static void amount(JsonWriter out, String name, @Nullable BigDecimal value) {
        if (value != null) {
            out.name(name).amount(value);
        }
    }

    /** A time, if it is there. */
    public static void instant(JsonWriter out, String name, @Nullable Instant value) {
        if (value != null) {
            out.name(name).instant(value);
        }
    }

    /** An object, if it is there. */
    public static <T> void object(JsonWriter out, String name, @Nullable T value, BiConsumer<JsonWriter, T> write) {
        if (value != null) {
            out.name(name);
            write.accept(out, value);
        }
    }

    /** A list of objects, if it has any. */
    public static <T> void list(JsonWriter out, String name, Collection<T> values, BiConsumer<JsonWriter, T> write) {
        if (!values.isEmpty()) {
            out.name(name).beginArray();
            for (T value : values) {
                write.accept(out, value);
            }
            out.endArray();
        }
    }

    /** Objects under their keys, if there are any. */
    public static <T> void objects(
            JsonWriter out, String name, Map<String, T> values, BiConsumer<JsonWriter, T> write) {
        if (!values.isEmpty()) {
            out.name(name).beginObject();
            values.forEach((key, value) -> {
                out.key(key);
                write.accept(out, value);
            });
            out.endObject();
        }
    }

    /** Texts under their keys, if there are any. */
    public static void texts(JsonWriter out, String name, Map<String, String> values) {
        objects(out, name, values, JsonWriter::text);
    }

    /** Amounts under their keys, if there are any. */
    public static void amounts(JsonWriter out, String name, Map<String, BigDecimal> values) {
        objects(out, name, values, JsonWriter::amount);
    }
}
