package io.tradingrecovery.drill.bot;

import io.tradingrecovery.quotes.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.Rule;
import org.ta4j.core.Strategy;
import org.ta4j.core.indicators.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.rules.CrossedDownIndicatorRule;
import org.ta4j.core.rules.CrossedUpIndicatorRule;

/**
 * One symbol's signals: bars of a tenth of a second from the quotes, and two moving averages that cross. The point is that it
 * trades often, not that it earns. Not thread-safe.
 */
final class Signals {

    private static final Duration BAR = Duration.ofMillis(100);
    private static final int BARS_KEPT = 200;

    private final BarSeries bars;
    private final Strategy strategy;
    private @Nullable Instant barEnd;

    Signals(String symbol) {
        bars = new BaseBarSeriesBuilder()
                .withName(symbol)
                .withMaxBarCount(BARS_KEPT)
                .build();
        ClosePriceIndicator close = new ClosePriceIndicator(bars);
        SMAIndicator fast = new SMAIndicator(close, 1);
        SMAIndicator slow = new SMAIndicator(close, 3);
        Rule enter = new CrossedUpIndicatorRule(fast, slow);
        Rule exit = new CrossedDownIndicatorRule(fast, slow);
        strategy = new BaseStrategy(symbol, enter, exit, 3);
    }

    /** Takes in a quote. Says whether to hold the symbol from now on, where this quote decides anything. */
    Optional<Boolean> take(Quote quote, Instant now) {
        BigDecimal price = middle(quote);
        if (price == null) {
            return Optional.empty();
        }
        if (barEnd != null && now.isBefore(barEnd)) {
            bars.addPrice(price.doubleValue());
            return Optional.empty();
        }
        boolean decides = !bars.isEmpty();
        Optional<Boolean> signal = decides ? signal(bars.getEndIndex()) : Optional.empty();
        barEnd = now.plus(BAR);
        double value = price.doubleValue();
        bars.addBar(ZonedDateTime.ofInstant(barEnd, ZoneOffset.UTC), value, value, value, value, 0);
        return signal;
    }

    private Optional<Boolean> signal(int index) {
        if (strategy.shouldEnter(index)) {
            return Optional.of(true);
        }
        return strategy.shouldExit(index) ? Optional.of(false) : Optional.empty();
    }

    /** The price that bars are made of. */
    static @Nullable BigDecimal middle(Quote quote) {
        if (quote.last() != null) {
            return quote.last();
        }
        BigDecimal bid = quote.bid();
        BigDecimal ask = quote.ask();
        return bid == null || ask == null ? null : bid.add(ask).divide(BigDecimal.valueOf(2));
    }
}
