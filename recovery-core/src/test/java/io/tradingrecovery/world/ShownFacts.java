package io.tradingrecovery.world;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.testing.Read;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The broker as recovery sees it: it takes no orders, and remembers what it showed in the run under way. */
final class ShownFacts implements Broker {

    private final Broker broker;
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Order> openOrders = new HashMap<>();
    private final Map<String, String> missing = new TreeMap<>();
    private final Map<String, OrderKey> askedFor = new ConcurrentHashMap<>();

    ShownFacts(Broker broker) {
        this.broker = broker;
    }

    synchronized void beginRun() {
        ids.clear();
        openOrders.clear();
        missing.clear();
        askedFor.clear();
    }

    /** The ids of every fill, activity and order that was shown. */
    synchronized Set<String> ids() {
        return Set.copyOf(ids);
    }

    /** The orders that the last list named, by client order id. */
    synchronized Map<String, Order> lastOpenOrders() {
        return Map.copyOf(openOrders);
    }

    /**
     * What the last answer to a question left out; a question that was answered in full is not there, nor one about an order
     * that another answer showed.
     */
    synchronized Map<String, String> missing() {
        Map<String, String> left = new TreeMap<>(missing);
        askedFor.forEach((question, key) -> {
            if (ids.contains(String.valueOf(key.clientOrderId()))
                    || ids.contains(String.valueOf(key.brokerOrderId()))) {
                left.remove(question);
            }
        });
        return left;
    }

    private synchronized <T> T ask(String question, Supplier<T> broker, Function<T, String> gap) {
        missing.put(question, "it failed");
        T answer = broker.get();
        String why = answer == null ? "it was null" : gap.apply(answer);
        missing.put(question, why);
        if (why.isEmpty()) {
            missing.remove(question);
        }
        return answer;
    }

    private void show(Order order) {
        ids.add(Objects.requireNonNull(order.brokerOrderId()));
        ids.add(order.clientOrderId());
    }

    @Override
    public AccountState account() {
        return ask(Read.ACCOUNT.name(), broker::account, account -> "");
    }

    @Override
    public List<Position> positions() {
        return ask(Read.POSITIONS.name(), broker::positions, positions -> "");
    }

    @Override
    public List<Order> openOrders() {
        return ask(Read.OPEN_ORDERS.name(), broker::openOrders, orders -> {
            openOrders.clear();
            orders.forEach(order -> {
                show(order);
                openOrders.put(order.clientOrderId(), order);
            });
            return "";
        });
    }

    @Override
    public OrderLookup findOrder(OrderKey key) {
        String question = "order " + key;
        askedFor.put(question, key);
        return ask(question, () -> broker.findOrder(key), lookup -> {
            if (lookup instanceof OrderLookup.Found found) {
                show(found.order());
            }
            return "";
        });
    }

    @Override
    public FillHistory fillsSince(Instant from) {
        return ask(Read.FILLS.name(), () -> broker.fillsSince(from), history -> {
            history.fills().stream().map(Fill::fillId).forEach(ids::add);
            return history instanceof FillHistory.Incomplete incomplete ? incomplete.why() : "";
        });
    }

    @Override
    public ActivityHistory activitiesSince(Instant from) {
        return ask(Read.ACTIVITIES.name(), () -> broker.activitiesSince(from), history -> {
            history.activities().stream().map(Activity::activityId).forEach(ids::add);
            return history instanceof ActivityHistory.Incomplete incomplete ? incomplete.why() : "";
        });
    }

    @Override
    public Set<BrokerCapability> capabilities() {
        return broker.capabilities();
    }
}
