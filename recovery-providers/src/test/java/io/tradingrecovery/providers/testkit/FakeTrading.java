package io.tradingrecovery.providers.testkit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Alpaca's trading API as far as it is read, with its limits and gaps: 500 orders an answer, {@code after} exclusive, legs
 * that one or the other list leaves out, activities by page. Not thread-safe beyond what a test needs.
 */
public final class FakeTrading {

    private static final Set<String> CLOSED = Set.of("filled", "canceled", "expired", "rejected", "replaced");

    private final List<Map<String, Object>> orders = new ArrayList<>();
    private final List<Map<String, Object>> fills = new ArrayList<>();
    private final List<Map<String, Object>> others = new ArrayList<>();
    private final List<Map<String, Object>> positions = new ArrayList<>();

    public FakeTrading(ScriptedServer server) {
        server.on("/v2/orders", this::list);
        server.on(
                "/v2/orders:by_client_order_id", request -> one("client_order_id", query(request, "client_order_id")));
        server.on("/v2/account/activities/FILL", request -> page(fills, "transaction_time", request));
        server.on("/v2/account/activities", request -> page(others, "date", request));
        server.otherwise(request -> one("id", ScriptedServer.path(request).replace("/v2/orders/", "")));
        server.on("/v2/positions", request -> ScriptedServer.status(200, Json.of(positions)));
        server.json(
                "/v2/account",
                "{\"id\":\"acc-1\",\"status\":\"ACTIVE\",\"currency\":\"USD\",\"cash\":\"-23140.2\",\"equity\":\"103820.56\","
                        + "\"buying_power\":\"262113.632\",\"account_blocked\":false,\"trading_blocked\":false}");
    }

    /** An order like those of Alpaca; further members replace or add. */
    public static Map<String, Object> order(String id, String status, String submitted, @Nullable Object... members) {
        Map<String, Object> order = Json.object(
                "id",
                id,
                "client_order_id",
                "c-" + id,
                "created_at",
                submitted,
                "submitted_at",
                submitted,
                "updated_at",
                submitted,
                "asset_id",
                "asset-aapl",
                "symbol",
                "AAPL",
                "asset_class",
                "us_equity",
                "notional",
                null,
                "qty",
                "10",
                "filled_qty",
                "0",
                "filled_avg_price",
                null,
                "order_class",
                "",
                "type",
                "limit",
                "side",
                "buy",
                "time_in_force",
                "gtc",
                "limit_price",
                "107.50",
                "stop_price",
                null,
                "status",
                status,
                "legs",
                null);
        order.putAll(Json.object(members));
        return order;
    }

    /** An execution. */
    public static Map<String, Object> fill(String id, String order, String qty, String cumulative, String time) {
        return Json.object(
                "id", id,
                "activity_type", "FILL",
                "transaction_time", time,
                "type", "partial_fill",
                "price", "107.25",
                "qty", qty,
                "side", "buy",
                "symbol", "AAPL",
                "leaves_qty", "0",
                "order_id", order,
                "cum_qty", cumulative);
    }

    public FakeTrading add(Map<String, Object> order) {
        orders.add(order);
        return this;
    }

    public FakeTrading addFill(Map<String, Object> fill) {
        fills.add(fill);
        return this;
    }

    public FakeTrading addActivity(@Nullable Object... members) {
        others.add(Json.object(members));
        return this;
    }

    public FakeTrading addPosition(@Nullable Object... members) {
        positions.add(Json.object(members));
        return this;
    }

    public List<Map<String, Object>> fills() {
        return fills;
    }

    private MockResponse list(RecordedRequest request) {
        String status = String.valueOf(query(request, "status"));
        boolean nested = "true".equals(query(request, "nested"));
        int limit = Math.min(500, number(query(request, "limit"), 50));
        String after = query(request, "after");
        List<Map<String, Object>> rows = orders.stream()
                .filter(order -> status.equals("all") || status.equals("open") == isOpen(order))
                .flatMap(order -> nested ? Stream.of(order) : flat(order).stream())
                .filter(order -> after == null || submitted(order).isAfter(Instant.parse(after)))
                .sorted(Comparator.comparing(FakeTrading::submitted))
                .limit(limit)
                .toList();
        return ScriptedServer.status(200, Json.of(rows));
    }

    /** The flat list knows the order itself and those legs that are not held. */
    private static List<Map<String, Object>> flat(Map<String, Object> order) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Map<String, Object> own = new LinkedHashMap<>(order);
        own.put("legs", null);
        rows.add(own);
        legs(order).stream().filter(leg -> !"held".equals(leg.get("status"))).forEach(rows::add);
        return rows;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> legs(Map<String, Object> order) {
        Object legs = order.get("legs");
        return legs == null ? List.of() : (List<Map<String, Object>>) legs;
    }

    private static boolean isOpen(Map<String, Object> order) {
        return !CLOSED.contains(String.valueOf(order.get("status")));
    }

    private static Instant submitted(Map<String, Object> order) {
        return OffsetDateTime.parse(String.valueOf(order.get("submitted_at"))).toInstant();
    }

    private MockResponse one(String member, @Nullable String value) {
        return orders.stream()
                .filter(order -> String.valueOf(order.get(member)).equals(value))
                .findFirst()
                .map(order -> ScriptedServer.status(200, Json.of(order)))
                .orElseGet(() -> ScriptedServer.status(
                        404, "{\"code\":40410000,\"message\":\"order not found for " + value + "\"}"));
    }

    private static MockResponse page(List<Map<String, Object>> all, String time, RecordedRequest request) {
        Instant after = Instant.parse(String.valueOf(query(request, "after")));
        String token = query(request, "page_token");
        List<Map<String, Object>> rows = all.stream()
                .filter(row -> isAfter(String.valueOf(row.get(time)), after))
                .collect(Collectors.toList());
        if (token != null) {
            int at = rows.stream().map(row -> row.get("id")).toList().indexOf(token);
            rows = rows.subList(at + 1, rows.size());
        }
        return ScriptedServer.status(
                200, Json.of(rows.subList(0, Math.min(rows.size(), number(query(request, "page_size"), 100)))));
    }

    private static boolean isAfter(String time, Instant after) {
        return time.indexOf('T') < 0 || OffsetDateTime.parse(time).toInstant().isAfter(after);
    }

    private static @Nullable String query(RecordedRequest request, String name) {
        HttpUrl url = request.getUrl();
        return url.queryParameter(name);
    }

    private static int number(@Nullable String text, int otherwise) {
        return text == null ? otherwise : Integer.parseInt(text);
    }
}
