package io.tradingrecovery.providers.alpaca;

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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlpacaQuoteProviderTest {

    private static final String STOCKS = "/v2/stocks/snapshots";
    private static final String CRYPTO = "/v1beta3/crypto/us/snapshots";
    private static final String AAPL =
            "{\"latestQuote\":{\"t\":\"2026-11-24T15:59:59.123456789Z\",\"bp\":189.10,\"bs\":3,"
                    + "\"ap\":189.1200000001,\"as\":2,\"bx\":\"V\",\"ax\":\"V\",\"c\":[\"R\"],\"z\":\"C\"},"
                    + "\"latestTrade\":{\"t\":\"2026-11-24T15:59:58.5Z\",\"p\":189.11,\"s\":100,\"x\":\"V\"},"
                    + "\"minuteBar\":null,\"dailyBar\":{\"c\":1},\"prevDailyBar\":null}";

    private final ScriptedServer server = new ScriptedServer();
    private final AlpacaQuoteProvider provider = AlpacaQuoteProvider.builder()
            .keys("the-key-id", "the-secret-key")
            .baseUrl(server.url())
            .symbol("BTCUSD", "BTC/USD")
            .build();

    @AfterEach
    void close() {
        provider.close();
        server.close();
    }

    @Test
    void readsAStockToTheLastDigitAndNanosecond() {
        server.json(STOCKS, "{\"AAPL\":" + AAPL + "}");

        Quote quote = Answers.quote(provider, "AAPL");

        assertThat(quote.bid()).isEqualTo(new BigDecimal("189.10"));
        assertThat(quote.ask()).isEqualTo(new BigDecimal("189.1200000001"));
        assertThat(quote.last()).isEqualTo(new BigDecimal("189.11"));
        assertThat(quote.bidSize()).isEqualTo(new BigDecimal("3"));
        assertThat(quote.askSize()).isEqualTo(new BigDecimal("2"));
        assertThat(quote.lastSize()).isEqualTo(new BigDecimal("100"));
        assertThat(quote.eventTime()).isEqualTo(Instant.parse("2026-11-24T15:59:59.123456789Z"));
        assertThat(quote.feed()).isEqualTo("iex");
        assertThat(quote.delayedFeed()).isFalse();
        assertThat(server.last().getTarget()).isEqualTo(STOCKS + "?symbols=AAPL&feed=iex");
        assertThat(server.last().getHeaders().get("APCA-API-KEY-ID")).isEqualTo("the-key-id");
        assertThat(server.last().getHeaders().get("APCA-API-SECRET-KEY")).isEqualTo("the-secret-key");
    }

    @Test
    void readsACryptoPairUnderTheNameItWasAskedBy() {
        String pair =
                "{\"snapshots\":{\"BTC/USD\":{\"latestQuote\":{\"t\":\"2026-11-24T16:00:00Z\",\"bp\":95123.456789012,"
                        + "\"bs\":0.000000001,\"ap\":95124,\"as\":1.5},\"latestTrade\":null}}}";
        server.json(CRYPTO, pair);

        Quote quote = Answers.quote(provider, "BTCUSD");

        assertThat(quote.symbol()).isEqualTo("BTCUSD");
        assertThat(quote.bid()).isEqualTo(new BigDecimal("95123.456789012"));
        assertThat(quote.bidSize()).isEqualTo(new BigDecimal("1E-9"));
        assertThat(quote.last()).isNull();
        assertThat(quote.feed()).isNull();
        assertThat(server.last().getTarget()).isEqualTo(CRYPTO + "?symbols=BTC%2FUSD");
        assertThat(Answers.quote(provider, "BTC/USD").symbol()).isEqualTo("BTC/USD");
    }

    @Test
    void asksForStocksAndPairsSideBySide() {
        server.json(STOCKS, "{\"AAPL\":" + AAPL + ",\"MSFT\":null}");
        server.json(CRYPTO, "{\"snapshots\":{\"BTC/USD\":" + AAPL + "}}");

        QuoteAnswer answer = Answers.of(provider, Answers.GENEROUS, "AAPL", "MSFT", "BTC/USD", "ZZZZ");

        assertThat(answer.requests()).isEqualTo(2);
        assertThat(answer.outcome("AAPL")).isInstanceOf(Quote.class);
        assertThat(answer.outcome("BTC/USD")).isInstanceOf(Quote.class);
        assertThat(answer.outcome("MSFT"))
                .isInstanceOfSatisfying(
                        QuoteFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.SYMBOL_UNKNOWN));
        assertThat(answer.outcome("ZZZZ"))
                .isInstanceOfSatisfying(
                        QuoteFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.SYMBOL_UNKNOWN));
    }

    @Test
    void oneOfTwoRequestsMayFailAlone() {
        server.json(STOCKS, "{\"AAPL\":" + AAPL + "}");
        server.on(CRYPTO, status(500, "oops"));

        QuoteAnswer answer = Answers.of(provider, Answers.GENEROUS, "AAPL", "BTC/USD");

        assertThat(answer.outcome("AAPL")).isInstanceOf(Quote.class);
        assertThat(answer.outcome("BTC/USD"))
                .isInstanceOfSatisfying(
                        QuoteFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.SERVER));
    }

    @Test
    void takesAPriceOfZeroForNoBidOrNoAsk() {
        server.json(
                STOCKS,
                "{\"AAPL\":{\"latestQuote\":{\"t\":\"2026-11-24T15:00:00Z\",\"bp\":0,\"bs\":0,\"ap\":5.25,\"as\":1}}}");

        Quote quote = Answers.quote(provider, "AAPL");

        assertThat(quote.bid()).isNull();
        assertThat(quote.bidSize()).isNull();
        assertThat(quote.ask()).isEqualTo(new BigDecimal("5.25"));
    }

    @Test
    void takesNothingButZerosForInvalid() {
        server.json(
                STOCKS,
                "{\"AAPL\":{\"latestQuote\":{\"t\":\"2026-11-24T15:00:00Z\",\"bp\":0,\"ap\":0},\"latestTrade\":null}}");

        assertThat(Answers.kind(provider, "AAPL")).isEqualTo(FailureKind.INVALID);
    }

    @Test
    void leavesOutAnOldTradeBesideAFreshQuoteAndAnOldQuoteBesideAFreshTrade() {
        String snapshot = "{\"AAPL\":{\"latestQuote\":{\"t\":\"%s\",\"bp\":5.1,\"ap\":5.2},"
                + "\"latestTrade\":{\"t\":\"%s\",\"p\":4.9}}}";
        server.json(STOCKS, snapshot.formatted("2026-11-24T15:00:00Z", "2026-11-24T13:00:00Z"));
        Quote quoted = Answers.quote(provider, "AAPL");
        assertThat(quoted.last()).isNull();
        assertThat(quoted.eventTime()).isEqualTo(Instant.parse("2026-11-24T15:00:00Z"));

        server.json(STOCKS, snapshot.formatted("2026-11-24T13:00:00Z", "2026-11-24T15:00:00Z"));
        Quote traded = Answers.quote(provider, "AAPL");
        assertThat(traded.hasBidAsk()).isFalse();
        assertThat(traded.bid()).isNull();
        assertThat(traded.last()).isEqualTo(new BigDecimal("4.9"));
    }

    @Test
    void handsOnWhatTheChainIsToJudge() {
        server.json(STOCKS, "{\"AAPL\":{\"latestQuote\":{\"t\":\"2099-11-24T15:00:00Z\",\"bp\":5.3,\"ap\":5.2}}}");

        Quote crossedInTheFuture = Answers.quote(provider, "AAPL");

        assertThat(crossedInTheFuture.bid()).isGreaterThan(crossedInTheFuture.ask());
        assertThat(crossedInTheFuture.eventTime()).isEqualTo(Instant.parse("2099-11-24T15:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"latestQuote\":{\"t\":\"2026-11-24T15:00:00Z\",\"bp\":\"cheap\",\"ap\":5}} | latestQuote.bp is \"cheap\"",
                "{\"latestQuote\":{\"t\":\"2026-11-24T15:00:00Z\",\"bp\":true,\"ap\":5}} | latestQuote.bp is true",
                "{\"latestQuote\":{\"t\":1795532400,\"bp\":1,\"ap\":5}} | latestQuote.t is 1795532400, not a text",
                "{\"latestQuote\":{\"t\":\"yesterday\",\"bp\":1,\"ap\":5}} | no time by RFC 3339",
                "{\"latestQuote\":{\"bp\":1,\"ap\":5}} | latestQuote.t is missing",
                "{\"latestQuote\":[],\"latestTrade\":null} | latestQuote is [], not an object",
                "{\"latestQuote\":{\"t\":\"2026-11-24T15:00:00Z\",\"bp\":1e999,\"ap\":5}} | not a number of up to 40 digits",
                "\"a text\" | body.AAPL is \"a text\", not an object"
            })
    void aMemberOfTheWrongTypeIsMalformedAndNamed(String snapshot, String diagnosis) {
        server.json(STOCKS, "{\"AAPL\":" + snapshot + ",\"MSFT\":" + AAPL + "}");

        QuoteAnswer answer = Answers.of(provider, Answers.GENEROUS, "AAPL", "MSFT");

        assertThat(answer.outcome("AAPL")).isInstanceOfSatisfying(QuoteFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED);
            assertThat(failure.diagnosis()).contains(diagnosis);
        });
        assertThat(answer.outcome("MSFT")).isInstanceOf(Quote.class);
    }

    @Test
    void takesAmountsThatAreTexts() {
        server.json(
                STOCKS,
                "{\"AAPL\":{\"latestQuote\":{\"t\":\"2026-11-24T15:00:00+01:00\",\"bp\":\"5.10\",\"ap\":\"5.20\"}}}");

        assertThat(Answers.quote(provider, "AAPL").bid()).isEqualTo(new BigDecimal("5.10"));
        assertThat(Answers.quote(provider, "AAPL").eventTime()).isEqualTo(Instant.parse("2026-11-24T14:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | {\"message\":\"forbidden.\"} | AUTH",
                "401 | <html>401 Authorization Required</html> | AUTH",
                "403 | {\"message\":\"subscription does not permit querying recent SIP data\"} | PLAN",
                "429 | {\"message\":\"too many requests.\"} | RATE_LIMITED",
                "429 | too many requests | RATE_LIMITED",
                "400 | {\"message\":\"invalid symbol: AAPL\"} | SYMBOL_UNKNOWN",
                "400 | {\"message\":\"limit must be positive\"} | MALFORMED",
                "200 | {\"message\":\"something is wrong\"} | MALFORMED",
                "200 | {\"message\":\"too many requests.\"} | RATE_LIMITED",
                "200 | {} | SYMBOL_UNKNOWN",
                "200 | {\"AAPL\":null} | SYMBOL_UNKNOWN",
                "200 | {\"AAPL\":{\"latestTrade\":null,\"latestQuote\":null}} | SYMBOL_UNKNOWN"
            })
    void knowsWhatAlpacaMeans(int code, String body, FailureKind kind) {
        server.on(STOCKS, status(code, body));

        assertThat(Answers.kind(provider, "AAPL")).isEqualTo(kind);
    }

    @Test
    void dropsTheSymbolThatBreaksABatchAndAsksAgain() {
        server.on(STOCKS, request -> {
            String symbols = request.getUrl().queryParameter("symbols");
            return symbols.contains("A$B")
                    ? status(400, "{\"message\":\"invalid symbol: A$B\"}")
                    : status(200, "{\"AAPL\":" + AAPL + "}");
        });

        QuoteAnswer answer = Answers.of(provider, Answers.GENEROUS, "AAPL", "A$B");

        assertThat(answer.outcome("AAPL")).isInstanceOf(Quote.class);
        assertThat(answer.outcome("A$B"))
                .isInstanceOfSatisfying(
                        QuoteFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.SYMBOL_UNKNOWN));
        assertThat(answer.requests()).isEqualTo(2);
    }

    @Test
    void neverTakesGoodSymbolsForUnknownBecauseABatchIsRefused() {
        server.on(STOCKS, status(400, "{\"message\":\"invalid symbol: SOMETHING\"}"));

        QuoteAnswer answer = Answers.of(provider, Answers.GENEROUS, "AAPL", "MSFT");

        assertThat(answer.failure().orElseThrow().kind()).isEqualTo(FailureKind.MALFORMED);
        assertThat(answer.requests()).isEqualTo(1);
    }

    @Test
    void stopsAskingForABatchThatIsRefusedOverAndOver() {
        server.on(STOCKS, request -> {
            String first = List.of(request.getUrl().queryParameter("symbols").split(","))
                    .get(0);
            return status(400, "{\"message\":\"invalid symbol: " + first + "\"}");
        });

        QuoteAnswer answer = Answers.of(provider, Answers.GENEROUS, "A", "B", "C", "D", "E", "F");

        assertThat(answer.requests()).isEqualTo(4);
        assertThat(answer.outcome("A")).hasToString("SYMBOL_UNKNOWN: Alpaca refuses the symbol A");
        assertThat(answer.outcome("F"))
                .isInstanceOfSatisfying(
                        QuoteFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(FailureKind.MALFORMED));
    }

    @Test
    void asksForIexWhenThePlanDoesNotIncludeTheFeedAndRemembersIt() {
        server.on(
                STOCKS,
                request -> request.getTarget().contains("feed=sip")
                        ? status(403, "{\"message\":\"subscription does not permit querying recent SIP data\"}")
                        : status(200, "{\"AAPL\":" + AAPL + "}"));
        try (AlpacaQuoteProvider sip = AlpacaQuoteProvider.builder()
                .keys("k", "s")
                .baseUrl(server.url())
                .feed(AlpacaFeed.SIP)
                .build()) {
            QuoteAnswer first = Answers.of(sip, Answers.GENEROUS, "AAPL");
            QuoteAnswer second = Answers.of(sip, Answers.GENEROUS, "AAPL");

            assertThat(first.requests()).isEqualTo(2);
            assertThat(second.requests()).isEqualTo(1);
            assertThat(((Quote) second.outcome("AAPL")).feed()).isEqualTo("iex");
            assertThat(sip.feed()).isEqualTo(AlpacaFeed.IEX);
        }
    }

    @Test
    void saysThatTheDelayedFeedIsDelayed() {
        server.json(STOCKS, "{\"AAPL\":" + AAPL + "}");
        try (AlpacaQuoteProvider late = AlpacaQuoteProvider.builder()
                .keys("k", "s")
                .baseUrl(server.url())
                .feed(AlpacaFeed.DELAYED_SIP)
                .build()) {
            assertThat(Answers.quote(late, "AAPL").delayedFeed()).isTrue();
            assertThat(Answers.quote(late, "AAPL").feed()).isEqualTo("delayed_sip");
        }
    }

    @Test
    void refusesKeysThatCantBeOnesWithoutShowingThem() {
        assertThatThrownBy(() ->
                        AlpacaQuoteProvider.builder().keys("good", "se cret").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("APCA_API_SECRET_KEY")
                .hasMessageNotContaining("se cret");
        assertThatThrownBy(() -> AlpacaQuoteProvider.builder().keys(" ", "s").build())
                .hasMessageContaining("APCA_API_KEY_ID");
        assertThatThrownBy(() -> AlpacaQuoteProvider.builder()
                        .keys("k", "s")
                        .baseUrl("http://data.alpaca.markets")
                        .build())
                .hasMessageContaining("plain http");
    }

    @Test
    void takesKeysWithTheLineEndThatFilesLeave() {
        server.json(STOCKS, "{\"AAPL\":" + AAPL + "}");
        try (AlpacaQuoteProvider stripped = AlpacaQuoteProvider.builder()
                .keys(" id\n", "secret\r\n")
                .baseUrl(server.url() + "/")
                .build()) {
            assertThat(Answers.quote(stripped, "AAPL").ask()).isNotNull();
            assertThat(server.last().getHeaders().get("APCA-API-SECRET-KEY")).isEqualTo("secret");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T15:00:00Z",
        "2026-11-24T15:00:00.1Z",
        "2026-11-24T15:00:00.12Z",
        "2026-11-24T15:00:00.1234Z",
        "2026-11-24T15:00:00.123456Z",
        "2026-11-24T15:00:00.12345678Z",
        "2026-11-24T15:00:00.123456789Z"
    })
    void readsTimesWithAsManyDigitsAsTheyHave(String time) {
        server.json(STOCKS, "{\"AAPL\":{\"latestTrade\":{\"t\":\"" + time + "\",\"p\":5.1}}}");

        assertThat(Answers.quote(provider, "AAPL").eventTime()).isEqualTo(Instant.parse(time));
    }
}
