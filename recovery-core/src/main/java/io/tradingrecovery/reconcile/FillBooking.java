package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names and prices what one order filled beyond what is booked of it: by real fills as far as they go, by an inferred one
 * for the rest.
 *
 * <p>The order's totals say how much; the fills only say which and at what price. So a fill that is reported again under
 * another id, or late after an inferred one covered it, adds nothing.
 */
final class FillBooking {

    private FillBooking() {}

    /**
     * The fills that make up the difference of two totals, oldest first.
     *
     * @param order the order; its filled quantity is the total to arrive at, its average price that of all of it
     * @param booked units that are booked
     * @param bookedPrice their average price; absent where not known
     * @param total units to arrive at, no less than {@code booked}
     * @param evidence real fills that are not booked
     * @param asOf the time of an inferred fill, where the order does not say when it changed
     */
    static List<Fill> between(
            Order order,
            BigDecimal booked,
            @Nullable BigDecimal bookedPrice,
            BigDecimal total,
            FillEvidence.OfOrder evidence,
            Instant asOf) {
        BigDecimal wanted = total.subtract(booked);
        if (wanted.signum() <= 0) {
            return List.of();
        }
        List<Fill> named = chosen(evidence, booked, total);
        BigDecimal rest = wanted.subtract(sum(named));
        if (rest.signum() <= 0) {
            return named;
        }
        List<Fill> fills = new ArrayList<>(named);
        fills.add(inferred(order, booked, bookedPrice, total, named, rest, asOf));
        return fills;
    }

    /** The order's key as the fill names it; absent where it names none. */
    static @Nullable OrderKey keyOf(Fill fill) {
        return fill.clientOrderId() == null && fill.brokerOrderId() == null
                ? null
                : new OrderKey(fill.clientOrderId(), fill.brokerOrderId());
    }

    /** Side, quantity, price and fee. */
    static String text(Fill fill) {
        String price = fill.price() == null ? " at an unknown price" : " at " + Amounts.plain(fill.price());
        String fee = fill.fee() == null ? "" : ", fee " + Amounts.plain(fill.fee());
        return (fill.side() == OrderSide.BUY ? "BUY " : "SELL ") + Amounts.text(fill.quantity()) + price + fee;
    }

    static BigDecimal sum(List<Fill> fills) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Fill fill : fills) {
            sum = sum.add(Amounts.orZero(fill.quantity()));
        }
        return sum;
    }

    /**
     * The broker and the journal may name one execution by different ids, so both together count only if they make up the
     * difference exactly; else whichever does alone; else the broker's, as far as they fit.
     */
    private static List<Fill> chosen(FillEvidence.OfOrder evidence, BigDecimal booked, BigDecimal total) {
        BigDecimal wanted = total.subtract(booked);
        List<Fill> broker = beyond(evidence.fromBroker, booked, total);
        if (sum(broker).compareTo(wanted) == 0) {
            return broker;
        }
        if (evidence.fromJournal.isEmpty()) {
            return newest(broker, wanted);
        }
        List<Fill> journal = beyond(evidence.fromJournal, booked, total);
        List<Fill> both = new ArrayList<>(broker);
        both.addAll(journal);
        both.sort(FillEvidence.BY_AGE);
        if (sum(both).compareTo(wanted) == 0) {
            return both;
        }
        return broker.isEmpty() || sum(journal).compareTo(wanted) == 0
                ? newest(journal, wanted)
                : newest(broker, wanted);
    }

    /** Without those that say themselves that they lie outside. */
    private static List<Fill> beyond(List<Fill> fills, BigDecimal booked, BigDecimal total) {
        List<Fill> beyond = null;
        for (int i = 0; i < fills.size(); i++) {
            boolean counts = isBeyond(fills.get(i), booked, total);
            if (!counts && beyond == null) {
                beyond = new ArrayList<>(fills.subList(0, i));
            }
            if (counts && beyond != null) {
                beyond.add(fills.get(i));
            }
        }
        return beyond == null ? fills : beyond;
    }

    private static boolean isBeyond(Fill fill, BigDecimal booked, BigDecimal total) {
        BigDecimal end = fill.cumulativeQuantity();
        return end == null
                || (end.subtract(Amounts.orZero(fill.quantity())).compareTo(booked) >= 0 && end.compareTo(total) <= 0);
    }

    /** The newest that fit: the oldest are those that are booked under other ids. */
    private static List<Fill> newest(List<Fill> fills, BigDecimal wanted) {
        BigDecimal left = wanted;
        int from = fills.size();
        while (from > 0) {
            BigDecimal quantity = Amounts.orZero(fills.get(from - 1).quantity());
            if (quantity.compareTo(left) > 0) {
                break;
            }
            left = left.subtract(quantity);
            from--;
        }
        return fills.subList(from, fills.size());
    }

    private static Fill inferred(
            Order order,
            BigDecimal booked,
            @Nullable BigDecimal bookedPrice,
            BigDecimal total,
            List<Fill> named,
            BigDecimal rest,
            Instant asOf) {
        Instant updatedAt = order.updatedAt();
        String id = "inferred:" + order.clientOrderId() + ":" + Amounts.plain(booked) + "-" + Amounts.plain(total);
        return Fill.builder(id, order.symbol(), order.side(), rest, updatedAt == null ? asOf : updatedAt)
                .clientOrderId(order.clientOrderId())
                .brokerOrderId(order.brokerOrderId())
                .price(restPrice(order, booked, bookedPrice, total, named, rest))
                .inferred(true)
                .build();
    }

    /** The price that preserves the notional of the whole order; absent where a part is not known, or it is not positive. */
    private static @Nullable BigDecimal restPrice(
            Order order,
            BigDecimal booked,
            @Nullable BigDecimal bookedPrice,
            BigDecimal total,
            List<Fill> named,
            BigDecimal rest) {
        BigDecimal average = order.averageFillPrice();
        BigDecimal filled = order.filledQuantity();
        if (average == null
                || filled == null
                || filled.compareTo(total) != 0
                || (booked.signum() != 0 && bookedPrice == null)) {
            return null;
        }
        BigDecimal notional = average.multiply(total);
        if (bookedPrice != null) {
            notional = notional.subtract(bookedPrice.multiply(booked));
        }
        for (Fill fill : named) {
            if (fill.price() == null || fill.quantity() == null) {
                return null;
            }
            notional = notional.subtract(fill.price().multiply(fill.quantity()));
        }
        BigDecimal price = notional.divide(rest, MathContext.DECIMAL64);
        return price.signum() > 0 && Order.canHold(price) ? price : null;
    }
}
