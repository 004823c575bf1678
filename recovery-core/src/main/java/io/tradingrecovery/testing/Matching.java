package io.tradingrecovery.testing;

import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** When an order trades. Functions of values. */
final class Matching {

    private Matching() {}

    /** Whether the stop price of an order has been reached. */
    static boolean triggers(Order order, BigDecimal price) {
        BigDecimal stop = order.stopPrice();
        if (stop == null) {
            return false;
        }
        return order.side() == OrderSide.BUY ? price.compareTo(stop) >= 0 : price.compareTo(stop) <= 0;
    }

    /** Whether an order that is past its stop, if it has one, trades at that price. */
    static boolean trades(Order order, BigDecimal price) {
        BigDecimal limit = order.limitPrice();
        if (limit == null) {
            return true;
        }
        return order.side() == OrderSide.BUY ? price.compareTo(limit) <= 0 : price.compareTo(limit) >= 0;
    }

    /** The stop price of a trailing stop after the market was at that price: it only ever comes closer. */
    static @Nullable BigDecimal trail(Order order, BigDecimal price) {
        BigDecimal distance = order.trailAmount() != null ? order.trailAmount() : share(order.trailPercent(), price);
        if (distance == null) {
            return order.stopPrice();
        }
        BigDecimal stop = order.side() == OrderSide.BUY ? price.add(distance) : price.subtract(distance);
        BigDecimal current = order.stopPrice();
        if (current == null) {
            return stop;
        }
        return order.side() == OrderSide.BUY ? stop.min(current) : stop.max(current);
    }

    private static @Nullable BigDecimal share(@Nullable BigDecimal percent, BigDecimal price) {
        return percent == null ? null : price.multiply(percent).movePointLeft(2);
    }

    /** What an order may still fill at that price; an order by value spends what it has left, in whole steps. */
    static BigDecimal remaining(Order order, Instrument instrument, BigDecimal price) {
        BigDecimal filled = filled(order);
        if (order.quantity() != null) {
            return order.quantity().subtract(filled);
        }
        BigDecimal notional = order.notional();
        if (notional == null) {
            return BigDecimal.ZERO;
        }
        BigDecimal spent =
                order.averageFillPrice() == null ? BigDecimal.ZERO : instrument.value(filled, order.averageFillPrice());
        BigDecimal unit = instrument.value(BigDecimal.ONE, price);
        int scale = Math.max(0, instrument.step().scale());
        return instrument.wholePartOf(notional.subtract(spent).divide(unit, scale, RoundingMode.DOWN));
    }

    /** The average price after one more execution, to ten decimals as brokers give it. */
    static BigDecimal average(Order order, BigDecimal quantity, BigDecimal price) {
        BigDecimal filled = filled(order);
        if (order.averageFillPrice() == null) {
            return price;
        }
        BigDecimal value = order.averageFillPrice().multiply(filled).add(price.multiply(quantity));
        BigDecimal average = value.divide(filled.add(quantity), MathContext.DECIMAL128);
        return average.scale() > 10 ? average.setScale(10, RoundingMode.HALF_UP) : average;
    }

    static BigDecimal filled(Order order) {
        return order.filledQuantity() == null ? BigDecimal.ZERO : order.filledQuantity();
    }
}
