package io.tradingrecovery.testing;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to one answer of a read. Each method leaves the answer as it is, unless a fault says otherwise. */
abstract class Fault {

    private final String name;

    Fault(String name) {
        this.name = name;
    }

    /** Before the books are looked at: may throw, or not come back for a while. */
    void before(Read read) {}

    /** Which change of the books the answer shows. */
    long asOf(Read read, Books books, Instant now, long change) {
        return change;
    }

    List<Order> orders(List<Order> orders, Books books, long change) {
        return orders;
    }

    /** The one order that was asked for. */
    Order found(Order order) {
        return order;
    }

    List<Position> positions(List<Position> positions) {
        return positions;
    }

    List<Fill> fills(List<Fill> fills) {
        return fills;
    }

    List<Activity> activities(List<Activity> activities) {
        return activities;
    }

    /** How old something may be to be told; absent for any age. */
    @Nullable
    Duration memory() {
        return null;
    }

    /** Why the answer says that it is not complete; absent if it does not say so. */
    @Nullable
    String admits() {
        return null;
    }

    String accountId(String accountId) {
        return accountId;
    }

    /** Whether the answer is {@code null}. */
    boolean answersNull() {
        return false;
    }

    @Override
    public String toString() {
        return name;
    }
}
