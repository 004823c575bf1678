package io.tradingrecovery.drill.exchange.market;

import io.tradingrecovery.drill.exchange.matching.Print;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Trades of the past as if they happened now, faster than they did. What is printed at a moment depends on nothing but the
 * time since the market opened, so a restarted exchange goes on where the market is. Immutable.
 */
public final class MarketReplay {

    public static final String BITCOIN = "BTC/USD";
    public static final String APPLE = "AAPL";

    private final Instant openedAt;
    private final Map<String, Tape> tapes;

    MarketReplay(Instant openedAt, Map<String, Tape> tapes) {
        this.openedAt = openedAt;
        this.tapes = new TreeMap<>(tapes);
    }

    /** The market of {@link #BITCOIN} and {@link #APPLE}, which opened at this moment. */
    public static MarketReplay historical(Instant openedAt) {
        return new MarketReplay(openedAt, Map.of(BITCOIN, HistoricalPrices.bitcoin(), APPLE, HistoricalPrices.apple()));
    }

    /** What is traded. */
    public Set<String> symbols() {
        return tapes.keySet();
    }

    /**
     * The last print at or before this moment; the first, if it is before the opening.
     *
     * @throws IllegalArgumentException for a symbol that is not traded
     */
    public Print last(String symbol, Instant at) {
        Tape tape = tapes.get(symbol);
        if (tape == null) {
            throw new IllegalArgumentException(symbol + " is not traded here; " + symbols() + " are");
        }
        return print(symbol, tape.lastAt(Duration.between(openedAt, at)));
    }

    /** Every print after {@code from} up to and with {@code to}, in order of time. */
    public List<Print> between(Instant from, Instant to) {
        List<Print> prints = new ArrayList<>();
        tapes.forEach((symbol, tape) -> tape.between(Duration.between(openedAt, from), Duration.between(openedAt, to))
                .forEach(tick -> prints.add(print(symbol, tick))));
        prints.sort(Comparator.comparing(Print::at));
        return prints;
    }

    private Print print(String symbol, Tick tick) {
        return new Print(symbol, tick.price(), tick.size(), openedAt.plus(tick.offset()));
    }
}
