package io.tradingrecovery.providers.alpaca;

import io.tradingrecovery.providers.internal.json.JsonView;
import io.tradingrecovery.providers.internal.quotes.QuoteCall;
import io.tradingrecovery.providers.internal.quotes.QuoteParts;
import io.tradingrecovery.providers.internal.quotes.QuoteService;
import io.tradingrecovery.providers.internal.quotes.Refusal;
import io.tradingrecovery.providers.internal.quotes.SymbolNames;
import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.QuoteFailure;
import io.tradingrecovery.quotes.QuoteOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is asked of Alpaca's market data, and what it answers. Thread-safe. */
final class AlpacaQuotes implements QuoteService {

    private static final Logger LOG = LoggerFactory.getLogger(AlpacaQuotes.class);

    private static final int MOST_REPEATS = 3;
    private static final String STOCKS = "/v2/stocks/snapshots";
    private static final String CRYPTO = "/v1beta3/crypto/us/snapshots";
    private static final Pattern INVALID_SYMBOL = Pattern.compile("invalid symbols?:?\\s*(.*)");

    private final SymbolNames names;
    private volatile AlpacaFeed feed;

    AlpacaQuotes(SymbolNames names, AlpacaFeed feed) {
        this.names = names;
        this.feed = feed;
    }

    /** The feed that stocks come from now. */
    AlpacaFeed feed() {
        return feed;
    }

    @Override
    public void ask(QuoteCall call, List<String> symbols) {
        Map<String, List<String>> byName = names.byName(symbols);
        Map<String, List<String>> stocks = new LinkedHashMap<>();
        Map<String, List<String>> crypto = new LinkedHashMap<>();
        byName.forEach((name, own) -> (name.indexOf('/') > 0 ? crypto : stocks).put(name, own));
        ask(call, stocks, feed, MOST_REPEATS);
        ask(call, crypto, null, MOST_REPEATS);
    }

    /** Asks for stocks, of a feed, or for crypto pairs, which have none. */
    private void ask(QuoteCall call, Map<String, List<String>> byName, @Nullable AlpacaFeed from, int repeats) {
        if (byName.isEmpty()) {
            return;
        }
        Map<String, String> query = new LinkedHashMap<>();
        query.put("symbols", String.join(",", byName.keySet()));
        if (from != null) {
            query.put("feed", from.term());
        }
        call.get(
                byName.values().stream().flatMap(List::stream).toList(),
                from == null ? CRYPTO : STOCKS,
                query,
                body -> read(call, byName, from == null ? body.object("snapshots") : body, from),
                (about, failed) -> {
                    if (failed.failure().kind() == FailureKind.PLAN && from != null && from != AlpacaFeed.IEX) {
                        LOG.info(
                                "The plan does not include the feed {}; quotes of stocks come from iex now",
                                from.term());
                        feed = AlpacaFeed.IEX;
                        ask(call, byName, AlpacaFeed.IEX, repeats);
                        return;
                    }
                    Map<String, List<String>> rest = withoutRefused(call, byName, failed);
                    if (rest.size() < byName.size() && repeats > 0) {
                        ask(call, rest, from, repeats - 1);
                    } else {
                        call.fail(about, failed);
                    }
                });
    }

    /** One malformed symbol makes Alpaca refuse the whole batch and name it; the rest is asked for again without it. */
    private static Map<String, List<String>> withoutRefused(
            QuoteCall call, Map<String, List<String>> byName, QuoteCall.Failed failed) {
        Matcher said = INVALID_SYMBOL.matcher(failed.text());
        if (!said.find()) {
            return byName;
        }
        List<String> refused = List.of(said.group(1).split("[,\\s]+"));
        Map<String, List<String>> rest = new LinkedHashMap<>();
        byName.forEach((name, own) -> {
            if (byName.size() == 1 || refused.contains(name.toLowerCase(Locale.ROOT))) {
                own.forEach(symbol -> call.outcome(
                        symbol, QuoteFailure.of(FailureKind.SYMBOL_UNKNOWN, "Alpaca refuses the symbol " + name)));
            } else {
                rest.put(name, own);
            }
        });
        return rest;
    }

    private void read(QuoteCall call, Map<String, List<String>> byName, JsonView snapshots, @Nullable AlpacaFeed from) {
        byName.forEach((name, own) ->
                own.forEach(symbol -> call.each(symbol, () -> outcome(symbol, snapshots.optionalObject(name), from))));
    }

    private static QuoteOutcome outcome(String symbol, @Nullable JsonView snapshot, @Nullable AlpacaFeed from) {
        JsonView quote = snapshot == null ? null : snapshot.optionalObject("latestQuote");
        JsonView trade = snapshot == null ? null : snapshot.optionalObject("latestTrade");
        if (quote == null && trade == null) {
            return QuoteFailure.of(FailureKind.SYMBOL_UNKNOWN, "Alpaca has nothing of " + symbol);
        }
        QuoteParts parts =
                new QuoteParts(symbol).feed(from == null ? null : from.term(), from != null && from.isDelayed());
        if (quote != null) {
            parts.quoted(
                    quote.optionalPrice("bp"),
                    quote.optionalAmount("bs"),
                    quote.optionalPrice("ap"),
                    quote.optionalAmount("as"),
                    quote.time("t"));
        }
        if (trade != null) {
            parts.traded(trade.optionalPrice("p"), trade.optionalAmount("s"), trade.time("t"));
        }
        return parts.outcome();
    }

    @Override
    public Refusal refusal(Refusal.Words words) {
        if (words.status() == 403 && words.say("subscription does not permit")) {
            return new Refusal(FailureKind.PLAN, "choose a feed of the plan, such as iex");
        }
        if (words.say("too many requests")) {
            return Refusal.of(FailureKind.RATE_LIMITED);
        }
        return switch (words.status()) {
            case 200 -> words.text().isEmpty() || !words.json() ? Refusal.AS_STATUS : Refusal.of(FailureKind.MALFORMED);
            case 401, 403 -> new Refusal(FailureKind.AUTH, "check Alpaca's keys");
            default -> Refusal.AS_STATUS;
        };
    }
}
