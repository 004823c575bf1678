package io.tradingrecovery.broker;

import io.tradingrecovery.state.Order;
import org.jspecify.annotations.Nullable;

/**
 * How an order is asked for. Immutable and safe to share between threads.
 *
 * @param clientOrderId the bot's id; absent where it is not known
 * @param brokerOrderId the broker's id; absent where it is not known
 */
public record OrderKey(
        @Nullable String clientOrderId, @Nullable String brokerOrderId) {

    public OrderKey {
        if (clientOrderId == null && brokerOrderId == null) {
            throw new IllegalArgumentException(
                    "An order key needs a client order id or a broker order id; both are null");
        }
    }

    /** The key of an order that the bot made. */
    public static OrderKey ofClient(String clientOrderId) {
        return new OrderKey(clientOrderId, null);
    }

    /** The key of an order that the broker knows. */
    public static OrderKey ofBroker(String brokerOrderId) {
        return new OrderKey(null, brokerOrderId);
    }

    /** The key with every id that the order has. */
    public static OrderKey of(Order order) {
        return new OrderKey(order.clientOrderId(), order.brokerOrderId());
    }

    @Override
    public String toString() {
        if (clientOrderId == null) {
            return "broker order " + brokerOrderId;
        }
        return brokerOrderId == null ? clientOrderId : clientOrderId + " (broker order " + brokerOrderId + ")";
    }
}
