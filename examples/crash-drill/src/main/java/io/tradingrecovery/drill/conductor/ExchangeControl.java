package io.tradingrecovery.drill.conductor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tradingrecovery.drill.exchange.fault.FaultKind;
import io.tradingrecovery.drill.exchange.fault.Target;
import io.tradingrecovery.drill.exchange.ledger.LedgerJson;
import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Asks the exchange for what no bot may ask. */
final class ExchangeControl {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI exchange;

    ExchangeControl(URI exchange) {
        this.exchange = exchange;
    }

    void arm(FaultKind kind, Target target, int times, Duration delay) {
        call(
                "POST",
                "/control/faults",
                MAPPER.createObjectNode()
                        .put("kind", kind.name())
                        .put("target", target.name())
                        .put("times", times)
                        .put("millis", delay.toMillis())
                        .toString());
    }

    void lift() {
        call("DELETE", "/control/faults", "");
    }

    /** How often the faults have struck since the last lifting. */
    int hits() {
        try {
            int hits = 0;
            for (JsonNode fault : MAPPER.readTree(call("GET", "/control/faults", ""))) {
                hits += fault.get("hits").asInt();
            }
            return hits;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void deposit(String amount) {
        call(
                "POST",
                "/control/cash",
                MAPPER.createObjectNode()
                        .put("kind", "CSD")
                        .put("amount", amount)
                        .put("description", "deposit while the bot was down")
                        .toString());
    }

    /** How many requests reached the trading API since the exchange was started. */
    long tradingRequests() {
        try {
            return MAPPER.readTree(call("GET", "/control/requests", ""))
                    .get("trading")
                    .asLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the matching: prices move on, and no order fills any more. */
    void halt() {
        call("POST", "/control/halt", "");
    }

    List<LedgerEntry> ledger() {
        return LedgerJson.readAll(call("GET", "/control/ledger", ""));
    }

    private String call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(exchange.resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException("The exchange refused " + method + " " + path + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("The exchange can't be asked for " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the exchange for " + path, e);
        }
    }
}
