package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The broker's facts of one moment. Immutable and safe to share between threads.
 *
 * @param asOf when they were read
 * @param account the account
 * @param positions all positions
 * @param openOrders all open orders
 * @param lookups the answers to {@link Reconciler#questions}
 * @param fills the executions since {@link Reconciler#fillsFrom}
 * @param activities what else changed cash or quantities since {@link Reconciler#activitiesFrom}
 * @param capabilities what may be relied upon
 * @param settled whether enough time has passed, since the old sender is surely dead, that lag explains nothing any more
 */
public record BrokerView(
        Instant asOf,
        AccountState account,
        List<Position> positions,
        List<Order> openOrders,
        Map<OrderKey, LookupAnswer> lookups,
        FillHistory fills,
        ActivityHistory activities,
        Set<BrokerCapability> capabilities,
        boolean settled) {

    public BrokerView {
        positions = List.copyOf(positions);
        openOrders = List.copyOf(openOrders);
        lookups = Map.copyOf(lookups);
        capabilities = Set.copyOf(capabilities);
    }

    /** The same facts with these answers. */
    public BrokerView withLookups(Map<OrderKey, LookupAnswer> answers) {
        return new BrokerView(asOf, account, positions, openOrders, answers, fills, activities, capabilities, settled);
    }
}
