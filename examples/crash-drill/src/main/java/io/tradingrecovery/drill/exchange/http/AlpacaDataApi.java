package io.tradingrecovery.drill.exchange.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tradingrecovery.drill.exchange.Venue;
import io.tradingrecovery.drill.exchange.fault.Target;
import io.tradingrecovery.drill.exchange.matching.Print;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Alpaca's market data API: latest quotes, trades and snapshots of stocks and of crypto. Prices are JSON numbers. */
final class AlpacaDataApi implements Api {

    private static final String STOCKS = "/v2/stocks/";
    private static final String CRYPTO = "/v1beta3/crypto/us/";

    private final Venue venue;
    private final Instruments instruments;

    AlpacaDataApi(Venue venue) {
        this.venue = venue;
        this.instruments = new Instruments(venue.market().symbols());
    }

    @Override
    public Target target() {
        return Target.ALPACA_DATA;
    }

    @Override
    public boolean serves(String path) {
        return path.startsWith(STOCKS) || path.startsWith(CRYPTO);
    }

    @Override
    public Reply answer(Request request) {
        if (!Keys.alpaca(request)) {
            return Reply.of(403, Json.object().put("message", "forbidden."));
        }
        String path = request.path();
        boolean crypto = path.startsWith(CRYPTO);
        List<String> names = request.list("symbols");
        for (String name : names) {
            if (!name.matches("[A-Z0-9.]+(/[A-Z]+)?") || crypto != Instruments.isCrypto(name)) {
                return bad("invalid symbol: " + name);
            }
        }
        return switch (path.substring(crypto ? CRYPTO.length() : STOCKS.length())) {
            case "quotes/latest", "latest/quotes" -> Reply.ok(wrap("quotes", bySymbol(names, this::quote)));
            case "trades/latest", "latest/trades" -> Reply.ok(wrap("trades", bySymbol(names, this::trade)));
            case "snapshots" -> {
                ObjectNode all = bySymbol(names, this::snapshot);
                yield Reply.ok(crypto ? wrap("snapshots", all) : all);
            }
            default -> Reply.of(404, Json.object().put("message", "endpoint not found."));
        };
    }

    private static ObjectNode wrap(String name, ObjectNode bySymbol) {
        ObjectNode object = Json.object();
        object.set(name, bySymbol);
        return object;
    }

    /** A symbol that is not traded is left out. */
    private ObjectNode bySymbol(List<String> names, Function<Print, ObjectNode> view) {
        ObjectNode rows = Json.object();
        for (String name : names) {
            Optional<String> symbol = instruments.find(name);
            if (symbol.isPresent()) {
                rows.set(name, view.apply(venue.last(symbol.get())));
            }
        }
        return rows;
    }

    private ObjectNode quote(Print last) {
        Spread spread = Spread.around(last);
        ObjectNode quote = Json.object()
                .put("t", last.at().toString())
                .put("bp", spread.bid())
                .put("bs", 1)
                .put("ap", spread.ask())
                .put("as", 1);
        if (!Instruments.isCrypto(last.symbol())) {
            quote.put("bx", "V")
                    .put("ax", "V")
                    .put("z", "C")
                    .set("c", Json.array().add("R"));
        }
        return quote;
    }

    private ObjectNode trade(Print last) {
        return Json.object()
                .put("t", last.at().toString())
                .put("p", last.price())
                .put("s", last.size());
    }

    private ObjectNode snapshot(Print last) {
        ObjectNode snapshot = Json.object();
        snapshot.set("latestTrade", trade(last));
        snapshot.set("latestQuote", quote(last));
        snapshot.putNull("minuteBar");
        snapshot.putNull("dailyBar");
        snapshot.putNull("prevDailyBar");
        return snapshot;
    }

    @Override
    public Reply tooMany() {
        return Reply.of(429, Json.object().put("message", "too many requests."))
                .with(RateLimit.spent("X-RateLimit", venue.now()));
    }

    @Override
    public Reply bad(String reason) {
        return Reply.of(400, Json.object().put("message", reason));
    }
}
