package io.tradingrecovery.providers.finnhub;

import io.tradingrecovery.providers.internal.json.JsonView;
import io.tradingrecovery.providers.internal.quotes.QuoteCall;
import io.tradingrecovery.providers.internal.quotes.QuoteParts;
import io.tradingrecovery.providers.internal.quotes.QuoteService;
import io.tradingrecovery.providers.internal.quotes.Refusal;
import io.tradingrecovery.providers.internal.quotes.SymbolNames;
import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.QuoteFailure;
import io.tradingrecovery.quotes.QuoteOutcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is asked of Finnhub, and what it answers. Thread-safe. */
final class FinnhubQuotes implements QuoteService {

    private final SymbolNames names;

    FinnhubQuotes(SymbolNames names) {
        this.names = names;
    }

    static String name(String symbol) {
        return symbol.endsWith("/USDT") ? "BINANCE:" + symbol.replace("/", "") : symbol;
    }

    @Override
    public void ask(QuoteCall call, List<String> symbols) {
        String symbol = symbols.get(0);
        String name = names.of(symbol);
        if (name.indexOf('/') > 0) {
            call.outcome(
                    symbol,
                    QuoteFailure.of(
                            FailureKind.SYMBOL_UNKNOWN,
                            "Finnhub's name of the pair " + symbol + " is not known here; give it with symbol(...)"));
            return;
        }
        call.get(symbols, "/quote", Map.of("symbol", name), body -> call.outcome(symbol, outcome(symbol, body)));
    }

    /** A symbol it does not know gets an answer of zeros. A last price of zero beside other prices is bad data instead. */
    private static QuoteOutcome outcome(String symbol, JsonView body) {
        BigDecimal last = body.amount("c");
        if (last.signum() != 0) {
            return new QuoteParts(symbol).traded(last, null, body.epoch("t")).outcome();
        }
        boolean nothing = Stream.of("h", "l", "o", "pc", "t")
                .map(body::optionalAmount)
                .allMatch(value -> value == null || value.signum() == 0);
        return nothing
                ? QuoteFailure.of(FailureKind.SYMBOL_UNKNOWN, "Finnhub answers zeros for " + symbol)
                : QuoteFailure.of(FailureKind.INVALID, "the last price of " + symbol + " is 0 and others are not");
    }

    @Override
    public Refusal refusal(Refusal.Words words) {
        if (words.say("limit reached")) {
            return Refusal.of(FailureKind.RATE_LIMITED);
        }
        if (words.say("don't have access")) {
            return new Refusal(FailureKind.PLAN, "the key is good, but its plan does not include this symbol");
        }
        if (words.say("invalid api key") || words.status() == 401) {
            return new Refusal(FailureKind.AUTH, "check " + FinnhubQuoteProvider.KEY_VARIABLE);
        }
        return words.status() == 200 && words.json() && !words.text().isEmpty()
                ? Refusal.of(FailureKind.MALFORMED)
                : Refusal.AS_STATUS;
    }
}
