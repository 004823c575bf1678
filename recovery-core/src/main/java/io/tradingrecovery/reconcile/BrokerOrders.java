package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The broker's order rows, listed and looked up, each assigned to the known order it is about, or to none.
 *
 * <p>A row belongs to the order with its client order id, else to the one with its broker order id, if symbol and side
 * agree. A row whose two ids lead to two orders, or whose symbol or side does not agree, is a conflict and is assigned to
 * none. Of several rows about the same order the most advanced counts.
 */
final class BrokerOrders {

    /** A row that must not be booked on an order it names. */
    record Conflict(KnownOrder known, Order row, String why) {}

    private final KnownOrders known;
    private final Renames renames;
    private final Map<String, Order> strangersByClientId = new TreeMap<>();
    private final Map<String, Order> strangersByBrokerId = new HashMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();

    private BrokerOrders(KnownOrders known, Renames renames) {
        this.known = known;
        this.renames = renames;
    }

    static BrokerOrders of(BrokerView view, Lookups lookups, KnownOrders known, Renames renames) {
        BrokerOrders orders = new BrokerOrders(known, renames);
        List<Order> rows = new ArrayList<>(view.openOrders());
        rows.addAll(lookups.found());
        mostAdvanced(rows).forEach(orders::assign);
        return orders;
    }

    /** Rows of orders that the bot does not know, by client order id. */
    List<Order> strangers() {
        return List.copyOf(strangersByClientId.values());
    }

    List<Conflict> conflicts() {
        return conflicts;
    }

    /** The client order id under which a row in conflict is kept. */
    static String conflictId(Order row) {
        return "conflict:" + (row.brokerOrderId() == null ? row.clientOrderId() : row.brokerOrderId());
    }

    /** Whether a row, known, strange or in conflict, has this id, the client's or the broker's. */
    boolean lists(String id) {
        return hasRow(known.byClientId(id))
                || hasRow(known.byBrokerId(id))
                || stranger(id, id) != null
                || conflicts.stream()
                        .anyMatch(conflict ->
                                id.equals(conflict.row.clientOrderId()) || id.equals(conflict.row.brokerOrderId()));
    }

    private static boolean hasRow(@Nullable KnownOrder order) {
        return order != null && order.row != null;
    }

    /** The stranger with this id, the client's or the broker's; absent for none. */
    @Nullable
    Order stranger(@Nullable String clientOrderId, @Nullable String brokerOrderId) {
        Order byClient = clientOrderId == null ? null : strangersByClientId.get(clientOrderId);
        return byClient != null || brokerOrderId == null ? byClient : strangersByBrokerId.get(brokerOrderId);
    }

    /** One row an identity, in an order that does not depend on that of the rows. */
    private static List<Order> mostAdvanced(List<Order> rows) {
        Map<String, Order> byClientId = new LinkedHashMap<>(Amounts.capacity(rows.size()));
        List<Order> others = new ArrayList<>(0);
        for (Order row : rows) {
            Order other = byClientId.putIfAbsent(row.clientOrderId(), row);
            if (other != null) {
                if (sameIdentity(other, row)) {
                    byClientId.put(row.clientOrderId(), moreAdvanced(other, row));
                } else {
                    addOther(others, row);
                }
            }
        }
        List<Order> distinct = new ArrayList<>(byClientId.values());
        distinct.addAll(others);
        distinct.sort(BrokerOrders::compareIdentity);
        return distinct;
    }

    private static void addOther(List<Order> others, Order row) {
        for (int i = 0; i < others.size(); i++) {
            if (sameIdentity(others.get(i), row)) {
                others.set(i, moreAdvanced(others.get(i), row));
                return;
            }
        }
        others.add(row);
    }

    private static boolean sameIdentity(Order one, Order other) {
        return compareIdentity(one, other) == 0;
    }

    private static int compareIdentity(Order one, Order other) {
        int order = one.clientOrderId().compareTo(other.clientOrderId());
        order = order == 0 ? OrderKeys.compare(one.brokerOrderId(), other.brokerOrderId()) : order;
        order = order == 0 ? one.symbol().compareTo(other.symbol()) : order;
        return order == 0 ? one.side().compareTo(other.side()) : order;
    }

    private static Order moreAdvanced(Order one, Order other) {
        Order first = Order.moreAdvanced(one, other);
        Order second = Order.moreAdvanced(other, one);
        if (first.equals(second)) {
            return first;
        }
        // Neither is further on: any rule will do, as long as it does not depend on which came first.
        return one.toString().compareTo(other.toString()) <= 0 ? one : other;
    }

    private void assign(Order row) {
        KnownOrder byClient = known.byClientId(row.clientOrderId());
        KnownOrder byBroker = known.byBrokerId(row.brokerOrderId());
        KnownOrder target = byClient == null ? byBroker : byClient;
        if (target == null) {
            addStranger(row);
            return;
        }
        String why = objection(target, byBroker, row);
        if (why == null) {
            target.row = row;
            known.learn(row.brokerOrderId(), target);
            return;
        }
        conflicts.add(new Conflict(target, row, why));
        KnownOrder standing = known.byClientId(conflictId(row));
        if (standing != null) {
            standing.row = row;
        }
    }

    private @Nullable String objection(KnownOrder target, @Nullable KnownOrder byBroker, Order row) {
        Order ours = target.ours();
        if (byBroker != null && byBroker != target) {
            return "its broker order id was saved for " + byBroker.clientOrderId;
        }
        if (ours != null && (ours.side() != row.side() || !sameSymbol(ours.symbol(), row.symbol()))) {
            return "it is " + ours.side() + " " + ours.symbol() + " in what was saved and " + row.side() + " "
                    + row.symbol() + " at the broker";
        }
        String saved = target.brokerOrderId();
        if (saved != null && row.brokerOrderId() != null && !saved.equals(row.brokerOrderId())) {
            return "it was saved with broker order id " + saved + " and has " + row.brokerOrderId() + " at the broker";
        }
        return target.row != null ? "the broker has two orders of this id" : null;
    }

    private boolean sameSymbol(String ours, String broker) {
        return ours.equals(broker) || renames.now(ours).equals(broker);
    }

    private void addStranger(Order row) {
        Order twin = strangersByClientId.putIfAbsent(row.clientOrderId(), row);
        if (row.brokerOrderId() != null) {
            Order sameId = strangersByBrokerId.putIfAbsent(row.brokerOrderId(), row);
            if (twin == null && sameId != null) {
                strangersByClientId.remove(row.clientOrderId());
                twin = sameId;
            }
        }
        if (twin != null) {
            conflicts.add(new Conflict(
                    new KnownOrder(twin.clientOrderId()), row, "the broker has two different orders of one id"));
        }
    }
}
