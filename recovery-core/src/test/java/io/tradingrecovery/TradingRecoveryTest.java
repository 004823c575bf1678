package io.tradingrecovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.OrderResolution.Outcome;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.BrokerException.Kind;
import io.tradingrecovery.errors.DuplicateOrderException;
import io.tradingrecovery.errors.NotRecoveredException;
import io.tradingrecovery.persistence.LoadResult;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.reconcile.InconsistencyKind;
import io.tradingrecovery.recovery.GateReason;
import io.tradingrecovery.recovery.GateState;
import io.tradingrecovery.recovery.RecoveryRecords;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.recovery.RecoveryStatus;
import io.tradingrecovery.recovery.TradingBlockedException;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.testkit.FakeBroker;
import io.tradingrecovery.testkit.FakeEngine;
import io.tradingrecovery.testkit.HeardAlerts;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TradingRecoveryTest {

    private static final Position AAPL = Position.of("AAPL", new BigDecimal("100"), new BigDecimal("187.33"));

    @TempDir
    Path state;

    private final SettableClock clock = SettableClock.at("2026-11-23T15:00:00Z");
    private final FakeBroker broker = new FakeBroker();
    private final FakeEngine engine = new FakeEngine();
    private final HeardAlerts alerts = new HeardAlerts();
    private final List<RecoveryReport> reports = new CopyOnWriteArrayList<>();
    private final List<OrderResolution> resolved = new CopyOnWriteArrayList<>();
    private final List<TradingRecovery> made = new ArrayList<>();

    @AfterEach
    void closeAll() {
        made.forEach(TradingRecovery::close);
    }

    @Test
    void aBrokerThatIsDownForMinutesEndsOpenWithoutAnybodysHelp() throws InterruptedException {
        savedWith(AAPL);
        broker.before = () -> {
            throw new BrokerException(Kind.TRANSIENT, "connection refused");
        };
        TradingRecovery recovery = recovery();
        assertThat(recovery.start().status()).isEqualTo(RecoveryStatus.FAILED);
        assertThat(recovery.gate().reasons()).contains(GateReason.SETTLING);
        clock.advance(Duration.ofMinutes(10));
        assertThat(recovery.gate().state()).isEqualTo(GateState.BLOCKED);
        assertThat(reports.size()).as("5 s growing to 60 s").isBetween(12, 15);

        broker.before = () -> {};
        clock.advance(Duration.ofSeconds(61));

        assertThat(recovery.gate().tradingAllowed()).isTrue();
        assertThat(alerts.upTo("RECOVERY_SUCCESS"))
                .filteredOn(code -> code.equals("RECOVERY_FAILED"))
                .as("one alert, not one a try")
                .hasSize(1);
    }

    @Test
    void aCrashBetweenIntentAndSendEndsOpenOnceLagCanNotExplainIt() {
        savedWith(AAPL);
        intended("c1");
        TradingRecovery recovery = recovery();

        RecoveryReport first = recovery.start();

        assertThat(first.status()).as(first.toText()).isEqualTo(RecoveryStatus.PARTIAL);
        assertThat(recovery.gate().reasons()).containsExactly(GateReason.SETTLING);
        assertThat(first.nextRunAt()).isEqualTo(clock.instant().plusSeconds(60));
        clock.advance(Duration.ofSeconds(59));
        assertThat(recovery.gate().tradingAllowed()).isFalse();

        clock.advance(Duration.ofSeconds(2));

        assertThat(recovery.gate().tradingAllowed())
                .as(lastReport(recovery).toText())
                .isTrue();
        assertThat(lastReport(recovery).status()).isEqualTo(RecoveryStatus.RECONCILED);
        assertThat(lastReport(recovery).findings())
                .extracting(found -> found.kind())
                .contains(InconsistencyKind.INTENT_NEVER_SENT);
    }

    @Test
    void anOrderThatTurnsUpLateIsAdoptedAndNeverSentAgain() {
        savedWith(AAPL);
        intended("c1");
        TradingRecovery recovery = recovery();
        assertThat(recovery.start().status()).isEqualTo(RecoveryStatus.PARTIAL);
        broker.open.add(order("c1", "1").toBuilder()
                .brokerOrderId("b1")
                .status(OrderStatus.NEW)
                .filledQuantity(BigDecimal.ZERO)
                .submittedAt(clock.instant())
                .build());

        clock.advance(Duration.ofSeconds(61));

        assertThat(recovery.gate().tradingAllowed())
                .as(lastReport(recovery).toText())
                .isTrue();
        assertThat(engine.state.orders()).extracting(Order::clientOrderId).containsExactly("c1");
        assertThatThrownBy(() -> recovery.submit(order("c1", "1"), order -> new SubmitResult.Accepted("b2")))
                .isInstanceOf(DuplicateOrderException.class);
    }

    @Test
    void readsThatNeverHoldStillEndOpenOnceTheyDo() {
        savedWith(AAPL);
        AtomicInteger reads = new AtomicInteger();
        broker.positionsAnswer =
                () -> List.of(Position.of("AAPL", BigDecimal.valueOf(reads.incrementAndGet()), BigDecimal.TEN));
        TradingRecovery recovery = recovery();

        RecoveryReport first = recovery.start();

        assertThat(first.status()).isEqualTo(RecoveryStatus.FAILED);
        assertThat(first.findings()).extracting(found -> found.kind()).containsExactly(InconsistencyKind.UNSTABLE_VIEW);
        broker.positionsAnswer = null;
        clock.advance(Duration.ofSeconds(6));
        assertThat(recovery.gate().tradingAllowed()).isTrue();
    }

    @Test
    void aPersonsDecisionFromOutsideIsAppliedByTheRunningBot() {
        savedWith(AAPL);
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        TradingRecovery recovery = recovery();
        RecoveryReport unused = recovery.start();
        clock.advance(Duration.ofSeconds(61));
        assertThat(recovery.gate().reasons()).containsExactly(GateReason.REVIEW);
        try (RecoveryRecords operator = RecoveryRecords.of(state)) {
            assertThat(operator.requestApproval(operator.latestReportId(), "jo", "mine"))
                    .isRegularFile();
        }

        clock.advance(Duration.ofSeconds(2));

        assertThat(recovery.gate().tradingAllowed())
                .as(lastReport(recovery).toText())
                .isTrue();
        assertThat(lastReport(recovery).approval()).isNotNull();
    }

    @Test
    void anOrderGoesGateThenIntentThenSender() {
        TradingRecovery recovery = opened();
        List<OrderStatus> seen = new ArrayList<>();

        SubmitResult result = recovery.submit(order("c1", "1"), order -> {
            recovery.journal()
                    .state()
                    .orders()
                    .forEach(journaled -> seen.add(journaled.order().status()));
            return new SubmitResult.Accepted("b1");
        });

        assertThat(result).isEqualTo(new SubmitResult.Accepted("b1"));
        assertThat(seen).containsExactly(OrderStatus.INTENDED);
        assertThat(recovery.journal().state().pendingIntents()).isEmpty();
    }

    @Test
    void aShutGateKeepsAnOrderFromBeingSentAndFromBeingJournalled() {
        TradingRecovery recovery = opened();
        recovery.halt("drawdown");

        assertThatThrownBy(() -> recovery.submit(order("c1", "1"), order -> {
                    throw new AssertionError("it was sent");
                }))
                .isInstanceOf(TradingBlockedException.class)
                .hasMessageContaining("drawdown");

        assertThat(recovery.journal().state().orders()).isEmpty();
    }

    @Test
    void anOrderSentBeforeRecoveryIsRefused() {
        TradingRecovery recovery = recovery();

        assertThatThrownBy(() -> recovery.submit(order("c1", "1"), order -> new SubmitResult.Accepted(null)))
                .isInstanceOf(TradingBlockedException.class)
                .hasMessageContaining("NOT_RECOVERED");
        assertThatThrownBy(recovery::journal).isInstanceOf(NotRecoveredException.class);
    }

    @Test
    void aLostAnswerIsAskedForUntilTheOrderIsFound() {
        TradingRecovery recovery = opened();
        assertThatThrownBy(() -> recovery.submit(order("c1", "1"), order -> {
                    throw new java.net.SocketTimeoutException("key=s3cr3t");
                }))
                .isInstanceOf(AmbiguousOrderException.class)
                .hasMessageContaining("Do not send it again")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("s3cr3t"));
        assertThat(recovery.journal().state().pendingIntents()).hasSize(1);
        clock.advance(Duration.ofSeconds(3));
        assertThat(resolved).isEmpty();
        broker.open.add(order("c1", "1").toBuilder()
                .brokerOrderId("b1")
                .status(OrderStatus.NEW)
                .build());

        clock.advance(Duration.ofSeconds(4));

        assertThat(resolved).singleElement().satisfies(resolution -> {
            assertThat(resolution.outcome()).isEqualTo(Outcome.ARRIVED);
            assertThat(resolution.clientOrderId()).isEqualTo("c1");
        });
        assertThat(recovery.journal().state().pendingIntents()).isEmpty();
    }

    @Test
    void anOrderThatNeverArrivedIsSaidSoOnlyOnceLagCanNotExplainIt() {
        TradingRecovery recovery = opened();
        assertThatThrownBy(() -> recovery.submit(order("c1", "1"), order -> noAnswer()))
                .isInstanceOf(AmbiguousOrderException.class);
        clock.advance(Duration.ofSeconds(59));
        assertThat(resolved).isEmpty();

        clock.advance(Duration.ofMinutes(2));

        assertThat(resolved)
                .singleElement()
                .satisfies(resolution -> assertThat(resolution.outcome()).isEqualTo(Outcome.NEVER_ARRIVED));
        assertThat(recovery.submit(order("c1", "1"), order -> new SubmitResult.Accepted("b1")))
                .isEqualTo(new SubmitResult.Accepted("b1"));
    }

    @Test
    void aBrokerThatDoesNotAnswerIsNoEvidenceThatAnOrderNeverArrived() {
        TradingRecovery recovery = opened();
        assertThatThrownBy(() -> recovery.submit(order("c1", "1"), order -> noAnswer()))
                .isInstanceOf(AmbiguousOrderException.class);
        broker.before = () -> {
            throw new BrokerException(Kind.TRANSIENT, "timeout");
        };

        clock.advance(Duration.ofMinutes(10));

        assertThat(resolved).isEmpty();
        assertThat(recovery.journal().state().pendingIntents()).hasSize(1);
    }

    @Test
    void aLostCancelIsJudgedByWhatTheOrderDoes() {
        TradingRecovery recovery = opened();
        SubmitResult unused = recovery.submit(order("c1", "1"), order -> new SubmitResult.Accepted("b1"));
        broker.open.add(order("c1", "1").toBuilder().status(OrderStatus.NEW).build());
        assertThatThrownBy(() -> recovery.cancel("c1", id -> noAnswer())).isInstanceOf(AmbiguousOrderException.class);
        clock.advance(Duration.ofSeconds(30));
        assertThat(resolved).isEmpty();

        broker.open.clear();
        broker.known.add(
                order("c1", "1").toBuilder().status(OrderStatus.CANCELED).build());
        clock.advance(Duration.ofSeconds(60));

        assertThat(resolved).singleElement().satisfies(resolution -> {
            assertThat(resolution.outcome()).isEqualTo(Outcome.ARRIVED);
            assertThat(resolution.request()).isEqualTo(OrderResolution.Request.CANCEL);
        });
    }

    @Test
    void aRejectedOrderIsJournalledAsSuch() {
        TradingRecovery recovery = opened();

        SubmitResult result = recovery.submit(order("c1", "1"), order -> new SubmitResult.Rejected("403", "no funds"));

        assertThat(result).isInstanceOf(SubmitResult.Rejected.class);
        assertThat(recovery.journal().state().orders())
                .singleElement()
                .satisfies(journaled -> assertThat(journaled.order().status()).isEqualTo(OrderStatus.REJECTED));
    }

    @Test
    void anErrorOfTheSenderIsPassedOnAndTheOrderIsAmbiguous() {
        TradingRecovery recovery = opened();

        assertThatThrownBy(() -> recovery.submit(order("c1", "1"), order -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);

        assertThat(recovery.journal().state().pendingIntents())
                .singleElement()
                .satisfies(pending -> assertThat(pending.order().status()).isEqualTo(OrderStatus.AMBIGUOUS));
    }

    @Test
    void anInterruptedSenderKeepsTheFlag() {
        TradingRecovery recovery = opened();
        try {
            assertThatThrownBy(() -> recovery.submit(order("c1", "1"), order -> {
                        throw new InterruptedException();
                    }))
                    .isInstanceOf(AmbiguousOrderException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aReplacementIsJournalledWithWhatItReplaces() {
        TradingRecovery recovery = opened();
        SubmitResult unused = recovery.submit(order("c1", "1"), order -> new SubmitResult.Accepted("b1"));

        SubmitResult result = recovery.replace(order("c2", "2"), "c1", order -> new SubmitResult.Accepted("b2"));

        assertThat(result).isEqualTo(new SubmitResult.Accepted("b2"));
        assertThat(recovery.journal().state().orders())
                .filteredOn(journaled -> journaled.order().clientOrderId().equals("c2"))
                .singleElement()
                .satisfies(journaled -> assertThat(journaled.order().replaces()).isEqualTo("c1"));
    }

    @Test
    void reduceOnlyStillClosesAPositionThatHasLostItsStop() {
        savedWith(AAPL);
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        TradingRecovery recovery = recovery();
        RecoveryReport unused = recovery.start();
        assertThat(recovery.gate().state()).isEqualTo(GateState.REDUCE_ONLY);

        Order close = Order.builder("c1", "AAPL", OrderSide.SELL, OrderType.MARKET)
                .quantity(new BigDecimal("100"))
                .build();
        assertThat(recovery.submit(close, order -> new SubmitResult.Accepted("b1")))
                .isEqualTo(new SubmitResult.Accepted("b1"));
        assertThatThrownBy(() -> recovery.submit(order("c2", "1"), order -> new SubmitResult.Accepted("b2")))
                .isInstanceOf(TradingBlockedException.class);
    }

    @Test
    void aHaltAfterHoursOfTradingClosesOnlyWhatTheBrokerStillHolds() {
        savedWith(AAPL);
        TradingRecovery recovery = opened();
        broker.positions.clear();
        broker.positions.add(Position.of("AAPL", new BigDecimal("30"), new BigDecimal("187.33")));
        recovery.halt("losses");

        assertThatThrownBy(() -> recovery.submit(sell("c1", "100"), order -> new SubmitResult.Accepted("b1")))
                .as("70 of it were sold since the start")
                .isInstanceOf(TradingBlockedException.class)
                .hasMessageContaining("at most 30 of the position of 30 AAPL is left");
        assertThat(recovery.submit(sell("c2", "30"), order -> new SubmitResult.Accepted("b2")))
                .isEqualTo(new SubmitResult.Accepted("b2"));
    }

    @Test
    void aHaltWhileTheBrokerDoesNotAnswerClosesNothingUntilItDoes() {
        savedWith(AAPL);
        TradingRecovery recovery = opened();
        recovery.halt("losses");
        broker.before = () -> {
            throw new BrokerException(Kind.TRANSIENT, "timeout");
        };
        assertThatThrownBy(() -> recovery.submit(sell("c1", "100"), order -> new SubmitResult.Accepted("b1")))
                .isInstanceOf(TradingBlockedException.class)
                .hasMessageContaining("the broker has not confirmed yet what is held");
        broker.before = () -> {};

        clock.advance(Duration.ofSeconds(1));
        recovery.gate().pass(sell("c2", "100"));

        assertThatThrownBy(() -> recovery.gate().pass(sell("c3", "1"))).isInstanceOf(TradingBlockedException.class);
    }

    @Test
    void anOrderSentJustBeforeAHaltCountsAgainstThePosition() {
        savedWith(AAPL);
        TradingRecovery recovery = opened();
        SubmitResult unused = recovery.submit(sell("c1", "80"), order -> new SubmitResult.Accepted("b1"));
        recovery.halt("losses");

        assertThatThrownBy(() -> recovery.submit(sell("c2", "100"), order -> new SubmitResult.Accepted("b2")))
                .isInstanceOf(TradingBlockedException.class)
                .hasMessageContaining("at most 20 of the position of 100 AAPL is left");
    }

    @Test
    void aCancelThatIsRefusedLeavesItsOrderCountedAgainstThePosition() {
        savedWith(AAPL);
        TradingRecovery recovery = opened();
        recovery.halt("losses");
        SubmitResult closing = recovery.submit(sell("c1", "100"), order -> new SubmitResult.Accepted("b1"));
        assertThat(closing).isEqualTo(new SubmitResult.Accepted("b1"));

        SubmitResult refused = recovery.cancel("c1", id -> new SubmitResult.Rejected("422", "too late"));
        assertThat(refused).isInstanceOf(SubmitResult.Rejected.class);
        assertThatThrownBy(() -> recovery.cancel("c1", id -> noAnswer())).isInstanceOf(AmbiguousOrderException.class);
        broker.open.add(sell("c1", "100").toBuilder()
                .status(OrderStatus.NEW)
                .filledQuantity(BigDecimal.ZERO)
                .build());
        clock.advance(Duration.ofMinutes(3));
        assertThat(resolved)
                .singleElement()
                .satisfies(resolution -> assertThat(resolution.outcome()).isEqualTo(Outcome.NEVER_ARRIVED));

        assertThatThrownBy(() -> recovery.submit(sell("c2", "100"), order -> new SubmitResult.Accepted("b2")))
                .isInstanceOf(TradingBlockedException.class);
    }

    @Test
    void anApprovalThatCanNotBeAppliedYetDoesNotMakeTheBrokerBeAskedEverySecond() {
        savedWith(AAPL);
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        TradingRecovery recovery = recovery();
        RecoveryReport partial = recovery.start();
        clock.advance(Duration.ofSeconds(61));
        broker.before = () -> {
            throw new BrokerException(Kind.AUTH, "the key was revoked");
        };
        try (RecoveryRecords operator = RecoveryRecords.of(state)) {
            assertThat(operator.requestApproval(partial.id(), "jo", "mine")).isRegularFile();
        }
        clock.advance(Duration.ofSeconds(2));
        int calls = broker.calls.get();

        clock.advance(Duration.ofMinutes(10));

        assertThat(broker.calls.get()).isEqualTo(calls);
        assertThat(recovery.gate().tradingAllowed()).isFalse();
    }

    @Test
    void driftShutsTheGateAfterTwoLooksAndClearsAfterTwoCleanOnes() throws InterruptedException {
        savedWith(AAPL);
        TradingRecovery recovery = recovery(settings -> settings.reconcileEvery(Duration.ofMinutes(1)));
        assertThat(recovery.start().tradingAllowed()).isTrue();
        clock.advance(Duration.ofMinutes(2));
        assertThat(recovery.gate().tradingAllowed()).isTrue();
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        clock.advance(Duration.ofSeconds(60));
        assertThat(recovery.gate().tradingAllowed()).as("one look is none").isTrue();

        clock.advance(Duration.ofSeconds(11));

        assertThat(recovery.gate().reasons()).containsExactly(GateReason.DRIFT);
        assertThat(alerts.upTo("DRIFT")).isNotEmpty();
        assertThat(alerts.upTo("GATE_DRIFT")).isNotEmpty();
        broker.positions.remove(1);
        clock.advance(Duration.ofSeconds(60));
        clock.advance(Duration.ofSeconds(60));
        assertThat(recovery.gate().tradingAllowed()).isTrue();
    }

    @Test
    void driftClearsAlthoughAWarningStands() {
        savedWith(AAPL);
        TradingRecovery recovery = recovery(settings -> settings.reconcileEvery(Duration.ofMinutes(1)));
        assertThat(recovery.start().tradingAllowed()).isTrue();
        broker.open.add(Order.builder("by-hand", "AAPL", OrderSide.SELL, OrderType.LIMIT)
                .brokerOrderId("b-9")
                .quantity(BigDecimal.ONE)
                .limitPrice(new BigDecimal("500"))
                .status(OrderStatus.NEW)
                .filledQuantity(BigDecimal.ZERO)
                .build());
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        clock.advance(Duration.ofSeconds(60));
        clock.advance(Duration.ofSeconds(11));
        assertThat(recovery.gate().reasons()).containsExactly(GateReason.DRIFT);

        broker.positions.remove(1);
        clock.advance(Duration.ofSeconds(60));
        clock.advance(Duration.ofSeconds(60));

        assertThat(recovery.gate().tradingAllowed()).isTrue();
    }

    @Test
    void aBrokerThatFailsDuringACheckIsNoDrift() {
        savedWith(AAPL);
        TradingRecovery recovery = recovery(settings -> settings.reconcileEvery(Duration.ofMinutes(1)));
        assertThat(recovery.start().tradingAllowed()).isTrue();
        broker.positionsAnswer = () -> null;

        clock.advance(Duration.ofMinutes(5));

        assertThat(recovery.gate().tradingAllowed()).isTrue();
    }

    @Test
    void closeSavesALastTimeAndLeavesNoThread() {
        TradingRecovery recovery = opened();
        engine.state = SystemStateSnapshot.builder(clock.instant())
                .positions(List.of(AAPL))
                .build();

        recovery.close();
        recovery.close();

        LoadResult found =
                StatePersistence.builder().directory(state).clock(clock).loadReadOnly();
        assertThat(((LoadResult.Loaded) found).snapshot().positions()).containsExactly(AAPL);
    }

    @Test
    void startsOnce() {
        TradingRecovery recovery = opened();

        assertThatThrownBy(recovery::start).isInstanceOf(IllegalStateException.class);
        assertThat(engine.restored).hasSize(1);
    }

    @Test
    void theBuilderNamesWhatIsMissing() {
        assertThatThrownBy(() -> TradingRecovery.builder().broker(broker).build())
                .hasMessageContaining("missing: stateDirectory")
                .hasMessageContaining("engine");
        assertThatThrownBy(() -> recovery(settings -> settings.reconcileEvery(Duration.ofSeconds(1))))
                .hasMessageContaining("reconcileEvery is PT1S");
    }

    private TradingRecovery opened() {
        TradingRecovery recovery = recovery();
        assertThat(recovery.start().tradingAllowed()).isTrue();
        return recovery;
    }

    private TradingRecovery recovery() {
        return recovery(UnaryOperator.identity());
    }

    private TradingRecovery recovery(UnaryOperator<TradingRecoveryBuilder> more) {
        TradingRecovery recovery = more.apply(TradingRecovery.builder()
                        .stateDirectory(state)
                        .broker(broker)
                        .engine(engine)
                        .retry(2, Duration.ofMillis(1), Duration.ofMillis(1))
                        .alerts(alerts)
                        .onReport(reports::add)
                        .onResolved(resolved::add)
                        .clock(clock)
                        .ticker(clock.ticker())
                        .schedulers(name -> clock.scheduler()))
                .build();
        made.add(recovery);
        return recovery;
    }

    private static RecoveryReport lastReport(TradingRecovery recovery) {
        return recovery.lastReport().orElseThrow();
    }

    private void savedWith(Position... positions) {
        broker.positions.addAll(List.of(positions));
        SystemStateSnapshot saved = SystemStateSnapshot.builder(clock.instant())
                .positions(List.of(positions))
                .account(broker.account)
                .build();
        try (StatePersistence persistence =
                StatePersistence.builder().directory(state).clock(clock).open()) {
            LoadResult unused = persistence.loadState();
            assertThat(persistence.saveState(saved).sequence()).isEqualTo(1);
        }
        clock.advance(Duration.ofSeconds(10));
    }

    /** What a bot leaves that dies after its intent is on disk. */
    private void intended(String clientOrderId) {
        try (StatePersistence persistence =
                StatePersistence.builder().directory(state).clock(clock).open()) {
            LoadResult unused = persistence.loadState();
            assertThat(persistence.journal().intend(order(clientOrderId, "1"))).isPositive();
        }
    }

    private static Order sell(String id, String quantity) {
        return Order.builder(id, "AAPL", OrderSide.SELL, OrderType.MARKET)
                .quantity(new BigDecimal(quantity))
                .build();
    }

    private static Order order(String id, String quantity) {
        return Order.builder(id, "AAPL", OrderSide.BUY, OrderType.MARKET)
                .quantity(new BigDecimal(quantity))
                .build();
    }

    /** What a careless sender answers. */
    @SuppressWarnings("NullAway")
    private static SubmitResult noAnswer() {
        return null;
    }
}
