package io.tradingrecovery.errors;

/**
 * What an operator asked for would lose something, or there is nothing to do. Nothing was changed; the message names what
 * stands in the way and what to do.
 */
public final class MaintenanceRefusedException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    /** Says what stands in the way and what to do. */
    public MaintenanceRefusedException(String message) {
        super(message, null);
    }
}
