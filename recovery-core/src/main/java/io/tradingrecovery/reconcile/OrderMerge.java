package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The saved account of an order brought up to the broker's: the broker's facts, and what only the bot knows of it. */
final class OrderMerge {

    private OrderMerge() {}

    /** The broker's row under the bot's id; what the row does not say stays as it was. */
    static Order merged(String clientOrderId, @Nullable Order ours, Order row) {
        if (ours == null) {
            return clientOrderId.equals(row.clientOrderId()) ? row : renamed(clientOrderId, row);
        }
        return new Order(
                clientOrderId,
                either(row.brokerOrderId(), ours.brokerOrderId()),
                row.symbol(),
                ours.side(),
                row.type() == OrderType.UNKNOWN ? ours.type() : row.type(),
                either(row.quantity(), ours.quantity()),
                either(row.notional(), ours.notional()),
                either(row.limitPrice(), ours.limitPrice()),
                either(row.stopPrice(), ours.stopPrice()),
                either(row.trailAmount(), ours.trailAmount()),
                either(row.trailPercent(), ours.trailPercent()),
                row.timeInForce() == TimeInForce.UNKNOWN ? ours.timeInForce() : row.timeInForce(),
                either(row.expiresAt(), ours.expiresAt()),
                row.status(),
                either(row.filledQuantity(), ours.filledQuantity()),
                either(row.averageFillPrice(), ours.averageFillPrice()),
                either(row.multiplier(), ours.multiplier()),
                either(row.assetId(), ours.assetId()),
                either(ours.parentOrderId(), row.parentOrderId()),
                either(ours.replaces(), row.replaces()),
                either(row.replacedBy(), ours.replacedBy()),
                ours.tags().isEmpty() ? row.tags() : ours.tags(),
                either(ours.createdAt(), row.createdAt()),
                either(row.submittedAt(), ours.submittedAt()),
                either(row.updatedAt(), ours.updatedAt()));
    }

    /** The same order under another client order id. */
    static Order renamed(String clientOrderId, Order order) {
        return new Order(
                clientOrderId,
                order.brokerOrderId(),
                order.symbol(),
                order.side(),
                order.type(),
                order.quantity(),
                order.notional(),
                order.limitPrice(),
                order.stopPrice(),
                order.trailAmount(),
                order.trailPercent(),
                order.timeInForce(),
                order.expiresAt(),
                order.status(),
                order.filledQuantity(),
                order.averageFillPrice(),
                order.multiplier(),
                order.assetId(),
                order.parentOrderId(),
                order.replaces(),
                order.replacedBy(),
                order.tags(),
                order.createdAt(),
                order.submittedAt(),
                order.updatedAt());
    }

    /** The saved order as it was, with other totals and another status. */
    static Order moved(Order ours, OrderStatus status, @Nullable BigDecimal filled, @Nullable BigDecimal average) {
        return ours.toBuilder()
                .status(status)
                .filledQuantity(filled)
                .averageFillPrice(average)
                .build();
    }

    /** Whether a merged order says something of weight that the saved one does not. */
    static boolean differs(Order saved, Order merged, BigDecimal priceTolerance) {
        return saved.status() != merged.status()
                || !Amounts.same(Amounts.orZero(saved.filledQuantity()), Amounts.orZero(merged.filledQuantity()))
                || !saved.symbol().equals(merged.symbol())
                || !Objects.equals(saved.brokerOrderId(), merged.brokerOrderId())
                || !Objects.equals(saved.replacedBy(), merged.replacedBy())
                || !closeOrUnknown(saved.averageFillPrice(), merged.averageFillPrice(), priceTolerance)
                || !amendments(saved, merged).isEmpty();
    }

    /** What of the order's terms changed, each as a part of a sentence. What was not known before did not change. */
    static List<String> amendments(Order saved, Order merged) {
        List<String> changes = new ArrayList<>(0);
        add(changes, "symbol", saved.symbol(), merged.symbol());
        add(changes, "type", saved.type(), merged.type());
        add(changes, "quantity", saved.quantity(), merged.quantity());
        add(changes, "notional", saved.notional(), merged.notional());
        add(changes, "limit price", saved.limitPrice(), merged.limitPrice());
        if (saved.type() != OrderType.TRAILING_STOP) {
            add(changes, "stop price", saved.stopPrice(), merged.stopPrice());
        }
        add(changes, "trail amount", saved.trailAmount(), merged.trailAmount());
        add(changes, "trail percent", saved.trailPercent(), merged.trailPercent());
        add(changes, "time in force", saved.timeInForce(), merged.timeInForce());
        add(changes, "end", saved.expiresAt(), merged.expiresAt());
        return changes;
    }

    private static void add(List<String> changes, String what, @Nullable Object from, @Nullable Object to) {
        if (from != null && to != null && !same(from, to)) {
            changes.add(what + " " + text(from) + " to " + text(to));
        }
    }

    private static boolean same(Object from, Object to) {
        if (from instanceof BigDecimal one && to instanceof BigDecimal other) {
            return one.compareTo(other) == 0;
        }
        return from.equals(to);
    }

    private static String text(Object value) {
        return value instanceof BigDecimal amount ? Amounts.plain(amount) : value.toString();
    }

    private static boolean closeOrUnknown(
            @Nullable BigDecimal saved, @Nullable BigDecimal merged, BigDecimal tolerance) {
        return merged == null || (saved != null && Amounts.close(saved, merged, tolerance));
    }

    private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }
}
