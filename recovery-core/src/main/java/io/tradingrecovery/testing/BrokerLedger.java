package io.tradingrecovery.testing;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The truth of a {@link SimulatedBroker}, which no fault touches. Immutable and safe to share between threads.
 *
 * @param asOf the time of the last change it holds
 * @param orders every order ever accepted, by client order id, in the order of their acceptance
 * @param fills every execution, in its order
 * @param positions what is held, by symbol; what is flat is not there
 * @param cash the balance of each currency that ever had one
 * @param activities everything else that changed cash or a quantity, in its order
 */
public record BrokerLedger(
        Instant asOf,
        Map<String, Order> orders,
        List<Fill> fills,
        Map<String, Position> positions,
        Map<String, BigDecimal> cash,
        List<Activity> activities) {

    public BrokerLedger {
        orders = Collections.unmodifiableMap(new LinkedHashMap<>(orders));
        fills = List.copyOf(fills);
        positions = Collections.unmodifiableMap(new LinkedHashMap<>(positions));
        cash = Collections.unmodifiableMap(new LinkedHashMap<>(cash));
        activities = List.copyOf(activities);
    }

    /** Units held of a symbol, negative for a short, zero if it is flat. */
    public BigDecimal quantity(String symbol) {
        Position position = positions.get(symbol);
        return position == null || position.quantity() == null ? BigDecimal.ZERO : position.quantity();
    }

    /**
     * An order by its client order id.
     *
     * @throws IllegalArgumentException if no such order was ever accepted
     */
    public Order order(String clientOrderId) {
        Order order = orders.get(clientOrderId);
        if (order == null) {
            throw new IllegalArgumentException(
                    "Order " + clientOrderId + " was never accepted; accepted were " + orders.keySet());
        }
        return order;
    }

    /** The orders that may still fill, in the order of their acceptance. */
    public List<Order> openOrders() {
        return orders.values().stream()
                .filter(order -> !order.status().isTerminal())
                .toList();
    }

    /** The executions of one order, in their order. */
    public List<Fill> fillsOf(String clientOrderId) {
        return fills.stream()
                .filter(fill -> clientOrderId.equals(fill.clientOrderId()))
                .toList();
    }
}
