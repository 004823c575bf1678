package io.tradingrecovery.drill.exchange.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order and all that happened to it. Immutable.
 *
 * @param terms what was asked for
 * @param status where it stands
 * @param triggered whether its stop price has traded
 * @param filled units filled
 * @param filledValue the sum of price times quantity over its fills
 * @param replacedBy the order that took its place; absent for none
 * @param submittedAt when it was taken
 * @param updatedAt when it last changed
 */
public record ExchangeOrder(
        Terms terms,
        Status status,
        boolean triggered,
        BigDecimal filled,
        BigDecimal filledValue,
        @Nullable String replacedBy,
        Instant submittedAt,
        Instant updatedAt) {

    static ExchangeOrder taken(Terms terms, Instant at) {
        Status status = terms.parentId() == null ? Status.NEW : Status.HELD;
        return new ExchangeOrder(
                terms, status, !terms.kind().hasStop(), BigDecimal.ZERO, BigDecimal.ZERO, null, at, at);
    }

    /** Units still to be filled. */
    public BigDecimal leaves() {
        return terms.quantity().subtract(filled);
    }

    /** Average price of what is filled, to nine places; absent where nothing is. */
    public @Nullable BigDecimal averagePrice() {
        return filled.signum() == 0 ? null : filledValue.divide(filled, 9, RoundingMode.HALF_EVEN);
    }

    ExchangeOrder with(Status next, Instant at) {
        return new ExchangeOrder(terms, next, triggered, filled, filledValue, replacedBy, submittedAt, at);
    }

    ExchangeOrder triggeredAt(Instant at) {
        return new ExchangeOrder(terms, status, true, filled, filledValue, replacedBy, submittedAt, at);
    }

    ExchangeOrder replacedBy(String orderId, Instant at) {
        return new ExchangeOrder(terms, Status.REPLACED, triggered, filled, filledValue, orderId, submittedAt, at);
    }

    ExchangeOrder plus(BigDecimal quantity, BigDecimal price, Instant at) {
        BigDecimal total = filled.add(quantity);
        Status next = total.compareTo(terms.quantity()) == 0 ? Status.FILLED : Status.PARTIALLY_FILLED;
        return new ExchangeOrder(
                terms, next, triggered, total, filledValue.add(quantity.multiply(price)), replacedBy, submittedAt, at);
    }
}
