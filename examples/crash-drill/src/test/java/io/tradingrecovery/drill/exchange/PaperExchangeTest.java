package io.tradingrecovery.drill.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.drill.exchange.ledger.LedgerFile;
import io.tradingrecovery.drill.exchange.matching.Books;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperExchangeTest {

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    @Test
    void knowsEveryOrderThatItAnsweredAfterItWasKilled() throws Exception {
        List<String> answered = new ArrayList<>();
        for (int life = 0; life < 2; life++) {
            Process process = start();
            try {
                URI uri = listening(process);
                for (int order = 0; order < 20; order++) {
                    String clientOrderId = "order-" + life + "-" + order;
                    assertThat(submit(uri, clientOrderId)).isEqualTo(200);
                    answered.add(clientOrderId);
                }
                for (String clientOrderId : answered) {
                    assertThat(submit(uri, clientOrderId)).isEqualTo(422);
                }
            } finally {
                process.destroyForcibly();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
        }
        try (LedgerFile file = LedgerFile.open(directory.resolve("ledger.jsonl"))) {
            Books books = Books.of(file.found());
            assertThat(books.orders())
                    .extracting(order -> order.terms().clientOrderId())
                    .containsExactlyElementsOf(answered);
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        PaperExchange.class.getName(),
                        "--dir",
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static URI listening(Process process) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = reader.readLine();
        assertThat(line).startsWith("Listening at ");
        return URI.create(line.substring("Listening at ".length()));
    }

    private int submit(URI uri, String clientOrderId) throws IOException, InterruptedException {
        String body = """
                {"client_order_id":"%s","symbol":"AAPL","side":"buy","type":"limit","time_in_force":"gtc",
                 "qty":"1","limit_price":"1"}""".formatted(clientOrderId);
        HttpRequest request = HttpRequest.newBuilder(uri.resolve("/v2/orders"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .header("APCA-API-KEY-ID", "paper-key")
                .header("APCA-API-SECRET-KEY", "paper-secret")
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
    }
}
