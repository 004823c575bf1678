package io.tradingrecovery.broker;

import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The facts that recovery asks of a broker, about one account. It has no method that could send, change or cancel an
 * order. Implementations must be safe for use by many threads.
 *
 * <p><b>Failure must not look like emptiness.</b> An empty list means "there are none". Whoever can't tell (a timeout, a
 * failed lookup of the host, a truncated page, a row that can't be read) throws; {@code null} counts as a failure. Values
 * the broker did not give are absent in the records, never zero.
 */
public interface Broker {

    /**
     * The account: its id and environment, equity, cash by currency and buying power.
     *
     * @throws BrokerException if it could not be read
     */
    AccountState account();

    /**
     * Every position of the account, shorts with a negative quantity.
     *
     * @throws BrokerException if it could not be read completely
     */
    List<Position> positions();

    /**
     * Every order that may still fill, legs of brackets and orders in an unknown state among them.
     *
     * @throws BrokerException if it could not be read completely
     */
    List<Order> openOrders();

    /**
     * One order, open or not, by whichever ids the key has; both must fit where both are given.
     *
     * @throws BrokerException if the broker could not be asked; that is not {@link OrderLookup.NotFound}
     */
    OrderLookup findOrder(OrderKey key);

    /**
     * The executions since {@code from}, inclusive, in any order.
     *
     * @throws BrokerException if it could not be read
     */
    FillHistory fillsSince(Instant from);

    /**
     * What changed cash or quantities since {@code from}, inclusive, other than fills.
     *
     * @throws BrokerException if it could not be read
     */
    default ActivityHistory activitiesSince(Instant from) {
        return new ActivityHistory.Unsupported("this broker adapter does not read account activities");
    }

    /** What may be relied upon; an adapter that can do less takes it out. */
    default Set<BrokerCapability> capabilities() {
        return BrokerCapability.USUAL;
    }
}
