package io.tradingrecovery.providers.polygon;

import io.tradingrecovery.providers.internal.json.JsonProblem;
import io.tradingrecovery.providers.internal.json.JsonView;
import io.tradingrecovery.providers.internal.quotes.QuoteParts;
import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.QuoteFailure;
import io.tradingrecovery.quotes.QuoteOutcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shapes of Polygon's answers. All functions are pure. */
final class PolygonReader {

    private static final List<String> TRADE_TIMES = List.of("sip_timestamp", "last_updated", "participant_timestamp");

    private PolygonReader() {}

    /** Whether the envelope says that the plan's data is 15 minutes old; that is a success. */
    static boolean isDelayed(JsonView body) {
        return "DELAYED".equals(body.optionalText("status"));
    }

    /** In this answer the capital letters are the ask, and the small ones the bid. */
    static QuoteOutcome lastQuote(String symbol, JsonView body, boolean delayed) {
        JsonView quote = body.object("results");
        return new QuoteParts(symbol)
                .feed(null, delayed)
                .quoted(
                        quote.optionalPrice("p"),
                        quote.optionalAmount("s"),
                        quote.optionalPrice("P"),
                        quote.optionalAmount("S"),
                        quote.epoch("t"))
                .outcome();
    }

    static QuoteOutcome lastTrade(String symbol, JsonView body, boolean delayed) {
        JsonView trade = body.object("results");
        return new QuoteParts(symbol)
                .feed(null, delayed)
                .traded(trade.optionalPrice("p"), trade.optionalAmount("s"), trade.epoch("t"))
                .outcome();
    }

    /** A bar of the day before, of which the close is the last price; its time is in milliseconds. */
    static QuoteOutcome previousClose(String symbol, JsonView body, boolean delayed) {
        List<JsonView> bars = body.has("results") ? body.objects("results") : List.of();
        if (bars.isEmpty()) {
            return QuoteFailure.of(FailureKind.SYMBOL_UNKNOWN, "Polygon has no day of " + symbol);
        }
        JsonView bar = bars.get(0);
        return new QuoteParts(symbol)
                .feed("previous-close", true)
                .traded(bar.optionalPrice("c"), null, bar.epoch("t"))
                .outcome();
    }

    /** One item of a batch, which may be an error of its own. Before it is filled again in the morning it has no prices. */
    static QuoteOutcome snapshot(String symbol, JsonView item, boolean delayed) {
        String error = item.optionalText("error");
        if (error != null) {
            return QuoteFailure.of(kind(error), error + " " + item.optionalText("message"));
        }
        JsonView quote = item.optionalObject("last_quote");
        JsonView trade = item.optionalObject("last_trade");
        QuoteParts parts = new QuoteParts(symbol).feed(null, delayed || isLate(quote) || isLate(trade));
        if (quote != null && (quote.optionalPrice("bid") != null || quote.optionalPrice("ask") != null)) {
            parts.quoted(
                    quote.optionalPrice("bid"),
                    quote.optionalAmount("bid_size"),
                    quote.optionalPrice("ask"),
                    quote.optionalAmount("ask_size"),
                    quote.epoch("last_updated"));
        }
        if (trade != null && trade.optionalPrice("price") != null) {
            parts.traded(trade.optionalPrice("price"), trade.optionalAmount("size"), tradedAt(trade));
        }
        return parts.outcome();
    }

    private static boolean isLate(@Nullable JsonView part) {
        return part != null && "DELAYED".equals(part.optionalText("timeframe"));
    }

    private static Instant tradedAt(JsonView trade) {
        return TRADE_TIMES.stream()
                .filter(trade::has)
                .findFirst()
                .map(trade::epoch)
                .orElseThrow(() -> new JsonProblem(trade.place() + " has no time"));
    }

    private static FailureKind kind(String error) {
        return switch (error) {
            case "NOT_FOUND" -> FailureKind.SYMBOL_UNKNOWN;
            case "NOT_ENTITLED", "NOT_AUTHORIZED" -> FailureKind.PLAN;
            default -> FailureKind.MALFORMED;
        };
    }
}
