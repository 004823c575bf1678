package io.tradingrecovery.providers.polygon;

import io.tradingrecovery.providers.internal.http.BaseUrl;
import io.tradingrecovery.providers.internal.json.JsonView;
import io.tradingrecovery.providers.internal.quotes.QuoteCall;
import io.tradingrecovery.providers.internal.quotes.QuoteService;
import io.tradingrecovery.providers.internal.quotes.Refusal;
import io.tradingrecovery.providers.internal.quotes.SymbolNames;
import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.QuoteFailure;
import io.tradingrecovery.quotes.QuoteOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is asked of Polygon. Thread-safe. */
final class PolygonQuotes implements QuoteService {

    private final PolygonPrices prices;
    private final SymbolNames names;

    PolygonQuotes(SymbolNames names, PolygonPrices prices) {
        this.names = names;
        this.prices = prices;
    }

    static String name(String symbol) {
        return symbol.indexOf('/') > 0 ? "X:" + symbol.replace("/", "") : symbol;
    }

    @Override
    public void ask(QuoteCall call, List<String> symbols) {
        if (prices == PolygonPrices.SNAPSHOT) {
            askSnapshot(call, names.byName(symbols));
            return;
        }
        String symbol = symbols.get(0);
        String name = names.of(symbol);
        if (prices != PolygonPrices.PREVIOUS_CLOSE && name.startsWith("X:")) {
            call.outcome(
                    symbol,
                    QuoteFailure.of(
                            FailureKind.SYMBOL_UNKNOWN,
                            "crypto pairs come with SNAPSHOT or PREVIOUS_CLOSE, not " + prices));
            return;
        }
        String ticker = BaseUrl.encode(name);
        switch (prices) {
            case LAST_QUOTE -> one(call, symbol, "/v2/last/nbbo/" + ticker, PolygonReader::lastQuote);
            case LAST_TRADE -> one(call, symbol, "/v2/last/trade/" + ticker, PolygonReader::lastTrade);
            default -> one(call, symbol, "/v2/aggs/ticker/" + ticker + "/prev", PolygonReader::previousClose);
        }
    }

    private static void one(QuoteCall call, String symbol, String path, Reading reading) {
        call.get(
                List.of(symbol),
                path,
                Map.of(),
                body -> call.outcome(symbol, reading.read(symbol, body, PolygonReader.isDelayed(body))));
    }

    private static void askSnapshot(QuoteCall call, Map<String, List<String>> byName) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("ticker.any_of", String.join(",", byName.keySet()));
        query.put("limit", String.valueOf(PolygonQuoteProvider.MAX_BATCH));
        List<String> all = byName.values().stream().flatMap(List::stream).toList();
        call.get(all, "/v3/snapshot", query, body -> {
            boolean delayed = PolygonReader.isDelayed(body);
            for (JsonView item : body.objects("results")) {
                byName.getOrDefault(item.text("ticker"), List.of())
                        .forEach(symbol -> call.each(symbol, () -> PolygonReader.snapshot(symbol, item, delayed)));
            }
        });
    }

    @Override
    public Refusal refusal(Refusal.Words words) {
        if (words.say("maximum requests per minute") || words.say("too many requests")) {
            return Refusal.of(FailureKind.RATE_LIMITED);
        }
        if (words.say("unknown api key") || words.say("invalid api key")) {
            return new Refusal(FailureKind.AUTH, "check " + PolygonQuoteProvider.KEY_VARIABLE);
        }
        return switch (words.state()) {
            case "NOT_AUTHORIZED" ->
                new Refusal(FailureKind.PLAN, "choose prices that the plan includes, such as PREVIOUS_CLOSE");
            case "NOT_FOUND" -> Refusal.of(FailureKind.SYMBOL_UNKNOWN);
            case "ERROR" -> words.status() == 200 ? Refusal.of(FailureKind.MALFORMED) : Refusal.AS_STATUS;
            default ->
                words.status() == 404 ? new Refusal(FailureKind.MALFORMED, "check the base URL") : Refusal.AS_STATUS;
        };
    }

    /** Reads the answer about one symbol. */
    @FunctionalInterface
    private interface Reading {
        QuoteOutcome read(String symbol, JsonView body, boolean delayed);
    }
}
