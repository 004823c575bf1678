package io.tradingrecovery.persistence;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How well the state is being kept, at one moment. Immutable and safe to share between threads.
 *
 * @param status the short answer
 * @param automaticSavesArmed whether the timer, close and shutdown save
 * @param savedSequence the last acknowledged snapshot; 0 before the first of this run
 * @param savedAt when it was acknowledged; absent before the first of this run
 * @param saves acknowledged saves of this run
 * @param failures failed saves of this run
 * @param failuresInARow failed saves since the last acknowledged one
 * @param failure what the last failed save said; absent if there was none since the last acknowledged one
 * @param journalFailure why the journal can't make anything durable; absent while it can
 */
public record PersistenceHealth(
        Status status,
        boolean automaticSavesArmed,
        long savedSequence,
        @Nullable Instant savedAt,
        long saves,
        long failures,
        int failuresInARow,
        Optional<String> failure,
        Optional<String> journalFailure) {

    /** The short answer. */
    public enum Status {
        /** Saves succeed, or none was due yet. */
        HEALTHY,
        /** Several saves in a row failed: what is on disk grows old. */
        DEGRADED,
        /** The order journal can't make records durable: {@code intend} refuses, and orders must not be sent. */
        NOT_DURABLE,
        /** It was closed. */
        CLOSED
    }
}
