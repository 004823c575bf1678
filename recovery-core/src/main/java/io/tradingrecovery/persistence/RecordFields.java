package io.tradingrecovery.persistence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The fields of a state record as texts, in their order: nested records and maps are flattened ({@code cash.USD}), what is
 * absent is left out, and equal amounts give equal texts. Stateless.
 */
final class RecordFields {

    private RecordFields() {}

    static Map<String, String> of(Record value) {
        Map<String, String> fields = new LinkedHashMap<>();
        add(fields, "", value);
        return fields;
    }

    /** All fields in one line. */
    static String describe(Record value) {
        return of(value).entrySet().stream()
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining(" "));
    }

    private static void add(Map<String, String> fields, String name, Object value) {
        if (value instanceof Record nested) {
            for (RecordComponent component : nested.getClass().getRecordComponents()) {
                Object part = valueOf(component, nested);
                if (part != null) {
                    add(fields, join(name, component.getName()), part);
                }
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, entry) -> add(fields, join(name, String.valueOf(key)), entry));
        } else if (value instanceof Iterable<?> list) {
            int index = 0;
            for (Object item : list) {
                add(fields, name + "[" + index++ + "]", item);
            }
        } else if (value instanceof BigDecimal amount) {
            fields.put(
                    name,
                    amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString());
        } else {
            fields.put(name, value.toString());
        }
    }

    private static String join(String name, String part) {
        return name.isEmpty() ? part : name + "." + part;
    }

    private static @org.jspecify.annotations.Nullable Object valueOf(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The state's records are public and their accessors don't fail", e);
        }
    }
}
