package io.tradingrecovery.drill.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradingApiTest {

    private static final String BUY = """
            {"client_order_id":"buy-1","symbol":"BTC/USD","side":"buy","type":"market","time_in_force":"gtc","qty":"1.5"}""";

    @TempDir
    Path directory;

    private LoopbackExchange exchange;

    @BeforeEach
    void open() throws IOException {
        exchange = new LoopbackExchange(directory);
    }

    @AfterEach
    void close() throws IOException {
        exchange.close();
    }

    @Test
    void takesAnOrderAndFillsItFromWhatTheMarketTrades() throws Exception {
        JsonNode taken = exchange.submit(BUY);
        assertThat(taken.get("status").asText()).isEqualTo("new");
        assertThat(taken.get("qty").asText()).isEqualTo("1.5");
        assertThat(taken.get("filled_avg_price").isNull()).isTrue();

        exchange.pass(Duration.ofSeconds(5));

        JsonNode order = exchange.get("/v2/orders/" + taken.get("id").asText());
        assertThat(order.get("status").asText()).isEqualTo("filled");
        assertThat(order.get("filled_qty").asText()).isEqualTo("1.5");
        assertThat(order.get("filled_avg_price").isTextual()).isTrue();
        assertThat(exchange.get("/v2/orders:by_client_order_id?client_order_id=buy-1"))
                .isEqualTo(order);

        JsonNode positions = exchange.get("/v2/positions");
        assertThat(positions).hasSize(1);
        assertThat(positions.get(0).get("symbol").asText()).isEqualTo("BTCUSD");
        assertThat(positions.get(0).get("qty").asText()).isEqualTo("1.5");
        assertThat(positions.get(0).get("asset_class").asText()).isEqualTo("crypto");
    }

    @Test
    void tellsTheFillsOfAnOrderThatAddUpToIt() throws Exception {
        String id = exchange.submit(BUY).get("id").asText();
        exchange.pass(Duration.ofSeconds(5));

        JsonNode fills = exchange.get("/v2/account/activities/FILL?direction=asc");

        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode fill : fills) {
            sum = sum.add(new BigDecimal(fill.get("qty").asText()));
            assertThat(fill.get("order_id").asText()).isEqualTo(id);
            assertThat(new BigDecimal(fill.get("cum_qty").asText())).isEqualByComparingTo(sum);
            assertThat(fill.get("id").asText()).matches("\\d{17}::[0-9a-f-]{36}");
            assertThat(fill.has("client_order_id")).isFalse();
        }
        assertThat(fills.size()).isGreaterThan(1);
        assertThat(sum).isEqualByComparingTo("1.5");
        assertThat(fills.get(0).get("type").asText()).isEqualTo("partial_fill");
        assertThat(fills.get(fills.size() - 1).get("type").asText()).isEqualTo("fill");
    }

    @Test
    void pagesActivitiesByTheIdOfTheLastRow() throws Exception {
        exchange.submit(BUY);
        exchange.pass(Duration.ofSeconds(5));
        exchange.call("POST", "/control/cash", "{\"kind\":\"CSD\",\"amount\":\"250.5\",\"description\":\"in\"}");
        JsonNode all = exchange.get("/v2/account/activities?direction=asc");

        List<JsonNode> paged = new ArrayList<>();
        String token = "";
        while (true) {
            JsonNode page =
                    exchange.get("/v2/account/activities?direction=asc&page_size=1&page_token=" + encode(token));
            if (page.isEmpty()) {
                break;
            }
            page.forEach(paged::add);
            token = paged.get(paged.size() - 1).get("id").asText();
        }

        assertThat(paged).containsExactlyElementsOf(all);
        JsonNode deposit = paged.get(paged.size() - 1);
        assertThat(deposit.get("activity_type").asText()).isEqualTo("CSD");
        assertThat(deposit.get("net_amount").asText()).isEqualTo("250.5");
        assertThat(exchange.get("/v2/account/activities/CSD")).hasSize(1);
        assertThat(exchange.get("/v2/account/activities?category=non_trade_activity"))
                .containsExactly(deposit);
        assertThat(exchange.get("/v2/account/activities?category=trade_activity"))
                .hasSize(all.size() - 1);
    }

    @Test
    void keepsTheAccountsSumsTogether() throws Exception {
        exchange.submit(BUY);
        exchange.pass(Duration.ofSeconds(5));

        JsonNode account = exchange.get("/v2/account");
        JsonNode position = exchange.get("/v2/positions/BTCUSD");

        BigDecimal cash = new BigDecimal(account.get("cash").asText());
        BigDecimal cost = new BigDecimal(position.get("cost_basis").asText());
        assertThat(cash.add(cost)).isEqualByComparingTo("100000");
        assertThat(new BigDecimal(account.get("equity").asText()))
                .isEqualByComparingTo(
                        cash.add(new BigDecimal(position.get("market_value").asText())));
        assertThat(account.get("trading_blocked").asBoolean(true)).isFalse();
    }

    @Test
    void listsOrdersByStatusTimeAndLimitWithoutSayingThatThereAreMore() throws Exception {
        for (int index = 0; index < 60; index++) {
            exchange.submit(limitOrder("order-" + index));
            exchange.pass(Duration.ofMillis(1));
        }
        String cancelled = exchange.get("/v2/orders:by_client_order_id?client_order_id=order-7")
                .get("id")
                .asText();
        assertThat(exchange.call("DELETE", "/v2/orders/" + cancelled, null).statusCode())
                .isEqualTo(204);

        assertThat(exchange.get("/v2/orders")).hasSize(50);
        assertThat(exchange.get("/v2/orders").get(0).get("client_order_id").asText())
                .isEqualTo("order-59");
        JsonNode oldest = exchange.get("/v2/orders?status=open&limit=500&direction=asc");
        assertThat(oldest).hasSize(59);
        String tenth = oldest.get(9).get("id").asText();
        assertThat(exchange.get("/v2/orders?status=open&limit=500&direction=asc&after_order_id=" + tenth))
                .hasSize(49);
        String submitted = oldest.get(9).get("submitted_at").asText();
        assertThat(exchange.get("/v2/orders?status=open&limit=500&direction=asc&after=" + submitted))
                .hasSize(49);
        assertThat(exchange.get("/v2/orders?status=closed")).hasSize(1);
        assertThat(exchange.get("/v2/orders?status=all&limit=500")).hasSize(60);
        assertThat(exchange.call("GET", "/v2/orders?limit=501", null).statusCode())
                .isEqualTo(422);
    }

    @Test
    void nestsTheLegsOfABracketWhereThatIsAskedFor() throws Exception {
        exchange.submit("""
                {"client_order_id":"b","symbol":"AAPL","side":"buy","type":"market","time_in_force":"gtc","qty":"2",
                 "order_class":"bracket","take_profit":{"limit_price":"900"},"stop_loss":{"stop_price":"1"}}""");

        JsonNode nested = exchange.get("/v2/orders?nested=true");
        assertThat(nested).hasSize(1);
        assertThat(nested.get(0).get("legs")).hasSize(2);
        assertThat(nested.get(0).get("legs").get(0).get("status").asText()).isEqualTo("held");
        assertThat(exchange.get("/v2/orders")).hasSize(3);
        exchange.pass(Duration.ofSeconds(2));
        assertThat(exchange.get("/v2/orders?nested=true"))
                .as("the parent is filled, so its legs stand alone")
                .hasSize(2);
    }

    @Test
    void replacesAnOrder() throws Exception {
        String id = exchange.submit(limitOrder("old")).get("id").asText();

        JsonNode made = LoopbackExchange.json(
                exchange.call("PATCH", "/v2/orders/" + id, "{\"limit_price\":\"101\",\"client_order_id\":\"new\"}"));

        assertThat(made.get("replaces").asText()).isEqualTo(id);
        assertThat(made.get("limit_price").asText()).isEqualTo("101");
        JsonNode old = exchange.get("/v2/orders/" + id);
        assertThat(old.get("status").asText()).isEqualTo("replaced");
        assertThat(old.get("replaced_by").asText()).isEqualTo(made.get("id").asText());
    }

    @Test
    void refusesInAlpacasNumbersAndWords() throws Exception {
        exchange.submit(BUY);

        assertError(exchange.call("POST", "/v2/orders", BUY), 422, 40010001, "client_order_id must be unique");
        assertError(exchange.call("GET", "/v2/orders/not-an-id", null), 422, 42210001, "malformed");
        assertError(
                exchange.call("GET", "/v2/orders/00000000-0000-0000-0000-000000000000", null),
                404,
                40410000,
                "order not found");
        assertError(
                exchange.call("GET", "/v2/orders:by_client_order_id?client_order_id=no", null),
                404,
                40410000,
                "order not found for no");
        assertError(
                exchange.call("POST", "/v2/orders", BUY.replace("buy-1", "s").replace("\"buy\"", "\"sell\"")),
                403,
                40310000,
                "insufficient qty available");
        assertError(exchange.call("POST", "/v2/orders", "{"), 422, 42210001, "format is invalid");
        HttpRequest stranger =
                HttpRequest.newBuilder(exchange.uri().resolve("/v2/account")).build();
        assertError(exchange.send(stranger), 401, 40110000, "not authorized");
    }

    @Test
    void neverCloses() throws Exception {
        assertThat(exchange.get("/v2/clock").get("is_open").asBoolean()).isTrue();
        assertThat(exchange.get("/v2/clock").get("timestamp").asText()).isEqualTo("2026-11-25T10:00-05:00");
        JsonNode days = exchange.get("/v2/calendar?start=2026-11-25&end=2026-11-26");
        assertThat(days).hasSize(2);
        assertThat(days.get(1).get("date").asText()).isEqualTo("2026-11-26");
    }

    private static String limitOrder(String clientOrderId) {
        return """
                {"client_order_id":"%s","symbol":"BTCUSD","side":"buy","type":"limit","time_in_force":"gtc",
                 "qty":"1","limit_price":"100"}""".formatted(clientOrderId);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void assertError(HttpResponse<String> response, int status, int code, String message)
            throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode body = LoopbackExchange.json(response);
        assertThat(body.get("code").asInt()).isEqualTo(code);
        assertThat(body.get("message").asText()).contains(message);
    }
}
