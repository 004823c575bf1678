package io.tradingrecovery.recovery;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person should hear of. Immutable and safe to share between threads; it never holds a key or a secret.
 *
 * @param level how much it matters
 * @param code what it is about, stable from version to version, such as {@code RECOVERY_PARTIAL}
 * @param message one sentence that says what happened and what to do
 * @param at when it happened
 * @param details further facts by name, such as the report's id
 */
public record Alert(Level level, String code, String message, Instant at, SortedMap<String, String> details) {

    /** How much it matters. */
    public enum Level {
        /** Good to know; nothing to do. */
        INFO,
        /** Look at it when there is time. */
        WARNING,
        /** Trading is limited or stopped until a person acts. */
        CRITICAL
    }

    public Alert {
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    /** An alert with details in any order. */
    public static Alert of(Level level, String code, String message, Instant at, Map<String, String> details) {
        return new Alert(level, code, message, at, new TreeMap<>(details));
    }
}
