package io.tradingrecovery.drill.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultTest {

    private static final String ORDER = """
            {"client_order_id":"one","symbol":"AAPL","side":"buy","type":"limit","time_in_force":"gtc","qty":"1",
             "limit_price":"1"}""";

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
    void takesAnOrderAndDropsTheAnswer() throws Exception {
        exchange.arm("{\"kind\":\"DROP_ANSWER\",\"target\":\"SUBMIT\",\"times\":1}");

        assertThatThrownBy(() -> exchange.submit(ORDER)).isInstanceOf(IOException.class);

        assertThat(exchange.get("/v2/orders")).hasSize(1);
        assertThat(exchange.get("/control/faults").get(0).get("hits").asInt()).isEqualTo(1);
    }

    @Test
    void dropsAnOrderBeforeItIsTaken() throws Exception {
        exchange.arm("{\"kind\":\"DROP_REQUEST\",\"target\":\"SUBMIT\",\"times\":1}");

        assertThatThrownBy(() -> exchange.submit(ORDER)).isInstanceOf(IOException.class);

        assertThat(exchange.get("/v2/orders")).isEmpty();
        assertThat(exchange.submit(ORDER).get("status").asText()).isEqualTo("new");
    }

    @Test
    void takesALateOrderAlthoughNobodyWaitsForItAnyMore() throws Exception {
        exchange.arm("{\"kind\":\"LAG\",\"target\":\"SUBMIT\",\"times\":1,\"millis\":3600000}");
        CompletableFuture<HttpResponse<String>> waiting =
                exchange.sendLater(exchange.request("POST", "/v2/orders", ORDER));
        awaitHit();
        assertThat(exchange.get("/v2/orders")).isEmpty();

        exchange.call("DELETE", "/control/faults", null);

        assertThat(waiting.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(exchange.get("/v2/orders")).hasSize(1);
    }

    @Test
    void takesAnOrderAtOnceAndAnswersLate() throws Exception {
        exchange.arm("{\"kind\":\"LATE_ANSWER\",\"target\":\"SUBMIT\",\"times\":1,\"millis\":3600000}");
        CompletableFuture<HttpResponse<String>> waiting =
                exchange.sendLater(exchange.request("POST", "/v2/orders", ORDER));
        awaitHit();
        while (exchange.get("/v2/orders").isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(waiting).isNotDone();

        exchange.call("DELETE", "/control/faults", null);

        assertThat(waiting.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void goesSilentUntilTheFaultIsLiftedAndHasDoneNothingThen() throws Exception {
        exchange.arm("{\"kind\":\"SILENCE\",\"target\":\"TRADING\"}");
        CompletableFuture<HttpResponse<String>> waiting =
                exchange.sendLater(exchange.request("POST", "/v2/orders", ORDER));
        awaitHit();
        assertThat(exchange.get("/v2/stocks/quotes/latest?symbols=AAPL").get("quotes"))
                .hasSize(1);
        assertThat(waiting).isNotDone();

        exchange.call("DELETE", "/control/faults", null);

        assertThatThrownBy(() -> waiting.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        assertThat(exchange.get("/v2/orders")).isEmpty();
    }

    @Test
    void cutsABodyInTheMiddle() throws Exception {
        exchange.submit(ORDER);
        exchange.arm("{\"kind\":\"CUT_BODY\",\"target\":\"TRADING_READS\",\"times\":1}");

        assertThatThrownBy(() -> exchange.get("/v2/orders")).isInstanceOf(IOException.class);
    }

    @Test
    void leavesOutRowsAsIfTheyDidNotExist() throws Exception {
        exchange.submit(ORDER);
        exchange.submit(ORDER.replace("one", "two"));
        exchange.arm("{\"kind\":\"OMIT_ROWS\",\"target\":\"TRADING_READS\",\"times\":1}");

        assertThat(exchange.get("/v2/orders")).hasSize(1);
        assertThat(exchange.get("/v2/orders")).hasSize(2);
    }

    @Test
    void turnsClientsAwayInEachProvidersWords() throws Exception {
        for (String target : new String[] {"TRADING", "ALPACA_DATA", "POLYGON", "FINNHUB"}) {
            exchange.arm("{\"kind\":\"RATE_LIMIT\",\"target\":\"" + target + "\",\"times\":1}");
            exchange.arm("{\"kind\":\"SERVER_ERROR\",\"target\":\"" + target + "\",\"times\":1}");
        }

        for (String path : new String[] {
            "/v2/account", "/v2/stocks/quotes/latest?symbols=AAPL", "/v2/last/nbbo/AAPL", "/api/v1/quote?symbol=AAPL"
        }) {
            HttpResponse<String> tooMany = exchange.call("GET", path, null);
            assertThat(tooMany.statusCode()).isEqualTo(429);
            assertThat(tooMany.headers().map().keySet())
                    .anyMatch(name -> name.matches("(?i)retry-after|x-ratelimit-reset"));
            assertThat(exchange.call("GET", path, null).statusCode()).isEqualTo(503);
            assertThat(exchange.call("GET", path, null).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void writesEveryRefusalIntoItsLedger() throws Exception {
        exchange.submit(ORDER);
        exchange.submit(ORDER);

        JsonNode ledger = exchange.get("/control/ledger");

        assertThat(ledger).hasSize(3);
        assertThat(ledger.get(2).get("entry").asText()).isEqualTo("refused");
        assertThat(ledger.get(2).get("duplicate").asBoolean()).isTrue();
        LedgerEntry last = exchange.venue.read(books -> books.entries().get(2));
        assertThat(last).isInstanceOf(LedgerEntry.Refused.class);
    }

    @Test
    void refusesAFaultThatItDoesNotKnow() throws Exception {
        assertThat(exchange.call("POST", "/control/faults", "{\"kind\":\"EARTHQUAKE\",\"target\":\"SUBMIT\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(exchange.get("/control/faults")).isEmpty();
    }

    private void awaitHit() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (exchange.get("/control/faults").get(0).get("hits").asInt() == 0) {
            assertThat(System.nanoTime()).as("the fault strikes in time").isLessThan(deadline);
        }
    }
}
