package io.tradingrecovery.recovery;

import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which orders can only make the account's positions smaller. What was let through counts against the position until a
 * later look at the broker includes it, so that two orders can't close one position twice. Not thread-safe.
 */
final class ReduceOnly {

    /** An order that the broker does not list this long after it was let through has ended, and the position shows how. */
    private static final Duration IN_FLIGHT = Duration.ofMinutes(1);

    private record Passed(Order order, BigDecimal open, Instant at) {}

    private final Map<String, BigDecimal> confirmed = new HashMap<>();
    private final Map<String, Passed> passed = new HashMap<>();
    private boolean known;

    /** Takes what the broker said at {@code asOf} in place of what was known before. */
    void confirm(Instant asOf, List<Position> positions, List<Order> openOrders) {
        known = true;
        confirmed.clear();
        for (Position position : positions) {
            if (position.quantity() != null) {
                confirmed.merge(position.symbol(), position.quantity(), BigDecimal::add);
            }
        }
        Map<String, Order> listed = new HashMap<>();
        openOrders.forEach(order -> listed.put(order.clientOrderId(), order));
        passed.replaceAll((id, order) -> listed.containsKey(id) ? rest(order, listed.get(id)) : order);
        passed.values()
                .removeIf(order -> !listed.containsKey(order.order().clientOrderId())
                        && order.at().plus(IN_FLIGHT).isBefore(asOf));
    }

    private static Passed rest(Passed passed, Order listed) {
        BigDecimal filled = listed.filledQuantity();
        BigDecimal ordered = listed.quantity();
        return filled == null || ordered == null
                ? passed
                : new Passed(passed.order(), ordered.subtract(filled).max(BigDecimal.ZERO), passed.at());
    }

    /** Forgets what the broker confirmed: a position that may be gone by now must not be closed. */
    void unconfirm() {
        known = false;
        confirmed.clear();
    }

    /** Whether the broker has said what is held since it was last forgotten. */
    boolean isConfirmed() {
        return known;
    }

    /** Why the order is refused; absent if it can only shrink a position. */
    @Nullable
    String refusal(Order order, @Nullable String replaces) {
        BigDecimal quantity = order.quantity();
        if (quantity == null || quantity.signum() <= 0) {
            return "an order without a positive quantity can't be compared with a position";
        }
        if (!known) {
            return "the broker has not confirmed yet what is held; it is being asked";
        }
        BigDecimal held = confirmed.get(order.symbol());
        OrderSide closing =
                held == null || held.signum() == 0 ? null : held.signum() > 0 ? OrderSide.SELL : OrderSide.BUY;
        if (held == null || closing == null) {
            return "the broker has confirmed no position in " + order.symbol();
        }
        if (order.side() != closing) {
            return order.side() + " adds to the position of " + held.toPlainString() + " " + order.symbol();
        }
        BigDecimal left = held.abs().subtract(closing(order, closing, replaces));
        return quantity.compareTo(left) <= 0
                ? null
                : "at most " + left.max(BigDecimal.ZERO).toPlainString() + " of the position of " + held.toPlainString()
                        + " " + order.symbol() + " is left to close, and the order is for "
                        + quantity.toPlainString();
    }

    /** What other orders close already. An order that asks twice, before and after its intent, is not another. */
    private BigDecimal closing(Order order, OrderSide side, @Nullable String replaces) {
        return passed.values().stream()
                .filter(open -> !open.order().clientOrderId().equals(order.clientOrderId()))
                .filter(open -> !open.order().clientOrderId().equals(replaces))
                .filter(open -> open.order().symbol().equals(order.symbol())
                        && open.order().side() == side)
                .map(Passed::open)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Counts an order that was let through; what was, while the gate was open, only as long as it may be in flight. */
    void passed(Order order, Instant at, GateState gate) {
        if (gate == GateState.OPEN) {
            passed.values().removeIf(open -> open.at().plus(IN_FLIGHT).isBefore(at));
        }
        if (order.quantity() != null) {
            passed.put(order.clientOrderId(), new Passed(order, order.quantity(), at));
        }
    }

    /** Forgets an order that never came to be. */
    void gone(String clientOrderId) {
        passed.remove(clientOrderId);
    }
}
