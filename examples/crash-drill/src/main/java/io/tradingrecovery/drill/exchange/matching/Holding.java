package io.tradingrecovery.drill.exchange.matching;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What the account holds of one symbol.
 *
 * @param quantity units, never negative: this exchange does not lend
 * @param cost what the units cost, in dollars
 */
public record Holding(BigDecimal quantity, BigDecimal cost) {

    static final Holding NONE = new Holding(BigDecimal.ZERO, BigDecimal.ZERO);

    /** What one unit cost on average, to nine places. */
    public BigDecimal averagePrice() {
        return cost.divide(quantity, 9, RoundingMode.HALF_EVEN);
    }

    Holding plus(Side side, BigDecimal units, BigDecimal price) {
        if (side == Side.BUY) {
            return new Holding(quantity.add(units), cost.add(units.multiply(price)));
        }
        BigDecimal left = quantity.subtract(units);
        // The average price does not change when units are sold.
        BigDecimal kept =
                left.signum() == 0 ? BigDecimal.ZERO : cost.multiply(left).divide(quantity, 18, RoundingMode.HALF_EVEN);
        return new Holding(left, kept);
    }
}
