package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Map<KnownOrder, Order> assigned = new HashMap<>();
    private final Map<String, Order> strangersByClientId = new TreeMap<>();
    private final Map<String, Order> strangersByBrokerId = new HashMap<>();
    private final List<Conflict> conflicts = new ArrayList<>();
    private final Set<String> listedBrokerIds = new HashSet<>();
    private final Set<String> listedClientIds = new HashSet<>();

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

    /** The broker's account of a known order; absent where it gave none. */
    @Nullable
    Order row(KnownOrder order) {
        return assigned.get(order);
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
        return listedClientIds.contains(id) || listedBrokerIds.contains(id);
    }

    /** The stranger with this id, the client's or the broker's; absent for none. */
    @Nullable
    Order stranger(@Nullable String clientOrderId, @Nullable String brokerOrderId) {
        Order byClient = clientOrderId == null ? null : strangersByClientId.get(clientOrderId);
        return byClient != null || brokerOrderId == null ? byClient : strangersByBrokerId.get(brokerOrderId);
    }

    /** One row an identity, in an order that does not depend on that of the rows. */
    private static List<Order> mostAdvanced(List<Order> rows) {
        Map<List<@Nullable String>, Order> byIdentity = new HashMap<>();
        for (Order row : rows) {
            byIdentity.merge(identity(row), row, BrokerOrders::moreAdvanced);
        }
        List<Order> distinct = new ArrayList<>(byIdentity.values());
        distinct.sort(Comparator.comparing(Order::clientOrderId)
                .thenComparing(Order::brokerOrderId, OrderKeys.TEXT)
                .thenComparing(Order::symbol)
                .thenComparing(Order::side));
        return distinct;
    }

    private static List<@Nullable String> identity(Order row) {
        List<@Nullable String> identity = new ArrayList<>(4);
        identity.add(row.clientOrderId());
        identity.add(row.brokerOrderId());
        identity.add(row.symbol());
        identity.add(row.side().name());
        return identity;
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
        listedClientIds.add(row.clientOrderId());
        if (row.brokerOrderId() != null) {
            listedBrokerIds.add(row.brokerOrderId());
        }
        KnownOrder byClient = known.byClientId(row.clientOrderId());
        KnownOrder byBroker = known.byBrokerId(row.brokerOrderId());
        KnownOrder target = byClient == null ? byBroker : byClient;
        if (target == null) {
            addStranger(row);
            return;
        }
        String why = objection(target, byBroker, row);
        if (why == null) {
            assigned.put(target, row);
            known.learn(row.brokerOrderId(), target);
            return;
        }
        conflicts.add(new Conflict(target, row, why));
        KnownOrder standing = known.byClientId(conflictId(row));
        if (standing != null) {
            assigned.put(standing, row);
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
        return assigned.containsKey(target) ? "the broker has two orders of this id" : null;
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
