package io.tradingrecovery.testing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Something a {@link SimulatedBroker} trades. Immutable and safe to share between threads.
 *
 * @param symbol its name; {@linkplain SimulatedBroker#changeSymbol may change}
 * @param currency what it is priced and paid in, an ISO 4217 code or a coin's
 * @param coin what a buyer is credited with, {@code BTC} for {@code BTC/USD}; absent for all but coins
 * @param multiplier units of the underlying that one unit stands for; absent for one, and then not told to the bot
 * @param assetId the broker's id, which stays when the symbol changes
 * @param step the smallest quantity; every quantity is a multiple of it
 * @param shortable whether more may be sold than is held
 */
public record Instrument(
        String symbol,
        String currency,
        @Nullable String coin,
        @Nullable BigDecimal multiplier,
        String assetId,
        BigDecimal step,
        boolean shortable) {

    private static final BigDecimal SATOSHI = new BigDecimal("0.00000001");

    public Instrument {
        if (step.signum() <= 0) {
            throw new IllegalArgumentException(
                    "The step of " + symbol + " is " + step + "; give the smallest quantity, such as 1 or 0.001");
        }
        if (multiplier != null && multiplier.signum() <= 0) {
            throw new IllegalArgumentException(
                    "The multiplier of " + symbol + " is " + multiplier + "; give a positive one, or null for one");
        }
    }

    /** A share in US dollars that is traded whole and may be sold short. */
    public static Instrument stock(String symbol) {
        return new Instrument(symbol, "USD", null, null, "asset-" + symbol, BigDecimal.ONE, true);
    }

    /**
     * A pair such as {@code BTC/USD}, traded in steps of 0.00000001 and never short.
     *
     * @throws IllegalArgumentException if the symbol has no slash
     */
    public static Instrument crypto(String pair) {
        int slash = pair.indexOf('/');
        if (slash <= 0 || slash == pair.length() - 1) {
            throw new IllegalArgumentException("The pair is " + pair + "; give coin and currency, such as BTC/USD");
        }
        return new Instrument(
                pair, pair.substring(slash + 1), pair.substring(0, slash), null, "asset-" + pair, SATOSHI, false);
    }

    /** An option in US dollars on a hundred shares. */
    public static Instrument option(String symbol) {
        return new Instrument(symbol, "USD", null, BigDecimal.valueOf(100), "asset-" + symbol, BigDecimal.ONE, true);
    }

    /** The same, priced and paid in another currency. */
    public Instrument in(String otherCurrency) {
        return new Instrument(symbol, otherCurrency, coin, multiplier, assetId, step, shortable);
    }

    /** The same, traded in other steps; {@code 0.000001} lets a share be traded in fractions. */
    public Instrument withStep(BigDecimal otherStep) {
        return new Instrument(symbol, currency, coin, multiplier, assetId, otherStep, shortable);
    }

    /** The same, where no more may be sold than is held. */
    public Instrument notShortable() {
        return new Instrument(symbol, currency, coin, multiplier, assetId, step, false);
    }

    Instrument renamed(String newSymbol) {
        return new Instrument(newSymbol, currency, coin, multiplier, assetId, step, shortable);
    }

    /** What a quantity is worth at a price. */
    BigDecimal value(BigDecimal quantity, BigDecimal price) {
        BigDecimal value = quantity.multiply(price);
        return multiplier == null ? value : value.multiply(multiplier);
    }

    boolean isWhole(BigDecimal quantity) {
        return quantity.remainder(step).signum() == 0;
    }

    /** The largest multiple of the step that is not above {@code quantity} in size. */
    BigDecimal wholePartOf(BigDecimal quantity) {
        return quantity.subtract(quantity.remainder(step));
    }
}
