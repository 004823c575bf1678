package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The orders and fills to go on with, collected step by step. Not thread-safe. */
final class ProposedOrders {

    /** A new fill and the order it belongs to, as far as that is known. */
    record Booked(Fill fill, @Nullable Order order) {}

    private final List<Order> orders = new ArrayList<>();
    private final List<Order> adopted = new ArrayList<>();
    private final List<Order> closed = new ArrayList<>();
    private final List<Booked> booked = new ArrayList<>();
    private boolean changed;

    /** An order that stays as the engine's copy has it. */
    void keep(Order copied) {
        orders.add(copied);
    }

    /** An order that may be what the engine's copy has, which is absent if it has none. */
    void propose(@Nullable Order copied, Order next) {
        if (next.equals(copied)) {
            keep(next);
        } else {
            change(copied, next);
        }
    }

    /** An order that is not what the engine's copy has, which is absent if it has none. */
    void change(@Nullable Order copied, Order next) {
        orders.add(next);
        changed = true;
        if (copied == null) {
            adopted.add(next);
        }
        if (next.status().isTerminal() && (copied == null || !copied.status().isTerminal())) {
            closed.add(next);
        }
    }

    void book(Fill fill, @Nullable Order order) {
        changed = true;
        booked.add(new Booked(fill, order));
    }

    boolean changed() {
        return changed;
    }

    List<Order> orders() {
        orders.sort((one, other) -> one.clientOrderId().compareTo(other.clientOrderId()));
        return orders;
    }

    List<Order> adopted() {
        return adopted;
    }

    List<Order> closed() {
        return closed;
    }

    List<Booked> booked() {
        return booked;
    }
}
