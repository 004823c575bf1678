package io.tradingrecovery.providers.finnhub;

import static io.tradingrecovery.providers.testkit.ScriptedServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.providers.testkit.Answers;
import io.tradingrecovery.providers.testkit.ScriptedServer;
import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteAnswer;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinnhubQuoteProviderTest {

    private final ScriptedServer server = new ScriptedServer();
    private final FinnhubQuoteProvider provider = FinnhubQuoteProvider.builder()
            .key("the-key")
            .baseUrl(server.url() + "/api/v1")
            .symbol("ETH/USD", "COINBASE:ETH-USD")
            .build();

    @AfterEach
    void close() {
        provider.close();
        server.close();
    }

    private void answer(int code, String body) {
        server.on("/api/v1/quote", status(code, body));
    }

    @Test
    void readsALastPriceExactly() {
        answer(
                200,
                "{\"c\":261.7400,\"d\":null,\"h\":263.31,\"l\":260.68,\"o\":261.07,\"pc\":259.45,\"t\":1795532400}");

        Quote quote = Answers.quote(provider, "AAPL");

        assertThat(quote.last()).isEqualTo(new BigDecimal("261.7400"));
        assertThat(quote.bid()).isNull();
        assertThat(quote.ask()).isNull();
        assertThat(quote.eventTime()).isEqualTo(Instant.parse("2026-11-24T15:00:00Z"));
        assertThat(server.last().getTarget()).isEqualTo("/api/v1/quote?symbol=AAPL");
        assertThat(server.last().getHeaders().get("X-Finnhub-Token")).isEqualTo("the-key");
    }

    @Test
    void asksForPairsInTheCurrencyTheyAreQuotedIn() {
        answer(200, "{\"c\":95000,\"t\":1795532400}");

        assertThat(Answers.quote(provider, "BTC/USDT").symbol()).isEqualTo("BTC/USDT");
        assertThat(server.last().getTarget()).isEqualTo("/api/v1/quote?symbol=BINANCE%3ABTCUSDT");
        assertThat(Answers.quote(provider, "ETH/USD").symbol()).isEqualTo("ETH/USD");
        assertThat(server.last().getTarget()).isEqualTo("/api/v1/quote?symbol=COINBASE%3AETH-USD");
        assertThat(Answers.quote(provider, "BINANCE:SOLUSDT").symbol()).isEqualTo("BINANCE:SOLUSDT");
    }

    @Test
    void neverTakesAPriceInAnotherCurrencyForOneInDollars() {
        QuoteAnswer answer = Answers.of(provider, Answers.GENEROUS, "BTC/USD");

        assertThat(answer.failure().orElseThrow().kind()).isEqualTo(FailureKind.SYMBOL_UNKNOWN);
        assertThat(answer.failure().orElseThrow().diagnosis()).contains("symbol(...)");
        assertThat(answer.requests()).isZero();
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"c\":0,\"d\":null,\"dp\":null,\"h\":0,\"l\":0,\"o\":0,\"pc\":0,\"t\":0} | SYMBOL_UNKNOWN",
                "200 | {\"c\":0,\"h\":0,\"l\":0,\"o\":0,\"pc\":259.45,\"t\":1795532400} | INVALID",
                "200 | {\"c\":0,\"h\":0,\"l\":0,\"o\":0,\"pc\":0,\"t\":1795532400} | INVALID",
                "200 | {\"error\":\"API limit reached. Please try again later.\"} | RATE_LIMITED",
                "429 | {\"error\":\"API limit reached. Remaining Limit: 0\"} | RATE_LIMITED",
                "401 | {\"error\":\"Invalid API key.\"} | AUTH",
                "403 | {\"error\":\"Invalid API key\"} | AUTH",
                "403 | {\"error\":\"You don't have access to this resource.\"} | PLAN",
                "200 | {\"error\":\"You don't have access to this resource.\"} | PLAN",
                "200 | {\"error\":\"Symbol not supported\"} | MALFORMED",
                "200 | {\"error\":{\"code\":7}} | MALFORMED",
                "200 | {} | MALFORMED",
                "200 | {\"c\":\"dear\",\"t\":1795532400} | MALFORMED",
                "200 | {\"c\":1.5} | MALFORMED",
                "200 | {\"c\":1.5,\"t\":0} | MALFORMED",
                "200 | {\"c\":1.5,\"t\":\"noon\"} | MALFORMED",
                "422 | {\"error\":\"bad symbol\"} | MALFORMED"
            })
    void knowsWhatFinnhubMeans(int code, String body, FailureKind kind) {
        answer(code, body);

        assertThat(Answers.kind(provider, "AAPL")).isEqualTo(kind);
    }

    @Test
    void keepsANegativePriceForTheChainToRefuse() {
        answer(200, "{\"c\":-1.5,\"t\":1795532400}");

        assertThat(Answers.quote(provider, "AAPL").last()).isEqualTo(new BigDecimal("-1.5"));
    }

    @Test
    void takesASmallResetForSecondsFromNow() {
        server.on("/api/v1/quote", status(429, "", "X-Ratelimit-Reset", "45"));

        assertThat(Answers.failure(provider, "AAPL").resetAt())
                .isBetween(Instant.now().plusSeconds(20), Instant.now().plusSeconds(46));
    }

    @Test
    void handsOnAnOldANegativeAndAFuturePriceForTheChainToJudge() {
        answer(200, "{\"c\":261.74,\"pc\":259.45,\"t\":1795208400}");
        assertThat(Answers.quote(provider, "AAPL").eventTime()).isEqualTo(Instant.parse("2026-11-20T21:00:00Z"));

        answer(200, "{\"c\":-1.5,\"pc\":259.45,\"t\":4102444800}");
        Quote impossible = Answers.quote(provider, "AAPL");
        assertThat(impossible.last()).isEqualTo(new BigDecimal("-1.5"));
        assertThat(impossible.eventTime()).isEqualTo(Instant.parse("2100-01-01T00:00:00Z"));
    }
}
