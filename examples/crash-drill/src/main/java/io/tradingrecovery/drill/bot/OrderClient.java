package io.tradingrecovery.drill.bot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tradingrecovery.SubmitResult;
import io.tradingrecovery.state.Order;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The bot's own way to send and cancel orders; the library never does. It sends once: whatever is not an answer is thrown, and
 * the library finds out what became of the order. Thread-safe.
 */
final class OrderClient {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient http;
    private final URI orders;
    private final Duration timeout;

    OrderClient(HttpClient http, String exchange, Duration timeout) {
        this.http = http;
        this.orders = URI.create(exchange + "/v2/orders");
        this.timeout = timeout;
    }

    /** Sends an order under its client order id. */
    SubmitResult submit(Order order) throws IOException, InterruptedException {
        ObjectNode body = MAPPER.createObjectNode()
                .put("client_order_id", order.clientOrderId())
                .put("symbol", order.symbol())
                .put("side", word(order.side()))
                .put("type", word(order.type()))
                .put("time_in_force", word(order.timeInForce()))
                .put("qty", text(order.quantity()));
        if (order.limitPrice() != null) {
            body.put("limit_price", text(order.limitPrice()));
        }
        if (order.stopPrice() != null) {
            body.put("stop_price", text(order.stopPrice()));
        }
        return answer(send(request(orders)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build()));
    }

    /** Asks to cancel an order, by the broker's id. */
    SubmitResult cancel(String brokerOrderId) throws IOException, InterruptedException {
        return answer(
                send(request(URI.create(orders + "/" + brokerOrderId)).DELETE().build()));
    }

    private HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .header("APCA-API-KEY-ID", DrillBot.KEY)
                .header("APCA-API-SECRET-KEY", DrillBot.SECRET);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Only a refusal that names its reason is one; a server that failed may have taken the order all the same. */
    private static SubmitResult answer(HttpResponse<String> response) throws IOException {
        int status = response.statusCode();
        if (status == 204) {
            return new SubmitResult.Accepted(null);
        }
        JsonNode body = MAPPER.readTree(response.body());
        if (status == 200) {
            return new SubmitResult.Accepted(body.path("id").asText());
        }
        if (status >= 400 && status < 500 && body.has("code")) {
            return new SubmitResult.Rejected(
                    body.get("code").asText(), body.path("message").asText());
        }
        throw new IOException("The exchange answered with status " + status);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable BigDecimal amount) {
        return amount == null ? null : amount.toPlainString();
    }
}
