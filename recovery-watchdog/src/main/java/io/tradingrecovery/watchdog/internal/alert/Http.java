package io.tradingrecovery.watchdog.internal.alert;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, the smallest client of the JDK by memory. Its own time limits count from one byte to the next, so a
 * server that trickles would hold it for ever: the request runs on a thread that is given up at the limit.
 */
final class Http {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Http() {}

    /** Posts a JSON text, or fetches if there is none. Fails unless the answer's status is from 200 to 299. */
    static void request(String address, @Nullable String json) throws IOException, InterruptedException {
        if (!(URI.create(address).toURL().openConnection() instanceof HttpURLConnection connection)) {
            throw new IOException("the address is not of HTTP");
        }
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Thread thread = new Thread(() -> outcome.complete(exchange(connection, json)), "recovery-watchdog-http");
        thread.setDaemon(true);
        thread.start();
        thread.join(LIMIT.toMillis());
        connection.disconnect();
        String failure = outcome.getNow("no answer within " + LIMIT.toSeconds() + " s");
        if (!failure.isEmpty()) {
            throw new IOException(failure);
        }
    }

    /** What went wrong; empty if nothing did. The exception's own message is not shown, since it holds the address. */
    private static String exchange(HttpURLConnection connection, @Nullable String json) {
        try {
            limit(connection);
            if (json != null) {
                byte[] body = json.getBytes(StandardCharsets.UTF_8);
                connection.setRequestMethod("POST");
                connection.setDoOutput(true);
                connection.setFixedLengthStreamingMode(body.length);
                connection.setRequestProperty("Content-Type", "application/json; charset=utf-8");
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body);
                }
            }
            int status = connection.getResponseCode();
            return status / 100 == 2 ? "" : "answered with status " + status;
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static void limit(URLConnection connection) {
        connection.setConnectTimeout((int) LIMIT.toMillis());
        connection.setReadTimeout((int) LIMIT.toMillis());
        connection.setUseCaches(false);
    }
}
