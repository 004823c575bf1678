package io.tradingrecovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.BrokerException.Kind;
import io.tradingrecovery.persistence.LoadResult;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.reconcile.InconsistencyKind;
import io.tradingrecovery.recovery.GateReason;
import io.tradingrecovery.recovery.GateState;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.recovery.RecoveryStatus;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.testing.Instrument;
import io.tradingrecovery.testing.Read;
import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.testing.SimulatedBroker;
import io.tradingrecovery.testkit.FakeEngine;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is asked for what time resolves: whatever the broker does meanwhile, the gate opens by itself. */
class UnattendedOperationTest {

    @TempDir
    Path state;

    private final SettableClock clock = SettableClock.at("2026-11-23T14:30:00Z");
    private final SimulatedBroker broker =
            SimulatedBroker.builder(clock).instrument(Instrument.stock("AAPL")).build();
    private final FakeEngine engine = new FakeEngine();
    private final List<RecoveryReport> reports = new CopyOnWriteArrayList<>();
    private final List<TradingRecovery> made = new ArrayList<>();

    @AfterEach
    void closeAll() {
        made.forEach(TradingRecovery::close);
    }

    /** A bot that holds 10, has sent c-2, and dies with c-3 on disk and not sent. */
    private void aBotDiesBetweenIntentAndSend() {
        broker.setPrice("AAPL", "187.50");
        broker.submit(market("c-1", "10"));
        try (StatePersistence persistence =
                StatePersistence.builder().directory(state).clock(clock).open()) {
            LoadResult unused = persistence.loadState();
            AccountState account = broker.account();
            persistence.saveState(SystemStateSnapshot.builder(clock.instant())
                    .positions(broker.positions())
                    .orders(broker.ledger().orders().values())
                    .fills(broker.ledger().fills())
                    .account(account)
                    .build());
            clock.advance(Duration.ofSeconds(20));
            long second = persistence.journal().intend(market("c-2", "5"));
            broker.submit(market("c-2", "5"));
            assertThat(persistence.journal().intend(market("c-3", "7"))).isGreaterThan(second);
        }
    }

    private static Order market(String id, String quantity) {
        return Order.builder(id, "AAPL", OrderSide.BUY, OrderType.MARKET)
                .quantity(new BigDecimal(quantity))
                .build();
    }

    private TradingRecovery recovery() {
        TradingRecovery recovery = TradingRecovery.builder()
                .stateDirectory(state)
                .broker(broker)
                .engine(engine)
                .retry(2, Duration.ofMillis(1), Duration.ofMillis(1))
                .onReport(reports::add)
                .clock(clock)
                .ticker(clock.ticker())
                .schedulers(name -> clock.scheduler())
                .build();
        made.add(recovery);
        return recovery;
    }

    private void endsOpen(TradingRecovery recovery) {
        RecoveryReport last = recovery.lastReport().orElseThrow();
        assertThat(recovery.gate().state()).as(last.toText()).isEqualTo(GateState.OPEN);
        assertThat(last.status()).isEqualTo(RecoveryStatus.RECONCILED);
        assertThat(last.approval()).isNull();
        assertThat(last.findings())
                .extracting(found -> found.kind())
                .contains(InconsistencyKind.INTENT_FOUND, InconsistencyKind.INTENT_NEVER_SENT);
        assertThat(engine.state.positions())
                .singleElement()
                .satisfies(held -> assertThat(held.quantity())
                        .isEqualByComparingTo(broker.ledger().quantity("AAPL")));
        assertThat(reports)
                .as("asked of a person: %s", reports)
                .noneMatch(report -> report.gate().reasons().containsKey(GateReason.REVIEW));
        assertThat(broker.submissions())
                .as("orders sent, all by the bot that died")
                .isEqualTo(2);
    }

    @Test
    void aBrokerThatIsDownForMinutesIsAskedUntilItAnswers() {
        aBotDiesBetweenIntentAndSend();
        broker.faults().reads().timeOut();
        TradingRecovery recovery = recovery();

        assertThat(recovery.start().status()).isEqualTo(RecoveryStatus.FAILED);
        clock.advance(Duration.ofMinutes(7));
        assertThat(recovery.gate().state()).isEqualTo(GateState.BLOCKED);
        broker.faults().clear();
        clock.advance(Duration.ofSeconds(61));

        endsOpen(recovery);
    }

    @Test
    void aBrokerThatLagsBehindACrashBetweenIntentAndSendCatchesUp() {
        aBotDiesBetweenIntentAndSend();
        broker.faults().reads().lag(Duration.ofSeconds(30));
        TradingRecovery recovery = recovery();

        RecoveryReport first = recovery.start();

        assertThat(first.status()).as(first.toText()).isEqualTo(RecoveryStatus.PARTIAL);
        assertThat(first.gate().reasons()).containsOnlyKeys(GateReason.SETTLING);
        clock.advance(Duration.ofSeconds(61));
        endsOpen(recovery);
    }

    @Test
    void aBrokerThatAnswersDifferentlyFromReadToReadIsAskedUntilItHoldsStill() {
        aBotDiesBetweenIntentAndSend();
        broker.faults().reads(Read.POSITIONS).flicker();
        TradingRecovery recovery = recovery();

        RecoveryReport first = recovery.start();

        assertThat(first.findings()).extracting(found -> found.kind()).containsExactly(InconsistencyKind.UNSTABLE_VIEW);
        clock.advance(Duration.ofMinutes(2));
        assertThat(recovery.gate().state()).isEqualTo(GateState.BLOCKED);
        broker.faults().clear();
        clock.advance(Duration.ofSeconds(61));
        endsOpen(recovery);
    }

    @Test
    void oneAfterTheOtherTheyOnlyTakeLonger() {
        aBotDiesBetweenIntentAndSend();
        broker.faults().reads().fail(Kind.TRANSIENT);
        TradingRecovery recovery = recovery();
        assertThat(recovery.start().status()).isEqualTo(RecoveryStatus.FAILED);
        clock.advance(Duration.ofMinutes(3));
        broker.faults().clear();
        broker.faults().reads(Read.OPEN_ORDERS, Read.POSITIONS).flicker();
        clock.advance(Duration.ofMinutes(3));
        broker.faults().clear();
        broker.faults().reads().truncate(0);
        clock.advance(Duration.ofMinutes(3));
        assertThat(recovery.gate().tradingAllowed()).isFalse();
        broker.faults().clear();
        clock.advance(Duration.ofMinutes(2));

        endsOpen(recovery);
    }
}
