package io.tradingrecovery.drill.exchange.http;

import io.tradingrecovery.drill.exchange.matching.Print;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Bid and ask around the last trade: the historical data has trades alone, so a spread of one hundredth of a percent, two
 * cents at least, is laid around them.
 *
 * @param bid below the last price
 * @param ask above it
 */
record Spread(BigDecimal bid, BigDecimal ask) {

    private static final BigDecimal HALF = new BigDecimal("0.00005");
    private static final BigDecimal CENT = new BigDecimal("0.01");

    static Spread around(Print last) {
        BigDecimal half =
                last.price().multiply(HALF).setScale(2, RoundingMode.HALF_EVEN).max(CENT);
        return new Spread(last.price().subtract(half), last.price().add(half));
    }
}
