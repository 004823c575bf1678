package io.tradingrecovery.wrapped;

import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteFailure;
import io.tradingrecovery.quotes.QuoteOutcome;
import io.tradingrecovery.quotes.QuoteProvider;
import java.io.IOException;
import org.knowm.xchange.bitstamp.service.BitstampMarketDataService;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.marketdata.Ticker;
import org.knowm.xchange.exceptions.ExchangeException;
import org.knowm.xchange.exceptions.RateLimitExceededException;
import si.mazi.rescu.HttpStatusException;

/** Bitstamp's quotes of crypto pairs such as {@code BTC/USD}, by the client XChange. */
public final class BitstampQuotes {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private BitstampQuotes() {}

    /** All that is needed to wrap a client: the call that a bot makes already, and the names of what it answers. */
    public static QuoteProvider of(BitstampMarketDataService client) {
        return QuoteProvider.blocking("bitstamp", symbol -> {
            Ticker ticker = client.getTicker(new CurrencyPair(symbol));
            return Quote.builder(symbol)
                    .bid(ticker.getBid())
                    .ask(ticker.getAsk())
                    .last(ticker.getLast())
                    .eventTime(ticker.getTimestamp().toInstant())
                    .build();
        });
    }

    /** The same, and what a bot knows better than an exception's type tells is told to the chain. */
    public static QuoteProvider withFailures(BitstampMarketDataService client) {
        return QuoteProvider.blocking("bitstamp", symbol -> {
            if (symbol.indexOf('/') < 0) {
                return QuoteFailure.of(FailureKind.SYMBOL_UNKNOWN, symbol + " is no pair such as BTC/USD");
            }
            try {
                return quote(symbol, client.getTicker(new CurrencyPair(symbol)));
            } catch (IOException | ExchangeException e) {
                return refused(e);
            }
        });
    }

    /** A ticker without a time can't be a quote: the time at which it came says nothing of how old it is. */
    private static QuoteOutcome quote(String symbol, Ticker ticker) {
        if (ticker.getTimestamp() == null) {
            return QuoteFailure.of(FailureKind.MALFORMED, "the ticker of " + symbol + " has no time");
        }
        if (ticker.getBid() == null && ticker.getAsk() == null && ticker.getLast() == null) {
            return QuoteFailure.of(FailureKind.MALFORMED, "the ticker of " + symbol + " has no price");
        }
        return Quote.builder(symbol)
                .bid(ticker.getBid())
                .ask(ticker.getAsk())
                .last(ticker.getLast())
                .eventTime(ticker.getTimestamp().toInstant())
                .build();
    }

    /** The client shows a status in one of two types, by whether the body was JSON. */
    private static QuoteOutcome refused(Exception e) {
        HttpStatusException answered = e instanceof HttpStatusException direct
                ? direct
                : e.getCause() instanceof HttpStatusException cause ? cause : null;
        if (e instanceof RateLimitExceededException
                || (answered != null && answered.getHttpStatusCode() == TOO_MANY_REQUESTS)) {
            return QuoteFailure.rateLimited("Bitstamp limits requests", null);
        }
        if (answered != null && answered.getHttpStatusCode() >= SERVER_ERROR) {
            return QuoteFailure.of(FailureKind.SERVER, "Bitstamp: HTTP " + answered.getHttpStatusCode());
        }
        return QuoteFailure.of(e);
    }
}
