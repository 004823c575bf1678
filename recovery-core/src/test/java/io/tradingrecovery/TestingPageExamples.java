package io.tradingrecovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.recovery.GateState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.TradingEngine;
import io.tradingrecovery.testing.BrokerContract;
import io.tradingrecovery.testing.Instrument;
import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.testing.SimulatedBroker;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The code of {@code docs/testing.md}, which {@link TestingPageTest} runs. */
final class TestingPageExamples {

    private TestingPageExamples() {}

    static void aBotThatDiesWithAnUnansweredOrder(Path directory, TradingEngine firstLife, TradingEngine secondLife) {
        SettableClock clock = SettableClock.at("2026-11-23T14:30:00Z");
        SimulatedBroker broker = SimulatedBroker.builder(clock)
                .instrument(Instrument.stock("AAPL"))
                .build();
        broker.setPrice("AAPL", "187.50");

        try (TradingRecovery bot = recovery(directory, clock, broker, firstLife)) {
            assertThat(bot.start().tradingAllowed()).isTrue();
            broker.faults().submits().loseAnswer(); // the broker takes it, the bot sees a timeout
            assertThatThrownBy(() -> bot.submit(order("c-1"), order -> sent(broker, order)))
                    .isInstanceOf(AmbiguousOrderException.class);
        }

        broker.faults().reads().timeOut(); // and now the broker is down
        try (TradingRecovery bot = recovery(directory, clock, broker, secondLife)) {
            assertThat(bot.start().tradingAllowed()).isFalse();
            broker.faults().clear();
            clock.advance(Duration.ofSeconds(10)); // recovery tries again by itself

            assertThat(bot.gate().state()).isEqualTo(GateState.OPEN);
            assertThat(broker.submissions()).isEqualTo(1);
            assertThat(broker.ledger().quantity("AAPL")).isEqualByComparingTo("10");
        }
    }

    static TradingRecovery recovery(Path directory, SettableClock clock, SimulatedBroker broker, TradingEngine engine) {
        return TradingRecovery.builder()
                .stateDirectory(directory)
                .broker(broker)
                .engine(engine)
                .retry(1, Duration.ofMillis(1), Duration.ofMillis(1)) // what waits by the real clock
                .clock(clock)
                .ticker(clock.ticker())
                .schedulers(name -> clock.scheduler())
                .build();
    }

    static Order order(String clientOrderId) {
        return Order.builder(clientOrderId, "AAPL", OrderSide.BUY, OrderType.MARKET)
                .quantity(new BigDecimal("10"))
                .build();
    }

    static SubmitResult sent(SimulatedBroker broker, Order order) {
        try {
            return new SubmitResult.Accepted(broker.submit(order).brokerOrderId());
        } catch (BrokerException e) {
            if (e.kind() == BrokerException.Kind.REJECTED) {
                return new SubmitResult.Rejected(null, e.getMessage());
            }
            throw e;
        }
    }

    static final class MyBrokerTest {
        private final Broker myBroker;

        MyBrokerTest(Broker myBroker) {
            this.myBroker = myBroker;
        }

        // @TestFactory
        Stream<DynamicTest> keepsTheContract() {
            return BrokerContract.checks(() -> myBroker).stream()
                    .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
        }
    }
}
