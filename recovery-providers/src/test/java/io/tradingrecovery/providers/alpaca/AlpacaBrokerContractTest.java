package io.tradingrecovery.providers.alpaca;

import static io.tradingrecovery.providers.testkit.FakeTrading.fill;
import static io.tradingrecovery.providers.testkit.FakeTrading.order;

import io.tradingrecovery.providers.testkit.FakeTrading;
import io.tradingrecovery.providers.testkit.ScriptedServer;
import io.tradingrecovery.state.TradingEnvironment;
import io.tradingrecovery.testing.BrokerContract;
import io.tradingrecovery.testing.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The Alpaca adapter keeps the contract of brokers, and fails as it must where Alpaca does. */
class AlpacaBrokerContractTest {

    private static final Instant SINCE = Instant.parse("2026-11-24T00:00:00Z");
    private static final String T = "2026-11-24T14:30:00.123456789Z";
    private static final String LATER = "2026-11-24T14:31:00.123456789Z";

    private final ScriptedServer server = new ScriptedServer();

    @AfterEach
    void close() {
        server.close();
    }

    private AlpacaBroker broker() {
        return AlpacaBroker.builder()
                .keys("the-key-id", "the-secret-key")
                .baseUrl(server.url())
                .environment(TradingEnvironment.PAPER)
                .requestTimeout(Duration.ofSeconds(30))
                .build();
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        FakeTrading alpaca = new FakeTrading(server);
        alpaca.add(order("o-1", "filled", T, "filled_qty", "10", "filled_avg_price", "107.25"))
                .add(order("o-2", "new", LATER))
                .add(order("o-3", "partially_filled", LATER, "filled_qty", "4", "filled_avg_price", "107.25"))
                .addFill(fill("f-1", "o-1", "6", "6", T))
                .addFill(fill("f-2", "o-1", "4", "10", T))
                .addFill(fill("f-3", "o-3", "4", "4", LATER))
                .addActivity(
                        "id",
                        "a-1",
                        "activity_type",
                        "CSD",
                        "date",
                        "2026-11-24",
                        "net_amount",
                        "1000",
                        "status",
                        "executed")
                .addPosition(
                        "asset_id",
                        "asset-aapl",
                        "symbol",
                        "AAPL",
                        "asset_class",
                        "us_equity",
                        "avg_entry_price",
                        "107.25",
                        "qty",
                        "14",
                        "side",
                        "long");
        return tests(BrokerContract.checks(this::broker, SINCE));
    }

    @TestFactory
    Stream<DynamicTest> failsWhereAlpacaHasAnError() {
        server.otherwise(request -> ScriptedServer.status(500, "{\"message\":\"internal error\"}"));
        return tests(BrokerContract.checksOfFailing(this::broker));
    }

    @TestFactory
    Stream<DynamicTest> failsWhereAlpacaTalksOfSomethingElse() {
        server.otherwise(request -> ScriptedServer.status(200, "<html>maintenance</html>"));
        return tests(BrokerContract.checksOfFailing(this::broker));
    }

    @TestFactory
    Stream<DynamicTest> failsWhereNobodyListens() {
        server.close();
        return tests(BrokerContract.checksOfFailing(this::broker));
    }

    private static Stream<DynamicTest> tests(List<Check> checks) {
        return checks.stream().map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }
}
