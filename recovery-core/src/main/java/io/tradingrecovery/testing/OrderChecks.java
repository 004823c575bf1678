package io.tradingrecovery.testing;

import static io.tradingrecovery.testing.AccountChecks.present;
import static io.tradingrecovery.testing.BrokerContract.require;
import static io.tradingrecovery.testing.BrokerContract.requireSomething;

import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** What a broker promises of orders. */
final class OrderChecks {

    /** What only a bot can say of an order. */
    private static final Set<OrderStatus> OF_THE_BOT =
            EnumSet.of(OrderStatus.INTENDED, OrderStatus.AMBIGUOUS, OrderStatus.NOT_FOUND);

    private OrderChecks() {}

    static void openOrders(Broker broker) {
        Set<String> ids = new HashSet<>();
        for (Order order : someOrders(broker)) {
            require(order != null, "a row of its open orders is null");
            require(order.brokerOrderId() != null, "order " + order.clientOrderId() + " has no broker order id");
            require(
                    ids.add(order.clientOrderId()) && ids.add("broker's " + order.brokerOrderId()),
                    "it lists an id of order " + order.clientOrderId() + " twice");
            require(
                    !order.status().isTerminal() && !OF_THE_BOT.contains(order.status()),
                    "it lists order " + order.clientOrderId() + " as open, which is " + order.status());
            require(
                    order.quantity() == null || order.quantity().signum() > 0,
                    "the quantity of order " + order.clientOrderId() + " is " + order.quantity()
                            + "; the side says which way, and absent is not zero");
        }
    }

    static void findsByClientId(Broker broker) {
        finds(
                broker,
                BrokerCapability.EXACT_LOOKUP_BY_CLIENT_ORDER_ID,
                order -> OrderKey.ofClient(order.clientOrderId()));
    }

    static void findsByBrokerId(Broker broker) {
        finds(
                broker,
                BrokerCapability.EXACT_LOOKUP_BY_BROKER_ORDER_ID,
                order -> OrderKey.ofBroker(String.valueOf(order.brokerOrderId())));
    }

    private static void finds(Broker broker, BrokerCapability needed, Function<Order, OrderKey> key) {
        for (Order order : someOrders(broker)) {
            OrderKey asked = key.apply(order);
            OrderLookup answer = present("answer for " + asked, broker.findOrder(asked));
            if (answer instanceof OrderLookup.Found found) {
                Order given = found.order();
                require(
                        given.clientOrderId().equals(order.clientOrderId())
                                && Objects.equals(given.brokerOrderId(), order.brokerOrderId())
                                && given.symbol().equals(order.symbol())
                                && given.side() == order.side(),
                        "asked for " + asked + ", which it lists as " + order + ", it gives " + given);
            } else {
                require(
                        !broker.capabilities().contains(needed),
                        "it claims " + needed + " and lists " + asked + ", and asked for it says " + answer);
            }
        }
    }

    static void bothIdsMustFit(Broker broker) {
        Order order = someOrders(broker).get(0);
        String never = neverUsed();
        for (OrderKey torn :
                List.of(new OrderKey(order.clientOrderId(), never), new OrderKey(never, order.brokerOrderId()))) {
            OrderLookup answer = present("answer for " + torn, broker.findOrder(torn));
            require(
                    !(answer instanceof OrderLookup.Found),
                    "asked for " + torn + ", of which one id fits, it says " + answer);
        }
    }

    static void neverWas(Broker broker) {
        neverWas(broker, OrderKey.ofClient(neverUsed()), BrokerCapability.EXACT_LOOKUP_BY_CLIENT_ORDER_ID);
        neverWas(broker, OrderKey.ofBroker(neverUsed()), BrokerCapability.EXACT_LOOKUP_BY_BROKER_ORDER_ID);
    }

    private static void neverWas(Broker broker, OrderKey key, BrokerCapability capability) {
        OrderLookup answer = present("answer for " + key, broker.findOrder(key));
        boolean proof = answer instanceof OrderLookup.NotFound;
        boolean claimed = broker.capabilities().contains(capability);
        require(
                proof || (!claimed && answer instanceof OrderLookup.Unsupported),
                "asked for " + key + ", which never was, it says " + answer);
    }

    private static String neverUsed() {
        return UUID.randomUUID().toString();
    }

    private static List<Order> someOrders(Broker broker) {
        List<Order> orders = present("list of open orders", broker.openOrders());
        requireSomething(!orders.isEmpty(), "open order");
        return orders;
    }
}
