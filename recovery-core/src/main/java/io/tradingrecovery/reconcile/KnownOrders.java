package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every order of the bot's that was saved, by client order id and by broker order id. */
final class KnownOrders {

    private final TreeMap<String, KnownOrder> byClientId = new TreeMap<>();
    private final Map<String, KnownOrder> byBrokerId = new HashMap<>();

    static KnownOrders of(SavedState saved, Scope scope) {
        KnownOrders known = new KnownOrders();
        SystemStateSnapshot copy = saved.snapshot();
        if (copy != null) {
            copy.orders().stream()
                    .filter(order -> scope.ownsSymbol(order.symbol()))
                    .forEach(known::addCopied);
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
        known.byClientId.values().forEach(order -> known.learn(order.brokerOrderId(), order));
        if (copy != null) {
            copy.fills().forEach(known::addCopiedFill);
        }
        return known;
    }

    /** All of them, by client order id. */
    Collection<KnownOrder> all() {
        return byClientId.values();
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
