package io.tradingrecovery.drill.exchange.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tradingrecovery.drill.exchange.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The exchange on loopback, with a clock that stands still until it is moved, and a client with the right keys. */
final class LoopbackExchange implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final HandClock clock = new HandClock();
    final Venue venue;
    private final ExchangeServer server;

    LoopbackExchange(Path directory) throws IOException {
        venue = Venue.open(directory, new BigDecimal("100000"), clock);
        server = ExchangeServer.start(venue, 0, () -> {});
    }

    /** Lets this much time pass, and the market trade in it. */
    void pass(Duration time) {
        clock.now = clock.now.plus(time);
        venue.advance();
    }

    HttpRequest request(String method, String path, @Nullable String body) {
        HttpRequest.BodyPublisher publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return HttpRequest.newBuilder(server.uri().resolve(path))
                .method(method, publisher)
                .timeout(Duration.ofSeconds(60))
                .header("APCA-API-KEY-ID", Keys.ALPACA_KEY)
                .header("APCA-API-SECRET-KEY", Keys.ALPACA_SECRET)
                .header("Authorization", "Bearer " + Keys.POLYGON)
                .header("X-Finnhub-Token", Keys.FINNHUB)
                .build();
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendLater(HttpRequest request) {
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> call(String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        return send(request(method, path, body));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json(call("GET", path, null));
    }

    JsonNode submit(String order) throws IOException, InterruptedException {
        return json(call("POST", "/v2/orders", order));
    }

    void arm(String fault) throws IOException, InterruptedException {
        call("POST", "/control/faults", fault);
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return MAPPER.readTree(response.body());
    }

    HttpClient client() {
        return client;
    }

    URI uri() {
        return server.uri();
    }

    @Override
    public void close() throws IOException {
        server.close();
        venue.close();
    }

    private static final class HandClock extends Clock {

        private volatile Instant now = Instant.parse("2026-11-25T15:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
