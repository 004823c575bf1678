package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every order of the bot's that was saved, by client order id and by broker order id. */
final class KnownOrders {

    private final Map<String, KnownOrder> byClientId;
    private final List<KnownOrder> sorted;
    private final Map<String, KnownOrder> byBrokerId;

    private KnownOrders(int expected) {
        byClientId = new HashMap<>(Amounts.capacity(expected));
        byBrokerId = new HashMap<>(Amounts.capacity(expected));
        sorted = new ArrayList<>(expected);
    }

    static KnownOrders of(SavedState saved, Scope scope) {
        SystemStateSnapshot copy = saved.snapshot();
        int copied = copy == null ? 0 : copy.orders().size();
        KnownOrders known =
                new KnownOrders(Math.max(copied, saved.journal().orders().size()));
        if (copy != null) {
            for (Order order : copy.orders()) {
                if (scope.ownsSymbol(order.symbol())) {
                    known.addCopied(order);
                }
            }
        }
        for (JournaledOrder journalled : saved.journal().orders()) {
            if (scope.ownsSymbol(journalled.order().symbol())) {
                known.entry(journalled.order().clientOrderId()).journalled = journalled;
            }
        }
        for (ClosedOrder closed : saved.journal().closed()) {
            known.entry(closed.clientOrderId()).remembered = closed;
        }
        saved.tailClientOrderIds().forEach(known::entry);
        known.sorted.addAll(known.byClientId.values());
        known.sorted.sort((one, other) -> one.clientOrderId.compareTo(other.clientOrderId));
        known.sorted.forEach(order -> known.learn(order.brokerOrderId(), order));
        if (copy != null) {
            copy.fills().forEach(known::addCopiedFill);
        }
        return known;
    }

    /** All of them, by client order id. */
    List<KnownOrder> all() {
        return sorted;
    }

    @Nullable
    KnownOrder byClientId(@Nullable String clientOrderId) {
        return clientOrderId == null ? null : byClientId.get(clientOrderId);
    }

    @Nullable
    KnownOrder byBrokerId(@Nullable String brokerOrderId) {
        return brokerOrderId == null ? null : byBrokerId.get(brokerOrderId);
    }

    /** The order a fill belongs to; absent where it is not known, or its two ids are those of two orders. */
    @Nullable
    KnownOrder of(Fill fill) {
        KnownOrder byClient = byClientId(fill.clientOrderId());
        KnownOrder byBroker = byBrokerId(fill.brokerOrderId());
        if (byClient == null || byBroker == null || byClient == byBroker) {
            return byClient == null ? byBroker : byClient;
        }
        return null;
    }

    /** Notes the broker's id of an order that was saved without one, so that executions which name only it are found. */
    void learn(@Nullable String brokerOrderId, KnownOrder order) {
        if (brokerOrderId != null) {
            byBrokerId.putIfAbsent(brokerOrderId, order);
        }
    }

    private void addCopied(Order order) {
        KnownOrder entry = entry(order.clientOrderId());
        entry.copied = entry.copied == null ? order : Order.moreAdvanced(entry.copied, order);
    }

    private KnownOrder entry(String clientOrderId) {
        return byClientId.computeIfAbsent(clientOrderId, KnownOrder::new);
    }

    private void addCopiedFill(Fill fill) {
        KnownOrder order = of(fill);
        if (order != null && fill.quantity() != null) {
            order.copiedFills = order.copiedFills.add(fill.quantity());
        }
    }
}
