package io.tradingrecovery.errors;

/**
 * An order with this client order id was already journalled and may be alive at the broker; sending it again could fill
 * twice. Use a new id, or settle the old order first.
 */
public final class DuplicateOrderException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    private final String clientOrderId;

    /** {@code known} describes the order that bears the id already. */
    public DuplicateOrderException(String clientOrderId, String known) {
        super(
                "Client order id " + clientOrderId + " is taken: " + known
                        + ". Nothing was recorded. Use a new id, or close the old order first.",
                null);
        this.clientOrderId = clientOrderId;
    }

    /** The id that was used twice. */
    public String clientOrderId() {
        return clientOrderId;
    }
}
