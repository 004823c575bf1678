package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Order;
import org.jspecify.annotations.Nullable;

/** Everything that the steps of one comparison read: the inputs, and how their rows belong together. */
record Comparison(
        SavedState saved,
        BrokerView view,
        ReconcilePolicy policy,
        HistoryWindow window,
        Renames renames,
        Holdings holdings,
        KnownOrders known,
        Lookups lookups,
        BrokerOrders broker,
        FillEvidence fills,
        Findings findings) {

    static Comparison of(SavedState saved, BrokerView view, ReconcilePolicy policy) {
        Findings findings = new Findings(view.settled());
        BrokerPositions positions = BrokerPositions.of(view, policy.scope(), findings);
        Renames renames = Renames.of(saved.snapshot(), view, positions);
        Holdings holdings = Holdings.of(saved.snapshot(), positions, renames, policy.scope());
        KnownOrders known = KnownOrders.of(saved, policy.scope());
        Lookups lookups = new Lookups(view);
        BrokerOrders broker = BrokerOrders.of(view, lookups, known, renames);
        FillEvidence fills = FillEvidence.of(saved, view, known, broker, renames, policy.scope(), findings);
        HistoryWindow window = HistoryWindow.of(saved, view.asOf(), policy);
        return new Comparison(saved, view, policy, window, renames, holdings, known, lookups, broker, fills, findings);
    }

    /** The broker's row of the order with this id, the client's or the broker's; absent for none. */
    @Nullable
    Order successor(String id) {
        KnownOrder order = known.byClientId(id) == null ? known.byBrokerId(id) : known.byClientId(id);
        Order row = order == null ? null : order.row;
        return row == null ? broker.stranger(id, id) : row;
    }

    /** Whether nothing was ever saved, and the broker works no order that this bot made. */
    boolean isFreshStart() {
        return saved.isNothing()
                && view.openOrders().stream().noneMatch(order -> policy.scope().bearsPrefix(order.clientOrderId()));
    }
}
