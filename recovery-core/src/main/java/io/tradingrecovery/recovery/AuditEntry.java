package io.tradingrecovery.recovery;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line of the audit. Immutable and safe to share between threads.
 *
 * @param at when it was written
 * @param event what happened, an {@link Event} or one of a later version
 * @param fields what else is known, by name, in the order it was written
 * @param json the line
 */
public record AuditEntry(Instant at, String event, Map<String, String> fields, String json) {

    /** What is written to the audit. */
    public enum Event {
        /** A process begins to recover. */
        START,
        /** A run of recovery ended. */
        RECOVERY,
        /** The gate changed. */
        GATE,
        /** Trading was halted. */
        HALT,
        /** A person ended a halt. */
        CLEAR_HALT,
        /** An approval was applied. */
        APPROVED,
        /** An approval was not applied. */
        APPROVAL_REFUSED,
        /** A file could not be used; it is kept. */
        FILE_REJECTED
    }

    public AuditEntry {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    boolean is(Event wanted) {
        return event.equals(wanted.name());
    }
}
