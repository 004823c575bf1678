package io.tradingrecovery.providers.polygon;

import static io.tradingrecovery.providers.testkit.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.providers.testkit.Answers;
import io.tradingrecovery.providers.testkit.ScriptedServer;
import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteAnswer;
import io.tradingrecovery.quotes.QuoteFailure;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolygonQuoteProviderTest {

    private static final String SNAPSHOT = "/v3/snapshot";
    private static final String ITEM = "{\"ticker\":\"%s\",\"last_quote\":{\"bid\":189.10,\"bid_size\":3,"
            + "\"ask\":189.1200000001,\"ask_size\":2,\"last_updated\":1795532400123456789,\"timeframe\":\"%s\"},"
            + "\"last_trade\":{\"price\":189.11,\"size\":100,\"sip_timestamp\":1795532399000000001}}";

    private final ScriptedServer server = new ScriptedServer();
    private final PolygonQuoteProvider provider = provider(PolygonPrices.SNAPSHOT);

    private PolygonQuoteProvider provider(PolygonPrices prices) {
        return PolygonQuoteProvider.builder()
                .key("the-key")
                .baseUrl(server.url())
                .prices(prices)
                .build();
    }

    @AfterEach
    void close() {
        provider.close();
        server.close();
    }

    private static String results(String... items) {
        return "{\"status\":\"OK\",\"request_id\":\"r\",\"results\":[" + String.join(",", items) + "]}";
    }

    @Test
    void readsASnapshotToTheLastDigitAndNanosecond() {
        server.json(SNAPSHOT, results(ITEM.formatted("AAPL", "REAL-TIME")));

        Quote quote = Answers.quote(provider, "AAPL");

        assertThat(quote.bid()).isEqualTo(new BigDecimal("189.10"));
        assertThat(quote.ask()).isEqualTo(new BigDecimal("189.1200000001"));
        assertThat(quote.last()).isEqualTo(new BigDecimal("189.11"));
        assertThat(quote.bidSize()).isEqualTo(new BigDecimal("3"));
        assertThat(quote.askSize()).isEqualTo(new BigDecimal("2"));
        assertThat(quote.lastSize()).isEqualTo(new BigDecimal("100"));
        assertThat(quote.eventTime()).isEqualTo(Instant.ofEpochSecond(1795532400L, 123456789));
        assertThat(quote.delayedFeed()).isFalse();
        assertThat(server.last().getTarget()).isEqualTo(SNAPSHOT + "?ticker.any_of=AAPL&limit=250");
        assertThat(server.last().getHeaders().get("Authorization")).isEqualTo("Bearer the-key");
    }

    @Test
    void asksForPairsByTheirTickerInTheSameBatch() {
        server.json(SNAPSHOT, results(ITEM.formatted("X:BTCUSD", "REAL-TIME"), ITEM.formatted("AAPL", "REAL-TIME")));

        QuoteAnswer answer = Answers.of(provider, Answers.GENEROUS, "BTC/USD", "AAPL");

        assertThat(((Quote) answer.outcome("BTC/USD")).symbol()).isEqualTo("BTC/USD");
        assertThat(answer.outcome("AAPL")).isInstanceOf(Quote.class);
        assertThat(answer.requests()).isEqualTo(1);
        assertThat(server.last().getTarget()).contains("ticker.any_of=X%3ABTCUSD%2CAAPL");
    }

    @Test
    void judgesEachItemOfABatchByItself() {
        server.json(
                SNAPSHOT,
                results(
                        ITEM.formatted("AAPL", "REAL-TIME"),
                        "{\"ticker\":\"ZZZZ\",\"error\":\"NOT_FOUND\",\"message\":\"Ticker not found.\"}",
                        "{\"ticker\":\"I:SPX\",\"error\":\"NOT_ENTITLED\",\"message\":\"Not entitled.\"}",
                        "{\"ticker\":\"ODD\",\"error\":\"SOMETHING\",\"message\":\"else\"}",
                        "{\"ticker\":\"BAD\",\"last_trade\":{\"price\":\"dear\",\"sip_timestamp\":1}}",
                        "{\"ticker\":\"TIMELESS\",\"last_trade\":{\"price\":1}}",
                        "{\"ticker\":\"UNASKED\"}"));

        QuoteAnswer answer =
                Answers.of(provider, Answers.GENEROUS, "AAPL", "ZZZZ", "I:SPX", "ODD", "BAD", "TIMELESS", "SILENT");

        assertThat(answer.outcome("AAPL")).isInstanceOf(Quote.class);
        assertThat(kind(answer, "ZZZZ")).isEqualTo(FailureKind.SYMBOL_UNKNOWN);
        assertThat(kind(answer, "I:SPX")).isEqualTo(FailureKind.PLAN);
        assertThat(kind(answer, "ODD")).isEqualTo(FailureKind.MALFORMED);
        assertThat(kind(answer, "BAD")).isEqualTo(FailureKind.MALFORMED);
        assertThat(kind(answer, "TIMELESS")).isEqualTo(FailureKind.MALFORMED);
        assertThat(kind(answer, "SILENT")).isEqualTo(FailureKind.MALFORMED);
    }

    private static FailureKind kind(QuoteAnswer answer, String symbol) {
        return ((QuoteFailure) answer.outcome(symbol)).kind();
    }

    @Test
    void takesZerosForNoValueAsAtHalfPastThree() {
        server.json(
                SNAPSHOT,
                results("{\"ticker\":\"AAPL\",\"last_quote\":{\"bid\":0,\"ask\":0,\"last_updated\":0},"
                        + "\"last_trade\":{\"price\":0,\"sip_timestamp\":0}}"));

        assertThat(Answers.kind(provider, "AAPL")).isEqualTo(FailureKind.INVALID);
    }

    @Test
    void takesADelayedAnswerForASuccessThatIsLate() {
        server.json(SNAPSHOT, results(ITEM.formatted("AAPL", "DELAYED")));
        assertThat(Answers.quote(provider, "AAPL").delayedFeed()).isTrue();

        server.json(SNAPSHOT, results(ITEM.formatted("AAPL", "REAL-TIME")).replace("OK", "DELAYED"));
        assertThat(Answers.quote(provider, "AAPL").delayedFeed()).isTrue();
    }

    @Test
    void readsTheLastQuoteWhoseCapitalsAreTheAsk() {
        server.json(
                "/v2/last/nbbo/AAPL",
                "{\"status\":\"OK\",\"results\":{\"P\":127.98,\"S\":7,\"p\":127.96,\"s\":1,\"t\":1795532400987654321}}");
        try (PolygonQuoteProvider last = provider(PolygonPrices.LAST_QUOTE)) {
            Quote quote = Answers.quote(last, "AAPL");

            assertThat(quote.bid()).isEqualTo(new BigDecimal("127.96"));
            assertThat(quote.bidSize()).isEqualTo(new BigDecimal("1"));
            assertThat(quote.ask()).isEqualTo(new BigDecimal("127.98"));
            assertThat(quote.askSize()).isEqualTo(new BigDecimal("7"));
            assertThat(quote.eventTime()).isEqualTo(Instant.ofEpochSecond(1795532400L, 987654321));
            assertThat(last.limits().maxBatch()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1795532400, 2026-11-24T15:00:00Z",
        "1795532400123, 2026-11-24T15:00:00.123Z",
        "1795532400123456, 2026-11-24T15:00:00.123456Z",
        "1795532400123456789, 2026-11-24T15:00:00.123456789Z",
        "1795532400.5, 2026-11-24T15:00:00.5Z"
    })
    void readsTimesInWhicheverUnit(String written, Instant meant) {
        server.json("/v2/last/trade/AAPL", "{\"status\":\"OK\",\"results\":{\"p\":129.8473,\"t\":" + written + "}}");
        try (PolygonQuoteProvider last = provider(PolygonPrices.LAST_TRADE)) {
            Quote quote = Answers.quote(last, "AAPL");

            assertThat(quote.last()).isEqualTo(new BigDecimal("129.8473"));
            assertThat(quote.eventTime()).isEqualTo(meant);
        }
    }

    @ParameterizedTest
    @CsvSource({"0", "-5", "1e30", "true"})
    void refusesTimesThatAreNone(String written) {
        server.json("/v2/last/trade/AAPL", "{\"status\":\"OK\",\"results\":{\"p\":129.8473,\"t\":" + written + "}}");
        try (PolygonQuoteProvider last = provider(PolygonPrices.LAST_TRADE)) {
            assertThat(Answers.kind(last, "AAPL")).isEqualTo(FailureKind.MALFORMED);
        }
    }

    @Test
    void readsThePreviousCloseAsALatePrice() {
        server.json(
                "/v2/aggs/ticker/X%3ABTCUSD/prev",
                "{\"status\":\"OK\",\"resultsCount\":1,\"results\":[{\"T\":\"X:BTCUSD\",\"c\":95000.125,\"t\":1795478400000}]}");
        server.json("/v2/aggs/ticker/ZZZZ/prev", "{\"status\":\"OK\",\"resultsCount\":0}");
        try (PolygonQuoteProvider previous = provider(PolygonPrices.PREVIOUS_CLOSE)) {
            Quote quote = Answers.quote(previous, "BTC/USD");

            assertThat(quote.last()).isEqualTo(new BigDecimal("95000.125"));
            assertThat(quote.delayedFeed()).isTrue();
            assertThat(quote.eventTime()).isEqualTo(Instant.ofEpochMilli(1795478400000L));
            assertThat(Answers.kind(previous, "ZZZZ")).isEqualTo(FailureKind.SYMBOL_UNKNOWN);
        }
    }

    @Test
    void saysThatPairsHaveNoLastQuote() {
        try (PolygonQuoteProvider last = provider(PolygonPrices.LAST_QUOTE)) {
            QuoteAnswer answer = Answers.of(last, Answers.GENEROUS, "BTC/USD");

            assertThat(answer.failure().orElseThrow().kind()).isEqualTo(FailureKind.SYMBOL_UNKNOWN);
            assertThat(answer.requests()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"status\":\"ERROR\",\"error\":\"Unknown API Key\"} | AUTH",
                "200 | {\"status\":\"ERROR\",\"error\":\"Unknown API Key\"} | AUTH",
                "403 | {\"status\":\"NOT_AUTHORIZED\",\"message\":\"You are not entitled to this data.\"} | PLAN",
                "403 | {\"status\":\"ERROR\",\"error\":\"forbidden\"} | AUTH",
                "404 | {\"status\":\"NOT_FOUND\",\"message\":\"Data not found.\"} | SYMBOL_UNKNOWN",
                "404 | 404 page not found | MALFORMED",
                "429 | {\"status\":\"ERROR\",\"error\":\"You've exceeded the maximum requests per minute\"} | RATE_LIMITED",
                "200 | {\"status\":\"ERROR\",\"error\":\"You've exceeded the maximum requests per minute\"} | RATE_LIMITED",
                "429 | '' | RATE_LIMITED",
                "200 | {\"status\":\"ERROR\",\"error\":\"no idea\"} | MALFORMED",
                "200 | {\"status\":\"OK\"} | MALFORMED",
                "200 | {\"status\":\"OK\",\"results\":{}} | MALFORMED",
                "200 | {\"status\":\"OK\",\"results\":[]} | MALFORMED"
            })
    void knowsWhatPolygonMeans(int code, String body, FailureKind kind) {
        server.on(SNAPSHOT, status(code, body));

        assertThat(Answers.kind(provider, "AAPL")).isEqualTo(kind);
    }

    @Test
    void needsAKeyThatItDoesNotShow() {
        assertThatThrownBy(() ->
                        PolygonQuoteProvider.builder().key("k\u00e9y-secret").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("POLYGON_API_KEY")
                .hasMessageNotContaining("secret");
    }

    @Test
    void takesOneSideOfAQuoteForWhatItIs() {
        server.json(
                SNAPSHOT,
                results("{\"ticker\":\"AAPL\",\"last_quote\":{\"bid\":189.1,\"bid_size\":3,\"ask\":0,\"ask_size\":0,"
                        + "\"last_updated\":1795532400123456789}}"));

        Quote quote = Answers.quote(provider, "AAPL");

        assertThat(quote.bid()).isEqualTo(new BigDecimal("189.1"));
        assertThat(quote.ask()).isNull();
        assertThat(quote.askSize()).isNull();
    }

    @Test
    void handsOnWhatTheChainIsToJudge() {
        server.json(
                SNAPSHOT,
                results("{\"ticker\":\"AAPL\",\"last_quote\":{\"bid\":189.2,\"ask\":-189.1,"
                        + "\"last_updated\":4102444800000000000}}"));

        Quote crossedInTheFuture = Answers.quote(provider, "AAPL");

        assertThat(crossedInTheFuture.bid()).isGreaterThan(crossedInTheFuture.ask());
        assertThat(crossedInTheFuture.eventTime()).isEqualTo(Instant.parse("2100-01-01T00:00:00Z"));
    }
}
