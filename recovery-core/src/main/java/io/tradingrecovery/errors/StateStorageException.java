package io.tradingrecovery.errors;

import org.jspecify.annotations.Nullable;

/**
 * The disk failed: a read, a write, a sync or a rename. Earlier states are untouched, and the next save works once the
 * cause named in the message is gone.
 */
public final class StateStorageException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    /** What is known of the data whose write failed. */
    public enum Durability {
        /** It is not on disk; the state before it stands. */
        NOT_WRITTEN,
        /** It may or may not survive a power failure; the next start tells, and either answer is a valid state. */
        UNKNOWN
    }

    private final Durability durability;

    /** A disk failure, with what is known of the data it was about. */
    public StateStorageException(String message, Durability durability, @Nullable Throwable cause) {
        super(message, cause);
        this.durability = durability;
    }

    /** What is known of the data whose write failed; {@code NOT_WRITTEN} for a failed read. */
    public Durability durability() {
        return durability;
    }
}
