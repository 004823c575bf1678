package io.tradingrecovery.benchmarks.quotes;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a bot writes without a library: {@code HttpClient}, Jackson's tree, and the two prices and the time out of it. */
final class BareCall {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpRequest request;
    private final String symbol;

    BareCall(String url, String symbol) {
        this.symbol = symbol;
        request = HttpRequest.newBuilder(URI.create(url + "/v2/stocks/snapshots?symbols=" + symbol + "&feed=iex"))
                .header("APCA-API-KEY-ID", "key-id")
                .header("APCA-API-SECRET-KEY", "secret-key")
                .header("Accept", "application/json")
                .timeout(DirectCall.PATIENCE)
                .build();
    }

    /** On the caller's thread; a body that drips is waited for without end. */
    long ask() throws IOException, InterruptedException {
        return read(client.send(request, BodyHandlers.ofByteArray()).body());
    }

    /** The only way to a limit that holds for the body, too. */
    long askInTime() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        return read(client.sendAsync(request, BodyHandlers.ofByteArray())
                .get(DirectCall.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .body());
    }

    /** Something that depends on bid, ask and time. */
    private long read(byte[] body) throws IOException {
        JsonNode quote = json.readTree(body).path(symbol).path("latestQuote");
        BigDecimal bid = quote.path("bp").decimalValue();
        BigDecimal ask = quote.path("ap").decimalValue();
        Instant time = Instant.parse(quote.path("t").textValue());
        return bid.add(ask).unscaledValue().longValue() + time.toEpochMilli();
    }
}
