package io.tradingrecovery.drill.exchange.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tradingrecovery.drill.exchange.Venue;
import io.tradingrecovery.drill.exchange.fault.Target;
import io.tradingrecovery.drill.exchange.matching.ExchangeOrder;
import io.tradingrecovery.drill.exchange.matching.Holding;
import io.tradingrecovery.drill.exchange.matching.RefusedException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Alpaca's trading API, as far as a bot with a cash account needs it. */
final class TradingApi implements Api {

    private static final String ORDERS = "/v2/orders";
    private static final String BY_CLIENT_ID = "/v2/orders:by_client_order_id";
    private static final String POSITIONS = "/v2/positions";
    private static final String ACTIVITIES = "/v2/account/activities";
    private static final String ID = "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}";

    private final Venue venue;
    private final Instruments instruments;
    private final OrderList orders;
    private final Activities activities;
    private final Sessions sessions;

    TradingApi(Venue venue) {
        this.venue = venue;
        this.instruments = new Instruments(venue.market().symbols());
        this.orders = new OrderList(venue, instruments);
        this.activities = new Activities(venue);
        this.sessions = new Sessions(venue::now);
    }

    @Override
    public Target target() {
        return Target.TRADING;
    }

    @Override
    public boolean serves(String path) {
        return path.equals("/v2/account")
                || path.equals("/v2/clock")
                || path.equals("/v2/calendar")
                || path.startsWith(ORDERS)
                || path.startsWith(POSITIONS)
                || path.startsWith(ACTIVITIES);
    }

    @Override
    public Reply answer(Request request) throws BadRequestException {
        if (!Keys.alpaca(request)) {
            return Reply.error(401, 40110000, "request is not authorized");
        }
        try {
            return request.reads() ? read(request) : change(request);
        } catch (RefusedException refusal) {
            return Reply.error(refusal.httpStatus(), refusal.code(), refusal.reason());
        }
    }

    private Reply read(Request request) throws BadRequestException, RefusedException {
        String path = request.path();
        if (path.equals("/v2/account")) {
            BigDecimal buyingPower = venue.buyingPower();
            return Reply.ok(venue.read(books -> TradingJson.account(
                    books, buyingPower, symbol -> venue.last(symbol).price())));
        }
        if (path.equals("/v2/clock")) {
            return Reply.ok(sessions.clock());
        }
        if (path.equals("/v2/calendar")) {
            return Reply.ok(sessions.calendar(request));
        }
        if (path.equals(BY_CLIENT_ID)) {
            return byClientId(request);
        }
        if (path.equals(ORDERS)) {
            return Reply.ok(orders.list(request));
        }
        if (path.startsWith(ORDERS + "/")) {
            return Reply.ok(order(orderId(path), request.parameter("nested", "").equals("true")));
        }
        if (path.startsWith(POSITIONS)) {
            return positions(path.substring(POSITIONS.length()));
        }
        if (path.startsWith(ACTIVITIES)) {
            return Reply.ok(activities.list(request, path.substring(ACTIVITIES.length())));
        }
        return unknown(path);
    }

    private Reply change(Request request) throws BadRequestException, RefusedException {
        String path = request.path();
        String method = request.method();
        if (path.equals(ORDERS) && method.equals("POST")) {
            ExchangeOrder taken = venue.submit(OrderForm.read(request.json(), instruments));
            return Reply.ok(order(taken.terms().orderId(), true));
        }
        if (path.startsWith(ORDERS + "/") && method.equals("DELETE")) {
            venue.cancel(orderId(path));
            return Reply.nothing();
        }
        if (path.startsWith(ORDERS + "/") && method.equals("PATCH")) {
            JsonNode body = request.json();
            ExchangeOrder made = venue.replace(
                    orderId(path),
                    Json.string(body, "client_order_id").orElse(null),
                    Json.amount(body, "qty"),
                    Json.amount(body, "limit_price"),
                    Json.amount(body, "stop_price"));
            return Reply.ok(order(made.terms().orderId(), false));
        }
        return unknown(path);
    }

    private Reply byClientId(Request request) throws RefusedException {
        String clientOrderId = request.parameter("client_order_id", "");
        Optional<String> orderId = venue.read(books -> Optional.ofNullable(books.findByClientId(clientOrderId))
                .map(order -> order.terms().orderId()));
        if (orderId.isEmpty()) {
            return Reply.error(404, 40410000, "order not found for " + clientOrderId);
        }
        return Reply.ok(order(orderId.get(), request.parameter("nested", "").equals("true")));
    }

    private static String orderId(String path) throws RefusedException {
        String orderId = path.substring(ORDERS.length() + 1);
        if (!orderId.matches(ID)) {
            throw new RefusedException(422, 42210001, "order_id is malformed: " + orderId);
        }
        return orderId;
    }

    private JsonNode order(String orderId, boolean nested) throws RefusedException {
        Optional<JsonNode> json = venue.read(books -> {
            ExchangeOrder order = books.find(orderId);
            return order == null ? Optional.empty() : Optional.of(TradingJson.order(books, order, nested));
        });
        return json.orElseThrow(() -> new RefusedException(404, 40410000, "order not found for " + orderId));
    }

    private Reply positions(String rest) {
        ArrayNode rows = venue.read(books -> {
            ArrayNode all = Json.array();
            for (Map.Entry<String, Holding> entry : books.holdings().entrySet()) {
                String symbol = entry.getKey();
                all.add(TradingJson.position(
                        symbol,
                        entry.getValue(),
                        books.promised(symbol),
                        venue.last(symbol).price()));
            }
            return all;
        });
        if (rest.isEmpty()) {
            return Reply.ok(rows);
        }
        String wanted = Instruments.positionName(rest.substring(1));
        for (JsonNode row : rows) {
            if (row.get("symbol").asText().equals(wanted)) {
                return Reply.ok(row);
            }
        }
        return Reply.error(404, 40410000, "position does not exist");
    }

    private static Reply unknown(String path) {
        return Reply.error(404, 40410000, "endpoint not found: " + path);
    }

    @Override
    public Reply tooMany() {
        return Reply.error(429, 42910000, "rate limit exceeded").with(RateLimit.spent("X-Ratelimit", venue.now()));
    }

    @Override
    public Reply bad(String reason) {
        return Reply.error(422, 42210001, reason);
    }
}
