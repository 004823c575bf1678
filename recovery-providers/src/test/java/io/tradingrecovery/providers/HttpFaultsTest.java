package io.tradingrecovery.providers;

import static io.tradingrecovery.providers.testkit.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.providers.alpaca.AlpacaQuoteProvider;
import io.tradingrecovery.providers.finnhub.FinnhubQuoteProvider;
import io.tradingrecovery.providers.polygon.PolygonQuoteProvider;
import io.tradingrecovery.providers.testkit.Answers;
import io.tradingrecovery.providers.testkit.ScriptedServer;
import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.QuoteAnswer;
import io.tradingrecovery.quotes.QuoteFailure;
import io.tradingrecovery.quotes.QuoteProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no service may get past its provider: transports, bodies and statuses, on all three. */
class HttpFaultsTest {

    private static final String VALID = "{\"AAPL\":{\"latestTrade\":{\"p\":1.5,\"t\":\"2026-11-24T15:00:00Z\"}},"
            + "\"results\":[{\"ticker\":\"AAPL\",\"last_trade\":{\"price\":1.5,\"sip_timestamp\":1795532400000000000}}],"
            + "\"c\":1.5,\"t\":1795532400}";

    private static ScriptedServer server;
    private static List<QuoteProvider> providers;

    @BeforeAll
    static void start() {
        server = new ScriptedServer();
        providers = all(server.url());
    }

    @AfterAll
    static void stop() {
        providers.forEach(QuoteProvider::close);
        server.close();
    }

    private static List<QuoteProvider> all(String url) {
        return List.of(
                AlpacaQuoteProvider.builder().keys("key", "secret").baseUrl(url).build(),
                PolygonQuoteProvider.builder().key("key").baseUrl(url).build(),
                FinnhubQuoteProvider.builder().key("key").baseUrl(url).build());
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                        fault("HTML", FailureKind.MALFORMED, status(200, "<html><body>Maintenance</body></html>")),
                        fault("empty", FailureKind.MALFORMED, status(200, "")),
                        fault("cut JSON", FailureKind.MALFORMED, status(200, VALID.substring(0, 60))),
                        fault("trailing JSON", FailureKind.MALFORMED, status(200, VALID + " {}")),
                        fault("an array", FailureKind.MALFORMED, status(200, "[1,2]")),
                        fault("a number", FailureKind.MALFORMED, status(200, "17")),
                        fault("doubled member", FailureKind.MALFORMED, status(200, "{\"AAPL\":{},\"AAPL\":{}}")),
                        fault(
                                "nested too deep",
                                FailureKind.MALFORMED,
                                status(200, "[".repeat(5000) + "]".repeat(5000))),
                        fault("oversized", FailureKind.MALFORMED, ScriptedServer.oversized(3_000_000)),
                        fault("connection closed", FailureKind.IO, ScriptedServer.hangUp()),
                        fault("500", FailureKind.SERVER, status(500, "oops")),
                        fault("503 HTML", FailureKind.SERVER, status(503, "<html>busy</html>")),
                        fault("redirect", FailureKind.MALFORMED, status(302, "", "Location", "http://127.0.0.1:1/")),
                        fault("wrong path", FailureKind.MALFORMED, status(404, "404 page not found")),
                        fault("401 HTML", FailureKind.AUTH, status(401, "<html>401 Authorization Required</html>")),
                        fault("429 plain", FailureKind.RATE_LIMITED, status(429, "too many requests")),
                        fault("429 empty", FailureKind.RATE_LIMITED, status(429, "")),
                        fault(
                                "204",
                                FailureKind.MALFORMED,
                                new MockResponse.Builder().code(204).build()))
                .flatMap(fault -> Stream.of(0, 1, 2)
                        .map(provider -> Arguments.of(
                                fault.get()[0],
                                List.of("alpaca", "polygon", "finnhub").get(provider),
                                provider,
                                fault.get()[1],
                                fault.get()[2])));
    }

    private static Arguments fault(String name, FailureKind kind, MockResponse answer) {
        return Arguments.of(name, kind, answer);
    }

    @ParameterizedTest(name = "{0} from {1}")
    @MethodSource("faults")
    void classifiesEveryFault(String name, String provider, int index, FailureKind kind, MockResponse answer) {
        server.otherwise(request -> answer);

        QuoteFailure failure = Answers.failure(providers.get(index), "AAPL");

        assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
        assertThat(failure.diagnosis()).isNotBlank().hasSizeLessThanOrEqualTo(QuoteFailure.MAX_DIAGNOSIS);
    }

    static Stream<QuoteProvider> each() {
        return providers.stream();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("each")
    void showsTheStartOfABodyThatIsNoJson(QuoteProvider provider) {
        server.otherwise(request -> status(200, "<html><body>Down for\n maintenance</body></html>"));

        assertThat(Answers.failure(provider, "AAPL").diagnosis())
                .contains("HTTP 200: <html><body>Down for maintenance</body></html>");
    }

    /** Whether the JDK tells of the headers before it tells that the connection ended is a race, which decides the kind. */
    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("each")
    void takesABodyThatTheConnectionCutsForNoAnswer(QuoteProvider provider) {
        server.otherwise(request -> ScriptedServer.cut(VALID.repeat(40)));

        assertThat(Answers.kind(provider, "AAPL")).isIn(FailureKind.MALFORMED, FailureKind.IO);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("each")
    void readsABodyOfAMebibyteAndNoByteMore(QuoteProvider provider) {
        String largest = VALID + " ".repeat((1 << 20) - VALID.length());
        server.otherwise(request -> status(200, largest));
        assertThat(Answers.quote(provider, "AAPL").last()).isEqualByComparingTo("1.5");

        server.otherwise(request -> status(200, largest + " "));
        assertThat(Answers.failure(provider, "AAPL")).satisfies(failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
            assertThat(failure.diagnosis()).contains("longer than 1048576 bytes");
        });
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("each")
    void endsADrippingBodyAtItsDeadline(QuoteProvider provider) {
        server.otherwise(request -> ScriptedServer.drip(VALID));

        QuoteAnswer answer = Answers.of(provider, Duration.ofMillis(250), "AAPL");

        assertThat(answer.failure().orElseThrow().kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(answer.failure().orElseThrow().diagnosis()).contains("no whole answer within");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("each")
    void endsAnAnswerThatNeverComesAtItsDeadline(QuoteProvider provider) {
        server.otherwise(request -> ScriptedServer.silence());

        assertThat(Answers.of(provider, Duration.ofMillis(250), "AAPL")
                        .failure()
                        .orElseThrow()
                        .kind())
                .isEqualTo(FailureKind.TIMEOUT);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("each")
    void cancellingTheStageEndsIt(QuoteProvider provider) {
        server.otherwise(request -> ScriptedServer.silence());
        CompletableFuture<QuoteAnswer> asked =
                provider.fetch(List.of("AAPL"), Answers.GENEROUS).toCompletableFuture();

        assertThat(asked.cancel(true)).isTrue();

        assertThat(asked).isCancelled();
        server.otherwise(request -> status(200, VALID));
        assertThat(Answers.quote(provider, "AAPL").last()).isEqualByComparingTo("1.5");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("each")
    void takesTheResetTimeFromWhicheverHeaderSaysIt(QuoteProvider provider) {
        Instant reset = Instant.now().plusSeconds(50).truncatedTo(ChronoUnit.SECONDS);
        server.otherwise(request -> status(429, "", "X-RateLimit-Reset", String.valueOf(reset.getEpochSecond())));
        assertThat(Answers.failure(provider, "AAPL").resetAt()).isEqualTo(reset);

        server.otherwise(request -> status(429, "", "Retry-After", "20"));
        assertThat(Answers.failure(provider, "AAPL").resetAt())
                .isBetween(Instant.now().plusSeconds(5), Instant.now().plusSeconds(21));

        server.otherwise(request -> status(429, "", "X-RateLimit-Reset", "soon"));
        assertThat(Answers.failure(provider, "AAPL").resetAt()).isNull();
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("each")
    void saysWhenAnAnswerTookTheLastRequestOfTheQuota(QuoteProvider provider) {
        Instant reset = Instant.now().plusSeconds(50).truncatedTo(ChronoUnit.SECONDS);
        server.otherwise(request -> new MockResponse.Builder()
                .body(VALID)
                .addHeader("X-RateLimit-Remaining", "0")
                .addHeader("X-RateLimit-Reset", reset.getEpochSecond())
                .build());

        QuoteAnswer answer = Answers.of(provider, Answers.GENEROUS, "AAPL");

        assertThat(answer.failure()).isEmpty();
        assertThat(answer.exhaustedUntil()).isEqualTo(reset);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @MethodSource("each")
    void refusesMoreSymbolsThanGoIntoARequest(QuoteProvider provider) {
        String[] symbols = Stream.iterate(0, i -> i + 1)
                .limit(provider.limits().maxBatch() + 1L)
                .map(i -> "S" + i)
                .toArray(String[]::new);

        QuoteAnswer answer = Answers.of(provider, Answers.GENEROUS, symbols);

        assertThat(answer.failure().orElseThrow().kind()).isEqualTo(FailureKind.PROVIDER_ERROR);
        assertThat(answer.requests()).isZero();
    }

    @Test
    void tellsARefusedConnectionFromAnUnknownHost() throws IOException {
        int unused;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            unused = socket.getLocalPort();
        }
        for (QuoteProvider provider : all("http://127.0.0.1:" + unused)) {
            assertThat(Answers.failure(provider, "AAPL")).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT);
                assertThat(failure.diagnosis()).contains("no connection to 127.0.0.1");
            });
            provider.close();
        }
        for (QuoteProvider provider : all("https://no-such-host.invalid")) {
            assertThat(Answers.failure(provider, "AAPL")).satisfies(failure -> {
                assertThat(failure.kind()).isEqualTo(FailureKind.CONNECT);
                assertThat(failure.diagnosis()).contains("host no-such-host.invalid is unknown");
            });
            provider.close();
        }
    }

    @Test
    void answersWhatIsUnderWayWhenItIsClosed() {
        server.otherwise(request -> ScriptedServer.silence());
        for (QuoteProvider provider : all(server.url())) {
            CompletableFuture<QuoteAnswer> asked =
                    provider.fetch(List.of("AAPL"), Answers.GENEROUS).toCompletableFuture();

            provider.close();
            provider.close();

            assertThat(asked).succeedsWithin(Duration.ofSeconds(60));
            assertThat(asked.join().failure().orElseThrow().kind()).isEqualTo(FailureKind.IO);
            assertThat(Answers.kind(provider, "AAPL")).isEqualTo(FailureKind.CONNECT);
        }
    }
}
