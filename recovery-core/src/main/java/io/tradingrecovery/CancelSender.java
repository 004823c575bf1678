package io.tradingrecovery;

/** The bot's own way to send a cancel; otherwise as {@link Sender}. */
@FunctionalInterface
public interface CancelSender {

    /** Asks the broker to cancel the order of this client order id, and returns its answer. */
    SubmitResult send(String clientOrderId) throws Exception;
}
