package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Whether positions and the orders that protect them still belong together. Reported only: nothing is placed. */
final class ProtectiveStep {

    private final Comparison comparison;
    private final Findings findings;
    private final Map<String, BigDecimal> quantities = new HashMap<>();
    private final Set<String> openIds = new HashSet<>();
    private final List<Order> protective;
    private final List<Order> journalled;

    ProtectiveStep(Comparison comparison, List<Order> orders, List<Position> positions) {
        this.comparison = comparison;
        findings = comparison.findings();
        protective = orders.stream().filter(comparison.policy()::isProtective).toList();
        journalled = comparison.saved().journal().orders().stream()
                .map(JournaledOrder::order)
                .filter(comparison.policy()::isProtective)
                .toList();
        if (!protective.isEmpty() || !journalled.isEmpty()) {
            index(orders, positions);
        }
    }

    private void index(List<Order> orders, List<Position> positions) {
        for (Position position : positions) {
            if (position.quantity() != null) {
                quantities.put(position.symbol(), position.quantity());
            }
        }
        orders.stream().filter(ProtectiveStep::isOpen).forEach(order -> openIds.add(order.clientOrderId()));
    }

    void run() {
        reportUnprotected();
        protective.stream().filter(this::isOrphan).forEach(this::reportOrphan);
    }

    private void reportUnprotected() {
        Set<String> guarded = new HashSet<>();
        protective.stream().filter(this::guards).forEach(order -> guarded.add(symbol(order)));
        Map<String, Order> lost = new HashMap<>();
        Stream.concat(protective.stream(), journalled.stream())
                .filter(this::wasLost)
                .filter(order -> !guarded.contains(symbol(order)))
                .forEach(order -> lost.merge(symbol(order), order, ProtectiveStep::firstId));
        lost.forEach((symbol, stop) -> findings.of(InconsistencyKind.UNPROTECTED)
                .symbol(symbol)
                .key(io.tradingrecovery.broker.OrderKey.of(stop))
                .change(null, Amounts.text(quantities.get(symbol)))
                .says("The position of " + Amounts.text(quantities.get(symbol)) + " in " + symbol
                        + " has no stop any more: " + stop.clientOrderId() + " ended as " + stop.status()
                        + ". Place a new one, or close the position"));
    }

    /** An open stop that would reduce a position; one that waits for its parent is open, not missing. */
    private boolean guards(Order order) {
        return isOpen(order) && isStop(order) && reduces(order);
    }

    /** A stop that ended without doing its work, while the position is still there. */
    private boolean wasLost(Order order) {
        boolean gone = switch (order.status()) {
            case CANCELED, EXPIRED, REJECTED, NOT_FOUND -> true;
            default -> false;
        };
        return gone && isStop(order) && reduces(order);
    }

    private boolean isOrphan(Order order) {
        return isOpen(order)
                && order.status() != OrderStatus.HELD
                && order.status() != OrderStatus.INTENDED
                && order.status() != OrderStatus.AMBIGUOUS
                && !(order.parentOrderId() != null && openIds.contains(order.parentOrderId()))
                && !reduces(order);
    }

    private void reportOrphan(Order order) {
        findings.of(InconsistencyKind.ORPHAN_PROTECTIVE)
                .order(order)
                .change(null, KnownOrderStep.state(order))
                .evidence(order.brokerOrderId())
                .says("Order " + order.clientOrderId() + " (" + KnownOrderStep.describe(order)
                        + ") protects a position in " + order.symbol()
                        + " that is not there; once triggered it would open one. Cancel it, unless it is meant to");
    }

    private static boolean isStop(Order order) {
        return order.type() == OrderType.STOP
                || order.type() == OrderType.STOP_LIMIT
                || order.type() == OrderType.TRAILING_STOP;
    }

    /** Whether a position is held that the order would reduce. */
    private boolean reduces(Order order) {
        BigDecimal quantity = quantities.get(symbol(order));
        return quantity != null && quantity.signum() == (order.side() == OrderSide.SELL ? 1 : -1);
    }

    private String symbol(Order order) {
        return comparison.renames().now(order.symbol());
    }

    private static boolean isOpen(Order order) {
        return !order.status().isTerminal();
    }

    private static Order firstId(Order one, Order other) {
        return one.clientOrderId().compareTo(other.clientOrderId()) <= 0 ? one : other;
    }
}
