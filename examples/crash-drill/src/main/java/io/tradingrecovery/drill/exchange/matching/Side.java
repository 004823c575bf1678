package io.tradingrecovery.drill.exchange.matching;

import java.math.BigDecimal;

/** Which way an order goes. */
public enum Side {
    BUY,
    SELL;

    /** The quantity with the sign of its effect on a position. */
    public BigDecimal signed(BigDecimal quantity) {
        return this == BUY ? quantity : quantity.negate();
    }
}
