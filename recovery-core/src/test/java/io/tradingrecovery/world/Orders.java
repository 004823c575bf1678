package io.tradingrecovery.world;

import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.TimeInForce;
import io.tradingrecovery.testing.Instrument;
import io.tradingrecovery.testing.SettableClock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.SplittableRandom;

/** Orders of all kinds, near the market. */
final class Orders {

    private static final OrderType[] TYPES = {
        OrderType.MARKET,
        OrderType.MARKET,
        OrderType.LIMIT,
        OrderType.LIMIT,
        OrderType.LIMIT,
        OrderType.STOP,
        OrderType.STOP_LIMIT,
        OrderType.TRAILING_STOP
    };
    private static final TimeInForce[] TIMES = {
        TimeInForce.GTC, TimeInForce.GTC, TimeInForce.DAY, TimeInForce.GTD, TimeInForce.IOC, TimeInForce.FOK
    };

    private final SplittableRandom random;
    private final SettableClock clock;

    Orders(SplittableRandom random, SettableClock clock) {
        this.random = random;
        this.clock = clock;
    }

    Order any(String id, Instrument instrument, BigDecimal price) {
        OrderType type = TYPES[random.nextInt(TYPES.length)];
        Order.Builder order = Order.builder(id, instrument.symbol(), side(), type);
        if (type == OrderType.MARKET && random.nextInt(6) == 0) {
            order.notional(BigDecimal.valueOf(100L + random.nextInt(5_000)));
        } else {
            order.quantity(quantity(instrument));
        }
        return prices(timed(order), type, price).createdAt(clock.instant()).build();
    }

    /** A limit order that works for a while, for what must not end at once. */
    Order resting(String id, String symbol, OrderSide side, BigDecimal quantity, BigDecimal price) {
        return Order.builder(id, symbol, side, OrderType.LIMIT)
                .quantity(quantity)
                .limitPrice(near(price))
                .timeInForce(TimeInForce.GTC)
                .createdAt(clock.instant())
                .build();
    }

    Order stop(String id, String symbol, OrderSide side, BigDecimal quantity, BigDecimal price) {
        return Order.builder(id, symbol, side, OrderType.STOP)
                .quantity(quantity)
                .stopPrice(near(price))
                .timeInForce(TimeInForce.GTC)
                .createdAt(clock.instant())
                .build();
    }

    OrderSide side() {
        return random.nextInt(5) < 3 ? OrderSide.BUY : OrderSide.SELL;
    }

    BigDecimal quantity(Instrument instrument) {
        return instrument.step().compareTo(BigDecimal.ONE) == 0
                ? BigDecimal.valueOf(1 + random.nextInt(40))
                : instrument.step().multiply(BigDecimal.valueOf(1 + random.nextInt(3_000_000)));
    }

    private Order.Builder timed(Order.Builder order) {
        TimeInForce time = TIMES[random.nextInt(TIMES.length)];
        return time == TimeInForce.GTD
                ? order.timeInForce(time).expiresAt(clock.instant().plus(Duration.ofSeconds(1 + random.nextInt(1_500))))
                : order.timeInForce(time);
    }

    private Order.Builder prices(Order.Builder order, OrderType type, BigDecimal price) {
        return switch (type) {
            case LIMIT -> order.limitPrice(near(price));
            case STOP -> order.stopPrice(near(price));
            case STOP_LIMIT -> order.stopPrice(near(price)).limitPrice(near(price));
            case TRAILING_STOP ->
                random.nextBoolean() ? order.trailPercent(BigDecimal.ONE) : order.trailAmount(new BigDecimal("0.75"));
            default -> order;
        };
    }

    /** Within three percent. */
    BigDecimal near(BigDecimal price) {
        BigDecimal factor = BigDecimal.valueOf(9_700 + random.nextInt(601), 4);
        return price.multiply(factor).setScale(2, RoundingMode.HALF_UP);
    }
}
