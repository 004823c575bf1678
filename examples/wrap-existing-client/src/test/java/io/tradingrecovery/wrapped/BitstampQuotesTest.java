package io.tradingrecovery.wrapped;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteFailure;
import io.tradingrecovery.quotes.QuoteOutcome;
import io.tradingrecovery.quotes.QuoteProvider;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.bitstamp.BitstampExchange;
import org.knowm.xchange.bitstamp.service.BitstampMarketDataService;

/** The real client of XChange, whose server is one on this machine. */
class BitstampQuotesTest {

    private static final String TICKER =
            "{\"pair\":\"BTC/USD\",\"last\":\"95123.45\",\"high\":\"96000\",\"low\":\"94000\",\"vwap\":\"95000\","
                    + "\"volume\":\"1234.5\",\"bid\":\"95123.40\",\"ask\":\"95124.123456789\",\"timestamp\":\"1795532400\","
                    + "\"open\":\"94500\"}";

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private BitstampMarketDataService client() {
        ExchangeSpecification specification = new ExchangeSpecification(BitstampExchange.class);
        specification.setSslUri("http://" + server.getHostName() + ":" + server.getPort());
        specification.setHost(server.getHostName());
        specification.setShouldLoadRemoteMetaData(false);
        specification.setHttpConnTimeout(60_000);
        specification.setHttpReadTimeout(60_000);
        return (BitstampMarketDataService)
                ExchangeFactory.INSTANCE.createExchange(specification).getMarketDataService();
    }

    private static QuoteOutcome ask(QuoteProvider provider, String symbol, Duration deadline) throws Exception {
        return provider.fetch(List.of(symbol), deadline)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .outcome(symbol);
    }

    private void answer(int code, String body) {
        server.enqueue(new MockResponse.Builder()
                .code(code)
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build());
    }

    @Test
    void readsAQuoteToTheLastDigitInAFewLines() throws Exception {
        answer(200, TICKER);

        try (QuoteProvider provider = BitstampQuotes.of(client())) {
            assertThat(ask(provider, "BTC/USD", Duration.ofSeconds(30))).isInstanceOfSatisfying(Quote.class, quote -> {
                assertThat(quote.symbol()).isEqualTo("BTC/USD");
                assertThat(quote.bid()).isEqualTo(new BigDecimal("95123.40"));
                assertThat(quote.ask()).isEqualTo(new BigDecimal("95124.123456789"));
                assertThat(quote.last()).isEqualTo(new BigDecimal("95123.45"));
                assertThat(quote.eventTime()).isEqualTo(Instant.parse("2026-11-24T15:00:00Z"));
            });
        }
        assertThat(server.takeRequest().getTarget()).isEqualTo("/api/v2/ticker/btcusd/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | {} | RATE_LIMITED",
                "429 | too many | RATE_LIMITED",
                "500 | {} | SERVER",
                "503 | <html>busy</html> | SERVER",
                "404 | <html>not found</html> | IO",
                "200 | <html>soon</html> | IO",
                "200 | '' | PROVIDER_ERROR"
            })
    void tellsTheChainWhyThereIsNoQuote(int code, String body, FailureKind kind) throws Exception {
        answer(code, body);

        try (QuoteProvider provider = BitstampQuotes.withFailures(client())) {
            assertThat(ask(provider, "BTC/USD", Duration.ofSeconds(30)))
                    .isInstanceOfSatisfying(
                            QuoteFailure.class,
                            failure -> assertThat(failure.kind())
                                    .as(failure.toString())
                                    .isEqualTo(kind));
        }
    }

    @Test
    void readsTheSameQuoteWhereFailuresAreTold() throws Exception {
        answer(200, TICKER);

        try (QuoteProvider provider = BitstampQuotes.withFailures(client())) {
            assertThat(ask(provider, "BTC/USD", Duration.ofSeconds(30))).isInstanceOf(Quote.class);
            assertThat(ask(provider, "AAPL", Duration.ofSeconds(30)))
                    .isInstanceOfSatisfying(
                            QuoteFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.SYMBOL_UNKNOWN));
        }
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void isNotHeldUpByAClientThatHangs() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .body(TICKER)
                .headersDelay(1, TimeUnit.HOURS)
                .build());

        try (QuoteProvider provider = BitstampQuotes.of(client())) {
            assertThat(ask(provider, "BTC/USD", Duration.ofMillis(200)))
                    .isInstanceOfSatisfying(
                            QuoteFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.TIMEOUT));
        }
    }

    @Test
    void takesABrokenConnectionForOne() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        server.enqueue(new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());

        try (QuoteProvider provider = BitstampQuotes.of(client())) {
            assertThat(ask(provider, "BTC/USD", Duration.ofSeconds(30)))
                    .isInstanceOfSatisfying(
                            QuoteFailure.class,
                            failure -> assertThat(failure.kind()).isEqualTo(FailureKind.IO));
        }
    }
}
