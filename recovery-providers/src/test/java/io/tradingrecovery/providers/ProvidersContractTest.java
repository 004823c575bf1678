package io.tradingrecovery.providers;

import static io.tradingrecovery.providers.testkit.ScriptedServer.status;

import io.tradingrecovery.providers.alpaca.AlpacaQuoteProvider;
import io.tradingrecovery.providers.finnhub.FinnhubQuoteProvider;
import io.tradingrecovery.providers.polygon.PolygonPrices;
import io.tradingrecovery.providers.polygon.PolygonQuoteProvider;
import io.tradingrecovery.providers.testkit.ScriptedServer;
import io.tradingrecovery.quotes.ProviderLimits;
import io.tradingrecovery.quotes.QuoteProvider;
import io.tradingrecovery.testing.Check;
import io.tradingrecovery.testing.QuoteProviderContract;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every provider keeps the contract, against servers that know SPY and speak like the services. */
class ProvidersContractTest {

    /** Few enough that checks of what piles up are over soon. */
    private static final ProviderLimits PLAN = ProviderLimits.NONE.inFlight(4);

    private final ScriptedServer server = new ScriptedServer();

    private final Map<String, Supplier<QuoteProvider>> providers = Map.of(
            "Alpaca",
            () -> AlpacaQuoteProvider.builder()
                    .keys("key-id", "secret-key")
                    .baseUrl(server.url())
                    .limits(PLAN)
                    .build(),
            "Polygon's snapshots",
            () -> polygon(PolygonPrices.SNAPSHOT),
            "Polygon's last quotes",
            () -> polygon(PolygonPrices.LAST_QUOTE),
            "Polygon's last trades",
            () -> polygon(PolygonPrices.LAST_TRADE),
            "Polygon's previous closes",
            () -> polygon(PolygonPrices.PREVIOUS_CLOSE),
            "Finnhub",
            () -> FinnhubQuoteProvider.builder()
                    .key("the-key")
                    .baseUrl(server.url() + "/api/v1")
                    .limits(PLAN)
                    .build());

    private QuoteProvider polygon(PolygonPrices prices) {
        return PolygonQuoteProvider.builder()
                .key("the-key")
                .baseUrl(server.url())
                .limits(PLAN)
                .prices(prices)
                .build();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @TestFactory
    Stream<DynamicNode> keepTheContract() {
        server.on("/v2/stocks/snapshots", ProvidersContractTest::alpaca)
                .on("/v3/snapshot", ProvidersContractTest::snapshots)
                .on("/v2/last/nbbo/SPY", request -> result("{\"P\":500.03,\"p\":500.01,\"t\":" + nanos() + "}"))
                .on("/v2/last/trade/SPY", request -> result("{\"p\":500.02,\"t\":" + nanos() + "}"))
                .on("/v2/aggs/ticker/SPY/prev", request -> result("[{\"c\":500.02,\"t\":" + seconds() + "000}]"))
                .on("/api/v1/quote", ProvidersContractTest::finnhub)
                .otherwise(request -> status(404, "{\"status\":\"NOT_FOUND\",\"message\":\"Data not found.\"}"));
        return containers(provider -> QuoteProviderContract.checks(provider, "SPY"));
    }

    @TestFactory
    Stream<DynamicNode> keepTheContractWhenTheServiceHangs() {
        server.otherwise(request -> ScriptedServer.silence());
        return containers(provider -> QuoteProviderContract.checksOfHanging(provider, "SPY"));
    }

    /** The checks of one provider. */
    private interface Checks {
        List<Check> of(Supplier<QuoteProvider> provider);
    }

    private Stream<DynamicNode> containers(Checks checks) {
        return providers.entrySet().stream()
                .map(provider -> DynamicContainer.dynamicContainer(
                        provider.getKey(),
                        checks.of(provider.getValue()).stream()
                                .map(check -> DynamicTest.dynamicTest(check.name(), check::run))));
    }

    private static MockResponse alpaca(RecordedRequest request) {
        return status(
                200,
                asked(request, "symbols")
                        .filter("SPY"::equals)
                        .map(known -> "\"SPY\":{\"latestQuote\":{\"t\":\"" + Instant.now()
                                + "\",\"bp\":500.01,\"bs\":1,\"ap\":500.03,\"as\":2}}")
                        .collect(Collectors.joining(",", "{", "}")));
    }

    private static MockResponse snapshots(RecordedRequest request) {
        return result(asked(request, "ticker.any_of")
                .map(symbol -> symbol.equals("SPY")
                        ? "{\"ticker\":\"SPY\",\"last_quote\":{\"bid\":500.01,\"ask\":500.03,\"last_updated\":"
                                + nanos() + "}}"
                        : "{\"ticker\":\"" + symbol + "\",\"error\":\"NOT_FOUND\",\"message\":\"Ticker not found.\"}")
                .collect(Collectors.joining(",", "[", "]")));
    }

    private static MockResponse finnhub(RecordedRequest request) {
        return asked(request, "symbol").allMatch("SPY"::equals)
                ? status(200, "{\"c\":500.02,\"h\":501,\"l\":499,\"o\":500,\"pc\":499.5,\"t\":" + seconds() + "}")
                : status(200, "{\"c\":0,\"d\":null,\"dp\":null,\"h\":0,\"l\":0,\"o\":0,\"pc\":0,\"t\":0}");
    }

    private static MockResponse result(String results) {
        return status(200, "{\"status\":\"OK\",\"request_id\":\"r\",\"results\":" + results + "}");
    }

    private static Stream<String> asked(RecordedRequest request, String parameter) {
        return Stream.of(
                String.valueOf(request.getUrl().queryParameter(parameter)).split(","));
    }

    private static long seconds() {
        return Instant.now().getEpochSecond();
    }

    private static String nanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() + String.format("%09d", now.getNano());
    }
}
