package io.tradingrecovery.hook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.reconcile.InconsistencyKind;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.recovery.RecoveryStatus;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.testing.Instrument;
import io.tradingrecovery.testing.SimulatedBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupHookTest {

    @TempDir
    Path directory;

    @Test
    void theMorningExplainsTheNightsFillAndMayTrade() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        RecoveryReport morning = StartupHook.run(directory, new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(morning.status()).isEqualTo(RecoveryStatus.RECONCILED);
        assertThat(morning.tradingAllowed()).isTrue();
        assertThat(morning.findings()).extracting("kind").contains(InconsistencyKind.MISSED_FILL);
        assertThat(morning.review()).isEmpty();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("  holds 10 AAPL", "order day1-2: SELL AAPL NEW", "order day1-2: SELL AAPL FILLED");
    }

    @Test
    void anOrderWhoseAnswerIsLostIsSentOnce() {
        SimulatedBroker broker = SimulatedBroker.builder(Clock.systemUTC())
                .instrument(Instrument.stock("AAPL"))
                .build();
        broker.setPrice("AAPL", "187.50");
        broker.faults().submits().loseAnswer();

        try (Bot bot = new Bot(directory, broker)) {
            bot.start();
            bot.trade(Order.builder("c-1", "AAPL", OrderSide.BUY, OrderType.MARKET)
                    .quantity(BigDecimal.ONE)
                    .build());
        }
        try (Bot bot = new Bot(directory, broker)) {
            RecoveryReport report = bot.start();

            assertThat(report.findings()).extracting("kind").contains(InconsistencyKind.INTENT_FOUND);
            assertThat(bot.books().snapshot().positions())
                    .singleElement()
                    .satisfies(held -> assertThat(held.quantity()).isEqualByComparingTo("1"));
        }
        assertThat(broker.submissions()).isOne();
    }
}
