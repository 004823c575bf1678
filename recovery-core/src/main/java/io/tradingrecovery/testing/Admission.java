package io.tradingrecovery.testing;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.TimeInForce;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a simulated broker refuses, each with a {@code REJECTED} that names the value and the fix. */
final class Admission {

    private static final Set<TimeInForce> TIMES =
            EnumSet.of(TimeInForce.DAY, TimeInForce.GTC, TimeInForce.GTD, TimeInForce.IOC, TimeInForce.FOK);

    private Admission() {}

    /** Throws unless an exchange could take that order. */
    static void check(Order order, Instrument instrument, BigDecimal held, Instant now) {
        checkSize(order, instrument);
        checkPrices(order);
        checkTime(order, now);
        if (order.side() == OrderSide.SELL && !instrument.shortable()) {
            BigDecimal quantity = order.quantity();
            if (quantity == null || quantity.compareTo(held) > 0) {
                throw rejected(
                        order,
                        "it sells " + quantity + ", but " + held + " are held and " + order.symbol()
                                + " can't be sold short");
            }
        }
    }

    private static void checkSize(Order order, Instrument instrument) {
        if ((order.quantity() == null) == (order.notional() == null)) {
            throw rejected(
                    order,
                    "it has quantity " + order.quantity() + " and notional " + order.notional() + "; give one of them");
        }
        if (order.notional() != null && order.type() != OrderType.MARKET) {
            throw rejected(order, "an order by value must be a MARKET order, not " + order.type());
        }
        positive(order, "quantity", order.quantity());
        positive(order, "notional", order.notional());
        if (order.quantity() != null && !instrument.isWhole(order.quantity())) {
            throw rejected(order, "its quantity " + order.quantity() + " is no multiple of " + instrument.step());
        }
    }

    private static void checkPrices(Order order) {
        OrderType type = order.type();
        if (type == OrderType.UNKNOWN) {
            throw rejected(order, "its type is UNKNOWN; give a type that the broker knows");
        }
        boolean trailing = type == OrderType.TRAILING_STOP;
        boolean amount = order.trailAmount() != null;
        boolean percent = order.trailPercent() != null;
        needs(order, type == OrderType.LIMIT || type == OrderType.STOP_LIMIT, "limit price", order.limitPrice());
        if (!trailing) {
            needs(order, type == OrderType.STOP || type == OrderType.STOP_LIMIT, "stop price", order.stopPrice());
        }
        if (trailing ? amount == percent : amount || percent) {
            throw rejected(order, "a trailing stop, and nothing else, has either a trail amount or a trail percent");
        }
        positive(order, "trail amount", order.trailAmount());
        positive(order, "trail percent", order.trailPercent());
    }

    private static void checkTime(Order order, Instant now) {
        if (!TIMES.contains(order.timeInForce())) {
            throw rejected(order, "this exchange has no " + order.timeInForce() + "; use one of " + TIMES);
        }
        Instant end = order.expiresAt();
        if (order.timeInForce() == TimeInForce.GTD && (end == null || !end.isAfter(now))) {
            throw rejected(order, "a GTD order needs an end in the future; it is " + end + ", now is " + now);
        }
    }

    private static void needs(Order order, boolean needed, String what, @Nullable BigDecimal price) {
        if (needed != (price != null)) {
            throw rejected(
                    order,
                    "a " + order.type() + " order " + (needed ? "needs a " : "has no ") + what
                            + (needed ? "" : ", but it is " + price));
        }
        positive(order, what, price);
    }

    private static void positive(Order order, String what, @Nullable BigDecimal value) {
        if (value != null && value.signum() <= 0) {
            throw rejected(order, "its " + what + " is " + value + "; give a positive one");
        }
    }

    /** A refusal of an order. */
    static BrokerException rejected(Order order, String why) {
        return new BrokerException(
                BrokerException.Kind.REJECTED, "Order " + order.clientOrderId() + " was refused: " + why);
    }
}
