package io.tradingrecovery.testing;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What changes an account other than trades: money that comes and goes, and instruments that change. */
final class AccountEvents {

    private final Books books;
    private final Timeline timeline;
    private final Clearing clearing;
    private final Exchange exchange;

    AccountEvents(Books books, Timeline timeline, Clearing clearing, Exchange exchange) {
        this.books = books;
        this.timeline = timeline;
        this.clearing = clearing;
        this.exchange = exchange;
    }

    void cash(Activity.Kind kind, @Nullable String symbol, String currency, BigDecimal amount) {
        Instant time = books.begin(timeline.now());
        books.addCash(currency, amount);
        books.add(new Activity(clearing.nextActivityId(), kind, time, symbol, null, null, currency, amount, null));
    }

    /** Pays the holders, and charges those who are short. */
    void dividend(String symbol, BigDecimal perUnit) {
        BigDecimal held = Clearing.quantity(books.position(symbol));
        if (held.signum() != 0) {
            Instrument instrument = exchange.market(symbol).instrument();
            cash(Activity.Kind.DIVIDEND, symbol, instrument.currency(), instrument.value(held, perUnit));
        }
    }

    void transfer(String symbol, BigDecimal units) {
        Instrument instrument = exchange.market(symbol).instrument();
        Instant time = books.begin(timeline.now());
        clearing.addUnits(instrument, units);
        books.add(new Activity(
                clearing.nextActivityId(), Activity.Kind.TRANSFER, time, symbol, null, units, null, null, null));
    }

    /** Every {@code before} units become {@code after}; what is no whole step is paid out in cash. */
    void split(String symbol, BigDecimal before, BigDecimal after) {
        Market market = exchange.market(symbol);
        Instrument instrument = market.instrument();
        exchange.cancelAllOf(symbol);
        BigDecimal price = market.price() == null ? null : scaled(market.price(), before, after);
        if (price != null) {
            market.set(price, null);
        }
        Position held = books.position(symbol);
        if (held == null || held.quantity() == null) {
            return;
        }
        BigDecimal exact = held.quantity().multiply(after).divide(before, MathContext.DECIMAL128);
        BigDecimal whole = instrument.wholePartOf(exact);
        BigDecimal average = held.averagePrice() == null ? null : scaled(held.averagePrice(), before, after);
        BigDecimal rest = exact.subtract(whole);
        BigDecimal cash = rest.signum() == 0 || price == null ? null : instrument.value(rest, price);
        Instant time = books.begin(timeline.now());
        clearing.hold(instrument, whole, average);
        if (cash != null) {
            books.addCash(instrument.currency(), cash);
        }
        books.add(new Activity(
                clearing.nextActivityId(),
                Activity.Kind.SPLIT,
                time,
                symbol,
                null,
                whole.subtract(held.quantity()),
                cash == null ? null : instrument.currency(),
                cash,
                after + " for " + before));
    }

    private static BigDecimal scaled(BigDecimal price, BigDecimal before, BigDecimal after) {
        return price.multiply(before).divide(after, MathContext.DECIMAL128);
    }

    void changeSymbol(String symbol, String newSymbol) {
        Market market = exchange.market(symbol);
        exchange.cancelAllOf(symbol);
        Position held = books.position(symbol);
        exchange.rename(market, newSymbol);
        Instant time = books.begin(timeline.now());
        if (held != null) {
            books.putPosition(symbol, null);
            clearing.hold(market.instrument(), Clearing.quantity(held), held.averagePrice());
        }
        books.add(new Activity(
                clearing.nextActivityId(),
                Activity.Kind.SYMBOL_CHANGE,
                time,
                symbol,
                newSymbol,
                null,
                null,
                null,
                null));
    }
}
