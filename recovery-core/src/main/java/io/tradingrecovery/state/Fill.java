package io.tradingrecovery.state;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One execution. Immutable and safe to share between threads.
 *
 * <p>Two fills are the same only if their ids are: equal time, price and size are legitimate for two of them.
 *
 * @param fillId the broker's execution id
 * @param clientOrderId the bot's id of the order; absent where the broker does not say
 * @param brokerOrderId the broker's id of the order; absent where it is not known
 * @param symbol the instrument
 * @param side which way
 * @param quantity units traded, never signed; absent where it is not known
 * @param price per unit, in the instrument's currency; absent where it is not known
 * @param time when it was executed
 * @param cumulativeQuantity the order's filled quantity after this fill; absent where the broker does not say
 * @param fee what it cost, in {@code feeAsset}; absent where it is not known yet, which is not zero
 * @param feeAsset the currency or coin the fee is taken from; absent where it is not known
 * @param inferred whether it was computed from the order's totals because the broker named no execution
 */
public record Fill(
        String fillId,
        @Nullable String clientOrderId,
        @Nullable String brokerOrderId,
        String symbol,
        OrderSide side,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal price,
        Instant time,
        @Nullable BigDecimal cumulativeQuantity,
        @Nullable BigDecimal fee,
        @Nullable String feeAsset,
        boolean inferred) {

    public Fill {
        fillId = Checks.required("fill.fillId", fillId);
        clientOrderId = Checks.optional("fill.clientOrderId of " + fillId, clientOrderId);
        brokerOrderId = Checks.optional("fill.brokerOrderId of " + fillId, brokerOrderId);
        symbol = Checks.required("fill.symbol", symbol);
        Checks.present("fill.side", side);
        quantity = Checks.optionalAmount("fill.quantity", quantity);
        price = Checks.optionalAmount("fill.price", price);
        Checks.present("fill.time", time);
        cumulativeQuantity = Checks.optionalAmount("fill.cumulativeQuantity", cumulativeQuantity);
        fee = Checks.optionalAmount("fill.fee", fee);
        feeAsset = Checks.optional("fill.feeAsset", feeAsset);
    }

    /** Starts a fill from what every broker says of one. */
    public static Builder builder(String fillId, String symbol, OrderSide side, BigDecimal quantity, Instant time) {
        return new Builder(fillId, symbol, side, quantity, time);
    }

    /** Collects the parts of a fill; not thread-safe. */
    public static final class Builder {
        private final String fillId;
        private final String symbol;
        private final OrderSide side;
        private final @Nullable BigDecimal quantity;
        private final Instant time;
        private @Nullable String clientOrderId;
        private @Nullable String brokerOrderId;
        private @Nullable BigDecimal price;
        private @Nullable BigDecimal cumulativeQuantity;
        private @Nullable BigDecimal fee;
        private @Nullable String feeAsset;
        private boolean inferred;

        private Builder(String fillId, String symbol, OrderSide side, @Nullable BigDecimal quantity, Instant time) {
            this.fillId = fillId;
            this.symbol = symbol;
            this.side = side;
            this.quantity = quantity;
            this.time = time;
        }

        /** The bot's id of the order. */
        public Builder clientOrderId(@Nullable String value) {
            clientOrderId = value;
            return this;
        }

        /** The broker's id of the order. */
        public Builder brokerOrderId(@Nullable String value) {
            brokerOrderId = value;
            return this;
        }

        /** The price of one unit. */
        public Builder price(@Nullable BigDecimal value) {
            price = value;
            return this;
        }

        /** The order's filled quantity after this fill. */
        public Builder cumulativeQuantity(@Nullable BigDecimal value) {
            cumulativeQuantity = value;
            return this;
        }

        /** What it cost, and in which currency or coin. */
        public Builder fee(@Nullable BigDecimal value, @Nullable String asset) {
            fee = value;
            feeAsset = asset;
            return this;
        }

        /** Whether it was computed from the order's totals. */
        public Builder inferred(boolean value) {
            inferred = value;
            return this;
        }

        /**
         * The fill.
         *
         * @throws IllegalArgumentException if a value can't be stored, naming it
         */
        public Fill build() {
            return new Fill(
                    fillId,
                    clientOrderId,
                    brokerOrderId,
                    symbol,
                    side,
                    quantity,
                    price,
                    time,
                    cumulativeQuantity,
                    fee,
                    feeAsset,
                    inferred);
        }
    }
}
