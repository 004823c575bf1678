package io.tradingrecovery.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.persistence.LoadResult;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEnvironment;
import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.testkit.FakeBroker;
import io.tradingrecovery.testkit.FakeEngine;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A bot that missed a lot while it was down, some of it explained and some of it not, with a text of the test's in every text. */
final class RichRecovery implements AutoCloseable {

    private final Path directory;
    private final String mark;
    private final SettableClock clock = SettableClock.at("2026-11-23T15:00:00Z");
    private final FakeBroker broker = new FakeBroker();
    private final RecoveryCoordinator coordinator;

    /**
     * The bot as it starts again.
     *
     * @param directory an empty directory
     * @param mark ends each symbol, id and sentence that comes from outside of the library; in symbols without its slashes,
     *     which would make pairs of them
     */
    RichRecovery(Path directory, String mark) throws IOException {
        this.directory = directory;
        this.mark = mark;
        saved();
        damageTheNewest();
        missed();
        coordinator = RecoveryCoordinator.builder()
                .stateDirectory(directory)
                .broker(broker)
                .engine(new FakeEngine())
                .retry(2, Duration.ofMillis(1), Duration.ofMillis(1))
                .settleTime(Duration.ZERO)
                .clock(clock)
                .ticker(clock.ticker())
                .environment(Map.of(Launch.ID_VARIABLE, marked("launch-7"), Launch.ATTEMPT_VARIABLE, marked("2")))
                .build();
    }

    RecoveryReport partial() {
        RecoveryReport report = coordinator.recover();
        assertThat(report.status()).as(report.toText()).isEqualTo(RecoveryStatus.PARTIAL);
        return report;
    }

    RecoveryReport approved(String reportId) {
        return coordinator.gate().approve(reportId, marked("jo"), marked("sold by hand"));
    }

    void halt() {
        coordinator.halt(marked("losses over the limit"));
    }

    String marked(String text) {
        return text + mark;
    }

    String symbol(String name) {
        return name + mark.replace('/', '|');
    }

    private void saved() {
        broker.account = account("25310.44");
        Stream.of(position("AAPL", "100", "187.33"), position("TSLA", "40", "251.02"), position("NVDA", "20", "138.10"))
                .forEach(broker.positions::add);
        SystemStateSnapshot state = SystemStateSnapshot.builder(clock.instant())
                .positions(broker.positions)
                .orders(List.of(
                        order("grid-41", "AAPL", OrderSide.BUY, "50", OrderStatus.NEW)
                                .build(),
                        order("grid-42", "AAPL", OrderSide.SELL, "25", OrderStatus.NEW)
                                .limitPrice(new BigDecimal("195"))
                                .build(),
                        order("stop-nvda", "NVDA", OrderSide.SELL, "20", OrderStatus.NEW)
                                .stopPrice(new BigDecimal("131.50"))
                                .build()))
                .account(broker.account)
                .build();
        try (StatePersistence persistence =
                StatePersistence.builder().directory(directory).clock(clock).open()) {
            LoadResult unused = persistence.loadState();
            assertThat(persistence.saveState(state).sequence()).isEqualTo(1);
            assertThat(persistence.saveState(state).sequence()).isEqualTo(2);
            assertThat(persistence
                            .journal()
                            .intend(Order.builder(marked("grid-43"), symbol("AAPL"), OrderSide.BUY, OrderType.MARKET)
                                    .quantity(BigDecimal.TEN)
                                    .build()))
                    .isPositive();
        }
    }

    private void damageTheNewest() throws IOException {
        Path newest = directory.resolve("snapshot-0000000000000000002.json");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);
    }

    private void missed() {
        clock.advance(Duration.ofMinutes(12));
        broker.account = account("13410.94");
        broker.positions.clear();
        Stream.of(
                        position("AAPL", "150", "187.97"),
                        position("TSLA", "25", "251.02"),
                        position("NVDA", "20", "138.10"),
                        position("MSFT", "10", "410.50"))
                .forEach(broker.positions::add);
        Instant filled = clock.instant().minusSeconds(300);
        broker.fills.add(fill("x-9001", "grid-41", "30", "189.20", filled));
        broker.fills.add(fill("x-9002", "grid-41", "20", "189.31", filled.plusSeconds(4)));
        broker.known.add(order("grid-41", "AAPL", OrderSide.BUY, "50", OrderStatus.FILLED)
                .filledQuantity(new BigDecimal("50"))
                .averageFillPrice(new BigDecimal("189.244"))
                .build());
        broker.known.add(order("stop-nvda", "NVDA", OrderSide.SELL, "20", OrderStatus.CANCELED)
                .stopPrice(new BigDecimal("131.50"))
                .build());
        broker.open.add(order("grid-42", "AAPL", OrderSide.SELL, "25", OrderStatus.NEW)
                .limitPrice(new BigDecimal("195"))
                .build());
        broker.open.add(
                order("web-1", "MSFT", OrderSide.SELL, "10", OrderStatus.NEW).build());
        broker.before = this::answers;
    }

    /** The first answer is lost; each takes its time. */
    private void answers() {
        clock.advance(Duration.ofMillis(35));
        if (broker.calls.get() == 1) {
            throw new BrokerException(BrokerException.Kind.TRANSIENT, marked("503 from the gateway"));
        }
    }

    private AccountState account(String cash) {
        return AccountState.of("A1", TradingEnvironment.PAPER, "USD", null, Map.of("USD", new BigDecimal(cash)), null);
    }

    private Position position(String symbol, String quantity, String price) {
        return Position.of(symbol(symbol), new BigDecimal(quantity), new BigDecimal(price));
    }

    private Order.Builder order(String id, String symbol, OrderSide side, String quantity, OrderStatus status) {
        OrderType type = id.startsWith("stop") ? OrderType.STOP : OrderType.LIMIT;
        return Order.builder(marked(id), symbol(symbol), side, type)
                .brokerOrderId(marked("b-" + id))
                .limitPrice(type == OrderType.LIMIT ? new BigDecimal("189.50") : null)
                .quantity(new BigDecimal(quantity))
                .status(status);
    }

    private Fill fill(String id, String order, String quantity, String price, Instant at) {
        return Fill.builder(marked(id), symbol("AAPL"), OrderSide.BUY, new BigDecimal(quantity), at)
                .clientOrderId(marked(order))
                .brokerOrderId(marked("b-" + order))
                .price(new BigDecimal(price))
                .fee(new BigDecimal("0.35"), "USD")
                .build();
    }

    @Override
    public void close() {
        coordinator.close();
    }
}
