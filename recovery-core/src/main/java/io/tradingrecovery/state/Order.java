package io.tradingrecovery.state;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An order as the bot or the broker knows it. Immutable and safe to share between threads.
 *
 * <p>It holds whatever was said of an order, however odd: more filled than ordered, a quantity of zero, a quantity nobody
 * named. Only what can't be written down is refused; judging the rest is the work of recovery.
 *
 * @param clientOrderId the bot's id, unique for the life of the account
 * @param brokerOrderId the broker's id; absent until it answered
 * @param symbol the instrument, as the bot names it
 * @param side which way
 * @param type what decides when it trades
 * @param quantity units ordered, never signed; absent for an order by value
 * @param notional value ordered, in the instrument's currency; absent for an order by quantity
 * @param limitPrice the worst acceptable price; absent where the type has none
 * @param stopPrice the price that triggers it; absent where the type has none
 * @param trailAmount how far a trailing stop follows, in the instrument's currency; absent otherwise
 * @param trailPercent how far a trailing stop follows, in percent of the price; absent otherwise
 * @param timeInForce how long it works
 * @param expiresAt the end of a {@code GTD} order; absent otherwise
 * @param status where it stands
 * @param filledQuantity units filled so far; absent where it is not known, which is not zero
 * @param averageFillPrice average price of what is filled; absent where nothing is, or it is not known
 * @param multiplier units of the underlying that one unit stands for; absent where not known
 * @param assetId the broker's id of the instrument; absent where not known
 * @param parentOrderId client order id of the order this one protects or belongs to; absent for none
 * @param replaces client order id of the order this one takes the place of; absent for none
 * @param replacedBy id of the order that took its place, the client's where known, else the broker's
 * @param tags what the bot wants to find again, sorted by name
 * @param createdAt when the bot decided on it; absent for an order the bot did not make
 * @param submittedAt when the broker took it; absent until then
 * @param updatedAt when it last changed, by the broker's clock where it says; absent where not known
 */
public record Order(
        String clientOrderId,
        @Nullable String brokerOrderId,
        String symbol,
        OrderSide side,
        OrderType type,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal notional,
        @Nullable BigDecimal limitPrice,
        @Nullable BigDecimal stopPrice,
        @Nullable BigDecimal trailAmount,
        @Nullable BigDecimal trailPercent,
        TimeInForce timeInForce,
        @Nullable Instant expiresAt,
        OrderStatus status,
        @Nullable BigDecimal filledQuantity,
        @Nullable BigDecimal averageFillPrice,
        @Nullable BigDecimal multiplier,
        @Nullable String assetId,
        @Nullable String parentOrderId,
        @Nullable String replaces,
        @Nullable String replacedBy,
        SortedMap<String, String> tags,
        @Nullable Instant createdAt,
        @Nullable Instant submittedAt,
        @Nullable Instant updatedAt) {

    public Order {
        clientOrderId = Checks.required("order.clientOrderId", clientOrderId);
        brokerOrderId = Checks.optional("order.brokerOrderId", brokerOrderId);
        symbol = Checks.required("order.symbol", symbol);
        Checks.present("order.side", side);
        Checks.present("order.type", type);
        quantity = Checks.optionalAmount("order.quantity", quantity);
        notional = Checks.optionalAmount("order.notional", notional);
        limitPrice = Checks.optionalAmount("order.limitPrice", limitPrice);
        stopPrice = Checks.optionalAmount("order.stopPrice", stopPrice);
        trailAmount = Checks.optionalAmount("order.trailAmount", trailAmount);
        trailPercent = Checks.optionalAmount("order.trailPercent", trailPercent);
        Checks.present("order.timeInForce", timeInForce);
        Checks.present("order.status", status);
        filledQuantity = Checks.optionalAmount("order.filledQuantity", filledQuantity);
        averageFillPrice = Checks.optionalAmount("order.averageFillPrice", averageFillPrice);
        multiplier = Checks.optionalAmount("order.multiplier", multiplier);
        assetId = Checks.optional("order.assetId", assetId);
        parentOrderId = Checks.optional("order.parentOrderId", parentOrderId);
        replaces = Checks.optional("order.replaces", replaces);
        replacedBy = Checks.optional("order.replacedBy", replacedBy);
        tags = Checks.map("order.tags", tags, Checks::encodable);
    }

    /** Whether a computed amount is within the digits and the scale that can be stored. */
    public static boolean canHold(BigDecimal amount) {
        return Checks.storable(amount);
    }

    /** Starts an order from what every order has. */
    public static Builder builder(String clientOrderId, String symbol, OrderSide side, OrderType type) {
        return new Builder(clientOrderId, symbol, side, type);
    }

    /** A builder that starts from this order. */
    public Builder toBuilder() {
        Builder builder = new Builder(clientOrderId, symbol, side, type);
        builder.brokerOrderId = brokerOrderId;
        builder.quantity = quantity;
        builder.notional = notional;
        builder.limitPrice = limitPrice;
        builder.stopPrice = stopPrice;
        builder.trailAmount = trailAmount;
        builder.trailPercent = trailPercent;
        builder.timeInForce = timeInForce;
        builder.expiresAt = expiresAt;
        builder.status = status;
        builder.filledQuantity = filledQuantity;
        builder.averageFillPrice = averageFillPrice;
        builder.multiplier = multiplier;
        builder.assetId = assetId;
        builder.parentOrderId = parentOrderId;
        builder.replaces = replaces;
        builder.replacedBy = replacedBy;
        builder.tags = tags;
        builder.createdAt = createdAt;
        builder.submittedAt = submittedAt;
        builder.updatedAt = updatedAt;
        return builder;
    }

    /**
     * Which of two accounts of the same order is further on: an ended one before an open one, then the one with more
     * filled, then the one changed later, then the one with the later status. Equal accounts give {@code first}.
     */
    public static Order moreAdvanced(Order first, Order second) {
        int order = Boolean.compare(first.status.isTerminal(), second.status.isTerminal());
        if (order == 0) {
            order = filledOrZero(first).compareTo(filledOrZero(second));
        }
        if (order == 0 && first.updatedAt != null && second.updatedAt != null) {
            order = first.updatedAt.compareTo(second.updatedAt);
        }
        if (order == 0) {
            order = first.status.compareTo(second.status);
        }
        return order >= 0 ? first : second;
    }

    private static BigDecimal filledOrZero(Order order) {
        return order.filledQuantity == null ? BigDecimal.ZERO : order.filledQuantity;
    }

    /** Collects the parts of an order; not thread-safe. Parts that are never set are absent. */
    public static final class Builder {
        private final String clientOrderId;
        private final String symbol;
        private final OrderSide side;
        private final OrderType type;
        private @Nullable String brokerOrderId;
        private @Nullable BigDecimal quantity;
        private @Nullable BigDecimal notional;
        private @Nullable BigDecimal limitPrice;
        private @Nullable BigDecimal stopPrice;
        private @Nullable BigDecimal trailAmount;
        private @Nullable BigDecimal trailPercent;
        private TimeInForce timeInForce = TimeInForce.DAY;
        private @Nullable Instant expiresAt;
        private OrderStatus status = OrderStatus.INTENDED;
        private @Nullable BigDecimal filledQuantity;
        private @Nullable BigDecimal averageFillPrice;
        private @Nullable BigDecimal multiplier;
        private @Nullable String assetId;
        private @Nullable String parentOrderId;
        private @Nullable String replaces;
        private @Nullable String replacedBy;
        private SortedMap<String, String> tags = Collections.emptySortedMap();
        private @Nullable Instant createdAt;
        private @Nullable Instant submittedAt;
        private @Nullable Instant updatedAt;

        private Builder(String clientOrderId, String symbol, OrderSide side, OrderType type) {
            this.clientOrderId = clientOrderId;
            this.symbol = symbol;
            this.side = side;
            this.type = type;
        }

        /** The broker's id. */
        public Builder brokerOrderId(@Nullable String value) {
            brokerOrderId = value;
            return this;
        }

        /** Units ordered, never signed. */
        public Builder quantity(@Nullable BigDecimal value) {
            quantity = value;
            return this;
        }

        /** Value ordered, in the instrument's currency, in place of a quantity. */
        public Builder notional(@Nullable BigDecimal value) {
            notional = value;
            return this;
        }

        /** The worst acceptable price. */
        public Builder limitPrice(@Nullable BigDecimal value) {
            limitPrice = value;
            return this;
        }

        /** The price that triggers it. */
        public Builder stopPrice(@Nullable BigDecimal value) {
            stopPrice = value;
            return this;
        }

        /** How far a trailing stop follows, in the instrument's currency. */
        public Builder trailAmount(@Nullable BigDecimal value) {
            trailAmount = value;
            return this;
        }

        /** How far a trailing stop follows, in percent of the price. */
        public Builder trailPercent(@Nullable BigDecimal value) {
            trailPercent = value;
            return this;
        }

        /** How long it works; {@code DAY} unless said. */
        public Builder timeInForce(TimeInForce value) {
            timeInForce = value;
            return this;
        }

        /** The end of a {@code GTD} order. */
        public Builder expiresAt(@Nullable Instant value) {
            expiresAt = value;
            return this;
        }

        /** Where it stands; {@code INTENDED} unless said. */
        public Builder status(OrderStatus value) {
            status = value;
            return this;
        }

        /** Units filled so far. */
        public Builder filledQuantity(@Nullable BigDecimal value) {
            filledQuantity = value;
            return this;
        }

        /** Average price of what is filled. */
        public Builder averageFillPrice(@Nullable BigDecimal value) {
            averageFillPrice = value;
            return this;
        }

        /** Units of the underlying that one unit stands for. */
        public Builder multiplier(@Nullable BigDecimal value) {
            multiplier = value;
            return this;
        }

        /** The broker's id of the instrument. */
        public Builder assetId(@Nullable String value) {
            assetId = value;
            return this;
        }

        /** Client order id of the order this one protects or belongs to. */
        public Builder parentOrderId(@Nullable String value) {
            parentOrderId = value;
            return this;
        }

        /** Client order id of the order this one takes the place of. */
        public Builder replaces(@Nullable String value) {
            replaces = value;
            return this;
        }

        /** Id of the order that took its place. */
        public Builder replacedBy(@Nullable String value) {
            replacedBy = value;
            return this;
        }

        /** What the bot wants to find again; replaces all tags set before. */
        public Builder tags(Map<String, String> value) {
            tags = new TreeMap<>(value);
            return this;
        }

        /** When the bot decided on it. */
        public Builder createdAt(@Nullable Instant value) {
            createdAt = value;
            return this;
        }

        /** When the broker took it. */
        public Builder submittedAt(@Nullable Instant value) {
            submittedAt = value;
            return this;
        }

        /** When it last changed. */
        public Builder updatedAt(@Nullable Instant value) {
            updatedAt = value;
            return this;
        }

        /**
         * The order.
         *
         * @throws IllegalArgumentException if a value can't be stored, naming it
         */
        public Order build() {
            return new Order(
                    clientOrderId,
                    brokerOrderId,
                    symbol,
                    side,
                    type,
                    quantity,
                    notional,
                    limitPrice,
                    stopPrice,
                    trailAmount,
                    trailPercent,
                    timeInForce,
                    expiresAt,
                    status,
                    filledQuantity,
                    averageFillPrice,
                    multiplier,
                    assetId,
                    parentOrderId,
                    replaces,
                    replacedBy,
                    tags,
                    createdAt,
                    submittedAt,
                    updatedAt);
        }
    }
}
