package io.tradingrecovery.errors;

/**
 * A save was asked for before it was settled what is true. It would push the last good state out of the directory, so it
 * was refused and nothing was written.
 */
public final class NotRecoveredException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    /** Says which step is missing. */
    public NotRecoveredException(String message) {
        super(message, null);
    }
}
