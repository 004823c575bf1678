package io.tradingrecovery.errors;

import org.jspecify.annotations.Nullable;

/**
 * The order journal can't make records durable. The order was not recorded and must not be sent; free the disk named in
 * the message, and the journal resumes with the next acknowledged snapshot.
 */
public final class NotDurableException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    /** Names the record, the directory and the failure behind it. */
    public NotDurableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
