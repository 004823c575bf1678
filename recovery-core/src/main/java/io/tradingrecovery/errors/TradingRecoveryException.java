package io.tradingrecovery.errors;

import org.jspecify.annotations.Nullable;

/**
 * The base of every exception this library throws on purpose. Its message names the file or symbol, the offending value
 * and the fix. Immutable, as exceptions go; safe to share between threads.
 */
public class TradingRecoveryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with a message and, where there is one, the failure behind it. */
    public TradingRecoveryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
