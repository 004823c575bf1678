package io.tradingrecovery.testing;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What executions and activities do to positions and cash. Each method is part of the change that the caller began. */
final class Clearing {

    private final Books books;
    private final Timeline timeline;
    private final FeeSchedule fees;
    private final UnaryOperator<Instant> endOfDay;

    Clearing(Books books, Timeline timeline, FeeSchedule fees, UnaryOperator<Instant> endOfDay) {
        this.books = books;
        this.timeline = timeline;
        this.fees = fees;
        this.endOfDay = endOfDay;
    }

    /** Books one execution of an order that already counts it. */
    Fill book(Order order, Instrument instrument, BigDecimal quantity, BigDecimal price, Instant time) {
        FeeSchedule.Fee fee = fees.of(instrument, order.side(), quantity, price);
        Fill.Builder fill = Fill.builder(
                        String.format("F-%06d", books.fillCount() + 1), order.symbol(), order.side(), quantity, time)
                .clientOrderId(order.clientOrderId())
                .brokerOrderId(order.brokerOrderId())
                .price(price)
                .cumulativeQuantity(order.filledQuantity());
        trade(instrument, order.side() == OrderSide.BUY ? quantity : quantity.negate(), price);
        Fill booked;
        if (fees.late() && fee.amount().signum() != 0) {
            booked = fill.build();
            timeline.at(endOfDay.apply(time), () -> postLate(fee, instrument, booked));
        } else {
            booked = fill.fee(fee.amount(), fee.asset()).build();
            take(fee, instrument);
        }
        books.add(booked);
        return booked;
    }

    private void trade(Instrument instrument, BigDecimal signed, BigDecimal price) {
        books.addCash(instrument.currency(), instrument.value(signed, price).negate());
        Position held = books.position(instrument.symbol());
        BigDecimal before = quantity(held);
        BigDecimal after = before.add(signed);
        BigDecimal average = price;
        if (held != null && held.averagePrice() != null) {
            boolean grows = before.signum() == signed.signum();
            boolean flips = before.signum() != after.signum();
            if (grows) {
                BigDecimal cost = held.averagePrice().multiply(before).add(price.multiply(signed));
                average = cost.divide(after.signum() == 0 ? BigDecimal.ONE : after, MathContext.DECIMAL128);
            } else if (!flips) {
                average = held.averagePrice();
            }
        }
        hold(instrument, after, average);
    }

    private void take(FeeSchedule.Fee fee, Instrument instrument) {
        if (fee.fromPosition()) {
            addUnits(instrument, fee.amount().negate());
        } else if (fee.amount().signum() != 0) {
            books.addCash(fee.asset(), fee.amount().negate());
        }
    }

    private void postLate(FeeSchedule.Fee fee, Instrument instrument, Fill fill) {
        Instant time = books.begin(timeline.now());
        take(fee, instrument);
        BigDecimal amount = fee.amount().negate();
        boolean coins = fee.fromPosition();
        books.add(new Activity(
                nextActivityId(),
                Activity.Kind.FEE,
                time,
                coins ? instrument.symbol() : null,
                null,
                coins ? amount : null,
                coins ? null : fee.asset(),
                coins ? null : amount,
                "fee of " + fill.fillId()));
    }

    /** Adds units to a position, or takes them, at no price. */
    void addUnits(Instrument instrument, BigDecimal units) {
        Position held = books.position(instrument.symbol());
        hold(instrument, quantity(held).add(units), held == null ? null : held.averagePrice());
    }

    /** Sets a position; a quantity of zero ends it. */
    void hold(Instrument instrument, BigDecimal quantity, @Nullable BigDecimal average) {
        String symbol = instrument.symbol();
        books.putPosition(
                symbol,
                quantity.signum() == 0
                        ? null
                        : new Position(symbol, quantity, average, instrument.multiplier(), instrument.assetId()));
    }

    String nextActivityId() {
        return String.format("A-%06d", books.activityCount() + 1);
    }

    static BigDecimal quantity(@Nullable Position position) {
        return position == null ? BigDecimal.ZERO : Objects.requireNonNullElse(position.quantity(), BigDecimal.ZERO);
    }
}
