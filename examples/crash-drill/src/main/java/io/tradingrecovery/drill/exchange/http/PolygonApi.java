package io.tradingrecovery.drill.exchange.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tradingrecovery.drill.exchange.Venue;
import io.tradingrecovery.drill.exchange.fault.Target;
import io.tradingrecovery.drill.exchange.matching.Print;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Massive's quote endpoints, formerly Polygon's. Times are nanoseconds since the epoch; capital letters mean the ask. */
final class PolygonApi implements Api {

    private static final String NBBO = "/v2/last/nbbo/";
    private static final String TRADE = "/v2/last/trade/";
    private static final String SNAPSHOT = "/v3/snapshot";
    private static final int MOST_TICKERS = 250;

    private final Venue venue;
    private final Instruments instruments;

    PolygonApi(Venue venue) {
        this.venue = venue;
        this.instruments = new Instruments(venue.market().symbols());
    }

    @Override
    public Target target() {
        return Target.POLYGON;
    }

    @Override
    public boolean serves(String path) {
        return path.startsWith("/v2/last/") || path.equals(SNAPSHOT);
    }

    @Override
    public Reply answer(Request request) throws BadRequestException {
        if (!Keys.polygon(request)) {
            return status(401, "ERROR", "Unknown API Key");
        }
        String path = request.path();
        if (path.equals(SNAPSHOT)) {
            return snapshot(request);
        }
        boolean nbbo = path.startsWith(NBBO);
        if (!nbbo && !path.startsWith(TRADE)) {
            return status(404, "NOT_FOUND", "page not found");
        }
        String ticker = path.substring((nbbo ? NBBO : TRADE).length());
        Optional<String> symbol = instruments.find(ticker);
        if (symbol.isEmpty()) {
            return status(404, "NOT_FOUND", "Data not found.");
        }
        Print last = venue.last(symbol.get());
        ObjectNode results = nbbo ? nbbo(last) : trade(last);
        results.put("T", ticker);
        return Reply.ok(envelope(results));
    }

    private Reply snapshot(Request request) throws BadRequestException {
        int limit = request.number("limit", 10, MOST_TICKERS);
        List<String> tickers = request.list("ticker.any_of");
        ArrayNode rows = Json.array();
        tickers.stream().limit(limit).forEach(ticker -> rows.add(snapshotOf(ticker)));
        ObjectNode answer = Json.object().put("request_id", "0").put("status", "OK");
        answer.set("results", rows);
        return Reply.ok(answer);
    }

    private ObjectNode snapshotOf(String ticker) {
        Optional<String> symbol = instruments.find(ticker);
        if (symbol.isEmpty()) {
            return Json.object().put("ticker", ticker).put("error", "NOT_FOUND").put("message", "Ticker not found.");
        }
        Print last = venue.last(symbol.get());
        Spread spread = Spread.around(last);
        ObjectNode row = Json.object()
                .put("ticker", ticker)
                .put("type", Instruments.isCrypto(symbol.get()) ? "crypto" : "stocks")
                .put("market_status", "open");
        row.set(
                "last_quote",
                Json.object()
                        .put("bid", spread.bid())
                        .put("bid_size", 1)
                        .put("ask", spread.ask())
                        .put("ask_size", 1)
                        .put("last_updated", Nanos.of(last.at()))
                        .put("timeframe", "REAL-TIME"));
        row.set(
                "last_trade",
                Json.object()
                        .put("price", last.price())
                        .put("size", last.size())
                        .put("sip_timestamp", Nanos.of(last.at()))
                        .put("last_updated", Nanos.of(last.at()))
                        .put("timeframe", "REAL-TIME"));
        return row;
    }

    private static ObjectNode envelope(ObjectNode results) {
        ObjectNode answer = Json.object().put("request_id", "0").put("status", "OK");
        answer.set("results", results);
        return answer;
    }

    private static ObjectNode nbbo(Print last) {
        Spread spread = Spread.around(last);
        return Json.object()
                .put("p", spread.bid())
                .put("s", 1)
                .put("P", spread.ask())
                .put("S", 1)
                .put("t", Nanos.of(last.at()));
    }

    private static ObjectNode trade(Print last) {
        return Json.object().put("p", last.price()).put("s", last.size()).put("t", Nanos.of(last.at()));
    }

    private static Reply status(int http, String status, String message) {
        return Reply.of(
                http, Json.object().put("status", status).put("request_id", "0").put("error", message));
    }

    @Override
    public Reply tooMany() {
        return status(
                        429,
                        "ERROR",
                        "You've exceeded the maximum requests per minute, please wait or upgrade your plan.")
                .with(Map.of("Retry-After", "1"));
    }

    @Override
    public Reply bad(String reason) {
        return status(400, "ERROR", reason);
    }
}
