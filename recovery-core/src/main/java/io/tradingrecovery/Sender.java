package io.tradingrecovery;

import io.tradingrecovery.state.Order;

/**
 * The bot's own way to send an order. Whatever it throws counts as a lost answer: the order may be alive. It must return
 * {@link SubmitResult.Rejected} only for an answer of the broker that says so, never for a timeout.
 */
@FunctionalInterface
public interface Sender {

    /** Sends {@code order} under its client order id, and returns the broker's answer. */
    SubmitResult send(Order order) throws Exception;
}
