package io.tradingrecovery.errors;

import org.jspecify.annotations.Nullable;

/** A calendar was asked for a time it does not know. Whether the market is open then is not known either. */
public final class SessionCalendarException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    /** Names the time that was asked for and the time that is known. */
    public SessionCalendarException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
