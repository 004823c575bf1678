package io.tradingrecovery.state;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is held of one instrument. Immutable and safe to share between threads.
 *
 * @param symbol the instrument, as the bot names it
 * @param quantity units held, negative for a short; absent where it is not known, which is not zero
 * @param averagePrice what one unit cost on average, in the instrument's currency; absent where it is not known
 * @param multiplier units of the underlying that one unit stands for, 100 for most options; absent where not known
 * @param assetId the broker's id of the instrument, stable when the symbol changes; absent where not known
 */
public record Position(
        String symbol,
        @Nullable BigDecimal quantity,
        @Nullable BigDecimal averagePrice,
        @Nullable BigDecimal multiplier,
        @Nullable String assetId) {

    public Position {
        symbol = Checks.required("position.symbol", symbol);
        quantity = Checks.optionalAmount("position.quantity of " + symbol, quantity);
        averagePrice = Checks.optionalAmount("position.averagePrice of " + symbol, averagePrice);
        multiplier = Checks.optionalAmount("position.multiplier of " + symbol, multiplier);
        assetId = Checks.optional("position.assetId of " + symbol, assetId);
    }

    /** A position without multiplier and asset id. */
    public static Position of(String symbol, BigDecimal quantity, @Nullable BigDecimal averagePrice) {
        return new Position(symbol, quantity, averagePrice, null, null);
    }
}
