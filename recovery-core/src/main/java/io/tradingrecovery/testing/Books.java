package io.tradingrecovery.testing;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The broker's books with everything they ever said: each change has a number and a time, and the books can be read as of
 * any of them. Nothing is ever taken out. Not thread-safe.
 */
final class Books {

    private record Entry<T>(long change, T value) {}

    private final Map<String, Versions<Order>> orders = new LinkedHashMap<>();
    private final Map<String, String> clientIds = new LinkedHashMap<>();
    private final Map<String, Versions<Position>> positions = new TreeMap<>();
    private final Map<String, Versions<BigDecimal>> cash = new TreeMap<>();
    private final List<Entry<Fill>> fills = new ArrayList<>();
    private final List<Entry<Activity>> activities = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();

    Books(Instant opened) {
        times.add(opened);
    }

    /** Begins the next change, at that time or, if the clock was put back, at the time of the last one. */
    Instant begin(Instant time) {
        Instant last = times.get(times.size() - 1);
        Instant effective = time.isBefore(last) ? last : time;
        times.add(effective);
        return effective;
    }

    /** The number of the last change. */
    long lastChange() {
        return times.size() - 1L;
    }

    /** The number of the last change that was made at {@code moment} or before; the first if there is none. */
    long changeAt(Instant moment) {
        int change = times.size() - 1;
        while (change > 0 && times.get(change).isAfter(moment)) {
            change--;
        }
        return change;
    }

    void put(Order order) {
        orders.computeIfAbsent(order.clientOrderId(), id -> new Versions<>()).set(lastChange(), order);
        if (order.brokerOrderId() != null) {
            clientIds.put(order.brokerOrderId(), order.clientOrderId());
        }
    }

    void putPosition(String symbol, @Nullable Position position) {
        positions.computeIfAbsent(symbol, name -> new Versions<>()).set(lastChange(), position);
    }

    void addCash(String currency, BigDecimal amount) {
        Versions<BigDecimal> balance = cash.computeIfAbsent(currency, name -> new Versions<>());
        BigDecimal now = balance.latest();
        balance.set(lastChange(), now == null ? amount : now.add(amount));
    }

    void add(Fill fill) {
        fills.add(new Entry<>(lastChange(), fill));
    }

    void add(Activity activity) {
        activities.add(new Entry<>(lastChange(), activity));
    }

    int fillCount() {
        return fills.size();
    }

    int activityCount() {
        return activities.size();
    }

    /** Whether an order of that id was ever accepted. */
    boolean knows(String clientOrderId) {
        return orders.containsKey(clientOrderId);
    }

    @Nullable
    Order order(String clientOrderId, long change) {
        Versions<Order> versions = orders.get(clientOrderId);
        return versions == null ? null : versions.at(change);
    }

    /** What was said of an order before it came to what it was at that change. */
    @Nullable
    Order orderBefore(String clientOrderId, long change) {
        Versions<Order> versions = orders.get(clientOrderId);
        return versions == null ? null : versions.before(change);
    }

    @Nullable
    String clientIdOf(String brokerOrderId) {
        return clientIds.get(brokerOrderId);
    }

    @Nullable
    Position position(String symbol) {
        Versions<Position> versions = positions.get(symbol);
        return versions == null ? null : versions.latest();
    }

    /** The books as they stood at that change. */
    BrokerLedger at(long change) {
        return new BrokerLedger(
                times.get((int) change),
                standing(orders, change),
                upTo(fills, change),
                standing(positions, change),
                standing(cash, change),
                upTo(activities, change));
    }

    List<Order> orders(long change) {
        return List.copyOf(standing(orders, change).values());
    }

    List<Position> positions(long change) {
        return List.copyOf(standing(positions, change).values());
    }

    Map<String, BigDecimal> cash(long change) {
        return standing(cash, change);
    }

    List<Fill> fills(long change) {
        return upTo(fills, change);
    }

    List<Activity> activities(long change) {
        return upTo(activities, change);
    }

    private static <T> Map<String, T> standing(Map<String, Versions<T>> all, long change) {
        Map<String, T> standing = new LinkedHashMap<>();
        all.forEach((key, versions) -> {
            T value = versions.at(change);
            if (value != null) {
                standing.put(key, value);
            }
        });
        return standing;
    }

    private static <T> List<T> upTo(List<Entry<T>> entries, long change) {
        Function<Entry<T>, T> value = Entry::value;
        return entries.stream()
                .takeWhile(entry -> entry.change() <= change)
                .map(value)
                .toList();
    }
}
