package io.tradingrecovery.persistence.internal.orders;

import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One order of the table, with its fills by id. Not thread-safe. */
final class Entry {

    final Map<String, Fill> fills = new LinkedHashMap<>();
    Order order;

    @Nullable
    Instant closedAt;

    Entry(Order order) {
        this.order = order;
    }

    /** Adds a fill's quantity and price to the order, as far as they are known. */
    void book(Fill fill) {
        BigDecimal before = order.filledQuantity() == null ? BigDecimal.ZERO : order.filledQuantity();
        BigDecimal after = storable(filledAfter(before, fill));
        Order.Builder changed = order.toBuilder()
                .filledQuantity(after)
                .averageFillPrice(averageAfter(before, fill, after))
                .updatedAt(fill.time());
        OrderStatus status = order.status();
        boolean waiting = status == OrderStatus.PENDING_CANCEL || status == OrderStatus.PENDING_REPLACE;
        if (!status.isTerminal() && !waiting) {
            changed.status(OrderStatus.PARTIALLY_FILLED);
        }
        order = changed.build();
    }

    private static BigDecimal filledAfter(BigDecimal before, Fill fill) {
        if (fill.cumulativeQuantity() != null) {
            return fill.cumulativeQuantity().max(before);
        }
        return fill.quantity() == null ? before : before.add(fill.quantity());
    }

    /** The average price after a fill; unknown once a fill came without a price, or fills are missing in between. */
    private @Nullable BigDecimal averageAfter(BigDecimal before, Fill fill, @Nullable BigDecimal after) {
        BigDecimal average = order.averageFillPrice();
        if (fill.price() == null || fill.quantity() == null || after == null || after.signum() <= 0) {
            return null;
        }
        if (after.subtract(before).compareTo(fill.quantity()) != 0 || (before.signum() != 0 && average == null)) {
            return null;
        }
        BigDecimal known = average == null ? BigDecimal.ZERO : average.multiply(before);
        return storable(known.add(fill.price().multiply(fill.quantity())).divide(after, MathContext.DECIMAL64));
    }

    /** A computed amount, or nothing where it has outgrown what an order can hold: absurd inputs make it unknown. */
    private static @Nullable BigDecimal storable(BigDecimal value) {
        return Order.canHold(value) ? value : null;
    }

    JournaledOrder image() {
        return new JournaledOrder(order, List.copyOf(fills.values()), closedAt);
    }

    /** The little that is kept, if the order ended before {@code limit}. */
    @Nullable
    ClosedOrder closedBefore(Instant limit) {
        if (closedAt == null || !closedAt.isBefore(limit)) {
            return null;
        }
        return new ClosedOrder(
                order.clientOrderId(),
                order.brokerOrderId(),
                order.status(),
                order.filledQuantity(),
                order.averageFillPrice(),
                closedAt,
                List.copyOf(fills.keySet()));
    }
}
