package io.tradingrecovery;

import io.tradingrecovery.errors.TradingRecoveryException;
import org.jspecify.annotations.Nullable;

/**
 * The answer to an order, a replacement or a cancel was lost: it may have arrived. Don't send it again; the broker is asked
 * until it is known, and the listener given to {@code onResolved} hears the answer.
 */
public final class AmbiguousOrderException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    private final String clientOrderId;

    AmbiguousOrderException(String clientOrderId, String what, @Nullable Throwable cause) {
        super(
                "The answer to the " + what + " " + clientOrderId + " was lost"
                        + (cause == null ? "" : " (" + cause.getClass().getSimpleName() + ")")
                        + ": it may have arrived. Do not send it again; the broker is asked for it until it is known.",
                cause);
        this.clientOrderId = clientOrderId;
    }

    /** The order it is about. */
    public String clientOrderId() {
        return clientOrderId;
    }
}
