package io.tradingrecovery.drill.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuoteApisTest {

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
    void speaksAlpacasStockQuotes() throws Exception {
        JsonNode quotes = exchange.get("/v2/stocks/quotes/latest?symbols=AAPL,MSFT&feed=iex")
                .get("quotes");

        assertThat(quotes).hasSize(1);
        JsonNode quote = quotes.get("AAPL");
        assertThat(quote.get("bp").decimalValue()).isEqualByComparingTo("553.79");
        assertThat(quote.get("ap").decimalValue()).isEqualByComparingTo("553.85");
        assertThat(quote.get("t").asText()).isEqualTo("2026-11-25T15:00:00Z");
        assertThat(exchange.get("/v2/stocks/trades/latest?symbols=AAPL")
                        .at("/trades/AAPL/p")
                        .decimalValue())
                .isEqualByComparingTo("553.82");
        assertThat(exchange.get("/v2/stocks/snapshots?symbols=AAPL")
                        .at("/AAPL/latestQuote/bp")
                        .isNumber())
                .isTrue();
    }

    @Test
    void speaksAlpacasCryptoQuotes() throws Exception {
        JsonNode quotes = exchange.get("/v1beta3/crypto/us/latest/quotes?symbols=BTC%2FUSD");

        assertThat(quotes.at("/quotes").get("BTC/USD").get("bp").decimalValue()).isEqualByComparingTo("799.97");
        assertThat(exchange.get("/v1beta3/crypto/us/latest/trades?symbols=BTC%2FUSD")
                        .at("/trades")
                        .get("BTC/USD")
                        .get("p")
                        .decimalValue())
                .isEqualByComparingTo("800.01");
    }

    @Test
    void failsAWholeAlpacaBatchForOneMalformedSymbol() throws Exception {
        var response = exchange.call("GET", "/v2/stocks/quotes/latest?symbols=AAPL,a*b", null);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("{\"message\":\"invalid symbol: a*b\"}");
    }

    @Test
    void speaksPolygonsQuotesWithCapitalLettersForTheAsk() throws Exception {
        JsonNode answer = exchange.get("/v2/last/nbbo/AAPL");

        assertThat(answer.get("status").asText()).isEqualTo("OK");
        assertThat(answer.at("/results/P").decimalValue()).isEqualByComparingTo("553.85");
        assertThat(answer.at("/results/p").decimalValue()).isEqualByComparingTo("553.79");
        assertThat(answer.at("/results/t").asLong()).isEqualTo(1795618800_000000000L);
        assertThat(exchange.get("/v2/last/trade/X:BTCUSD").at("/results/p").decimalValue())
                .isEqualByComparingTo("800.01");
        assertThat(exchange.call("GET", "/v2/last/nbbo/NOPE", null).statusCode())
                .isEqualTo(404);
    }

    @Test
    void speaksPolygonsSnapshotsWithAnErrorForTheSymbolThatDoesNotExist() throws Exception {
        JsonNode results = exchange.get("/v3/snapshot?ticker.any_of=AAPL,X:BTCUSD,NOPE&limit=250")
                .get("results");

        assertThat(results).hasSize(3);
        assertThat(results.get(0).at("/last_quote/bid").decimalValue()).isEqualByComparingTo("553.79");
        assertThat(results.get(1).at("/last_trade/price").decimalValue()).isEqualByComparingTo("800.01");
        assertThat(results.get(2).get("error").asText()).isEqualTo("NOT_FOUND");
    }

    @Test
    void speaksFinnhubsQuotesWithZerosForTheSymbolThatDoesNotExist() throws Exception {
        assertThat(exchange.get("/api/v1/quote?symbol=AAPL").get("c").decimalValue())
                .isEqualByComparingTo("553.82");
        assertThat(exchange.get("/api/v1/quote?symbol=BINANCE:BTCUSDT").get("t").asLong())
                .isEqualTo(1795618800L);
        JsonNode unknown = exchange.get("/api/v1/quote?symbol=NOPE");
        assertThat(unknown.get("c").decimalValue()).isZero();
        assertThat(unknown.get("t").asLong()).isZero();
    }

    @Test
    void turnsAwayWhoHasNoKey() throws Exception {
        assertThat(withoutKey("/v2/stocks/quotes/latest?symbols=AAPL")).isEqualTo(403);
        assertThat(withoutKey("/v2/last/nbbo/AAPL")).isEqualTo(401);
        assertThat(withoutKey("/api/v1/quote?symbol=AAPL")).isEqualTo(401);
    }

    private int withoutKey(String path) throws IOException, InterruptedException {
        return exchange.send(
                        HttpRequest.newBuilder(exchange.uri().resolve(path)).build())
                .statusCode();
    }
}
