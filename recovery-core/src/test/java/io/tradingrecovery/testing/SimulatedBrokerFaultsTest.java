package io.tradingrecovery.testing;

import static io.tradingrecovery.state.OrderSide.BUY;
import static io.tradingrecovery.testing.Exchanges.amount;
import static io.tradingrecovery.testing.Exchanges.limit;
import static io.tradingrecovery.testing.Exchanges.market;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong on demand, and that the ledger stays the truth whatever goes wrong. */
@Timeout(60)
class SimulatedBrokerFaultsTest {

    private static final Instant LONG_AGO = Instant.EPOCH;

    private final SettableClock clock = SettableClock.at(Exchanges.START);
    private final SimulatedBroker broker = Exchanges.usual(clock).build();
    private final BrokerFaults faults = broker.faults();

    @Test
    void aFaultIsUsedAsOftenAsSaidOnTheQuestionsItIsPutOn() {
        faults.reads(Read.POSITIONS, Read.FILLS).times(2).timeOut();
        assertTransient(broker::positions);
        assertThat(broker.openOrders()).isEmpty();
        assertTransient(() -> broker.fillsSince(LONG_AGO));
        assertThat(broker.positions()).isEmpty();

        assertThat(faults.used()).containsExactly("POSITIONS: time out", "FILLS: time out");
        assertThat(broker.timesAsked(Read.POSITIONS)).isEqualTo(2);
        assertThatThrownBy(() -> faults.reads().times(0)).hasMessageContaining("0 times");
    }

    @Test
    void aFaultWithoutANumberLastsUntilItIsCleared() {
        faults.reads().fail(BrokerException.Kind.AUTH);
        for (ThrowingCallable read : everyRead()) {
            assertThatThrownBy(read)
                    .isInstanceOfSatisfying(
                            BrokerException.class,
                            failure -> assertThat(failure.kind()).isEqualTo(BrokerException.Kind.AUTH));
        }
        faults.clear();
        assertThat(broker.positions()).isEmpty();
    }

    @Test
    void nullIsAnsweredOnDemand() {
        faults.reads().answerNull();
        assertThat(broker.positions()).isNull();
        assertThat(broker.openOrders()).isNull();
        assertThat(broker.account()).isNull();
        assertThat(broker.findOrder(OrderKey.ofClient("c-1"))).isNull();
        assertThat(broker.fillsSince(LONG_AGO)).isNull();
        assertThat(broker.activitiesSince(LONG_AGO)).isNull();
    }

    @Test
    void aReadThatHangsComesBackWhenTheFaultsAreClearedOrItIsInterrupted() throws Exception {
        faults.reads(Read.ACCOUNT).hang();
        CompletableFuture<Object> hanging = CompletableFuture.supplyAsync(broker::account);
        while (faults.used().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(broker.positions()).as("other reads go on").isEmpty();
        assertThat(hanging).isNotDone();
        faults.clear();
        assertThatThrownBy(() -> hanging.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(BrokerException.class);

        faults.reads(Read.ACCOUNT).hang();
        CountDownLatch flagged = new CountDownLatch(1);
        Thread reader = new Thread(() -> {
            try {
                broker.account();
            } catch (BrokerException e) {
                if (Thread.currentThread().isInterrupted()) {
                    flagged.countDown();
                }
            }
        });
        reader.start();
        reader.interrupt();
        assertThat(flagged.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void readsLagByTimeOrByChanges() {
        buy("c-1");
        clock.advance(Duration.ofSeconds(10));
        buy("c-2");
        faults.reads(Read.POSITIONS).once().lag(Duration.ofSeconds(10));
        assertThat(held()).isEqualTo(1);
        faults.reads(Read.POSITIONS).once().lag(Duration.ofSeconds(9));
        assertThat(held()).isEqualTo(1);
        faults.reads(Read.POSITIONS).once().lagByChanges(1);
        assertThat(held()).isEqualTo(1);
        faults.reads(Read.POSITIONS).once().lagByChanges(100);
        assertThat(held()).isZero();
        assertThat(held()).isEqualTo(2);
    }

    @Test
    void aLaggingBrokerDoesNotKnowAnOrderYet() {
        clock.advance(Duration.ofSeconds(1));
        broker.submit(market("c-1", "AAPL", BUY, "1"));
        faults.reads().lag(Duration.ofSeconds(1));
        assertThat(broker.findOrder(OrderKey.ofClient("c-1"))).isInstanceOf(OrderLookup.NotFound.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(broker.findOrder(OrderKey.ofClient("c-1"))).isInstanceOf(OrderLookup.Found.class);
    }

    @Test
    void aFrozenReadShowsWhatItFirstShowed() {
        buy("c-1");
        faults.reads(Read.POSITIONS).freeze();
        assertThat(held()).isEqualTo(1);
        buy("c-2");
        assertThat(held()).isEqualTo(1);
        faults.clear();
        assertThat(held()).isEqualTo(2);
    }

    @Test
    void flickeringReadsNeverAgree() {
        buy("c-1");
        faults.reads(Read.POSITIONS).flicker();
        assertThat(List.of(held(), held(), held(), held())).containsExactly(0, 1, 0, 1);
    }

    @Test
    void eachQuestionFlickersByItself() {
        buy("c-1");
        faults.reads().flicker();
        for (int shown = 0; shown < 2; shown++) {
            assertThat(held()).as("positions").isEqualTo(shown);
            assertThat(broker.fillsSince(clock.instant()).fills()).as("fills").hasSize(shown);
        }
    }

    @Test
    void theMarketMayMoveBetweenReads() {
        List<String> ids = new ArrayList<>(List.of("c-1", "c-2"));
        faults.betweenReads(() -> {
            if (!ids.isEmpty()) {
                buy(ids.remove(0));
                broker.positions();
            }
        });
        assertThat(held()).isEqualTo(1);
        assertThat(held()).isEqualTo(2);
        assertThat(held()).isEqualTo(2);
    }

    @Test
    void aTruncatedPageSaysSoOrNot() {
        buy("c-1");
        buy("c-2");
        faults.reads(Read.FILLS).once().truncate(1);
        assertThat(broker.fillsSince(LONG_AGO)).isInstanceOfSatisfying(FillHistory.Incomplete.class, some -> {
            assertThat(some.fills()).hasSize(1);
            assertThat(some.why()).contains("first 1 rows");
        });
        faults.reads(Read.FILLS).once().truncateSilently(1);
        assertThat(broker.fillsSince(LONG_AGO))
                .isInstanceOfSatisfying(
                        FillHistory.Complete.class,
                        all -> assertThat(all.fills()).hasSize(1));
        faults.reads(Read.POSITIONS).once().truncate(0);
        assertThatThrownBy(broker::positions)
                .isInstanceOfSatisfying(
                        BrokerException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(BrokerException.Kind.INCOMPLETE));
        faults.reads(Read.POSITIONS).once().truncateSilently(0);
        assertThat(broker.positions()).isEmpty();
        broker.deposit("USD", amount("1"));
        faults.reads(Read.ACTIVITIES).once().truncate(0);
        assertThat(broker.activitiesSince(LONG_AGO)).isInstanceOf(ActivityHistory.Incomplete.class);
    }

    @Test
    void duplicateRowsAreTheSameRowOrItsPast() {
        broker.submit(limit("c-1", "AAPL", BUY, "10", "100"));
        broker.fill("c-1", amount("4"), amount("99"));
        broker.deposit("USD", amount("1"));
        faults.reads().duplicateRows();
        assertThat(broker.openOrders())
                .extracting(Order::status)
                .containsExactly(OrderStatus.PARTIALLY_FILLED, OrderStatus.NEW);
        assertThat(broker.positions()).hasSize(2).allMatch(broker.positions().get(0)::equals);
        assertThat(broker.fillsSince(LONG_AGO).fills()).hasSize(2);
        assertThat(broker.activitiesSince(LONG_AGO).activities()).hasSize(2);
    }

    @Test
    void contradictingRowsBearTheSameIdAndSaySomethingElse() {
        broker.submit(limit("c-1", "AAPL", BUY, "10", "100"));
        broker.fill("c-1", amount("4"), amount("99"));
        broker.deposit("USD", amount("1"));
        faults.reads().contradictRows();
        List<Order> orders = broker.openOrders();
        assertThat(orders).extracting(Order::brokerOrderId).containsExactly("B-000001", "B-000001");
        assertThat(orders).extracting(Order::clientOrderId).containsExactly("c-1", "other-c-1");
        List<Position> positions = broker.positions();
        assertThat(positions).extracting(Position::symbol).containsExactly("AAPL", "AAPL");
        assertThat(positions.get(1).quantity()).isEqualByComparingTo("5");
        List<Fill> fills = broker.fillsSince(LONG_AGO).fills();
        assertThat(fills).extracting(Fill::fillId).containsExactly("F-000001", "F-000001");
        assertThat(fills.get(1).quantity()).isEqualByComparingTo("5");
        List<Activity> activities = broker.activitiesSince(LONG_AGO).activities();
        assertThat(activities.get(1).activityId()).isEqualTo(activities.get(0).activityId());
        assertThat(activities.get(1).cashChange()).isEqualByComparingTo("2");
        assertThat(broker.findOrder(OrderKey.ofClient("c-1")))
                .isInstanceOfSatisfying(
                        OrderLookup.Found.class,
                        found -> assertThat(found.order().clientOrderId()).isEqualTo("other-c-1"));
    }

    @Test
    void aForgetfulBrokerKnowsOnlyWhatIsYoungOrOpen() {
        buy("ended");
        broker.submit(limit("open", "AAPL", BUY, "10", "1"));
        broker.deposit("USD", amount("1"));
        clock.advance(Duration.ofMinutes(10));
        faults.reads().forget(Duration.ofMinutes(10));
        assertThat(broker.findOrder(OrderKey.ofClient("ended"))).isInstanceOf(OrderLookup.Found.class);
        clock.advance(Duration.ofNanos(1));
        assertThat(broker.findOrder(OrderKey.ofClient("ended"))).isInstanceOf(OrderLookup.NotFound.class);
        assertThat(broker.findOrder(OrderKey.ofClient("open"))).isInstanceOf(OrderLookup.Found.class);
        assertThat(broker.fillsSince(LONG_AGO)).isEqualTo(new FillHistory.Complete(List.of()));
        assertThat(broker.activitiesSince(LONG_AGO)).isEqualTo(new ActivityHistory.Complete(List.of()));
        assertThat(held()).isEqualTo(1);
    }

    @Test
    void anotherAccountAnswersOnDemand() {
        faults.reads(Read.ACCOUNT).once().otherAccount("SIM-2");
        assertThat(broker.account().accountId()).isEqualTo("SIM-2");
        assertThat(broker.account().accountId()).isEqualTo("SIM-1");
    }

    @Test
    void faultsOnOneQuestionAddUp() {
        buy("c-1");
        faults.reads(Read.FILLS).lagByChanges(1);
        faults.reads(Read.FILLS).once().duplicateRows();
        buy("c-2");
        assertThat(broker.fillsSince(LONG_AGO).fills()).hasSize(2);
    }

    @Test
    void anAnswerIsLostAfterOrARequestBeforeItIsTaken() {
        faults.submits().loseAnswer();
        faults.submits().loseRequest();
        faults.submits().reject("halted");
        assertTransient(() -> buy("taken"));
        assertTransient(() -> buy("lost"));
        assertThatThrownBy(() -> buy("rejected"))
                .isInstanceOfSatisfying(
                        BrokerException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(BrokerException.Kind.REJECTED))
                .hasMessageContaining("halted");
        buy("plain");
        assertThat(broker.ledger().orders()).containsOnlyKeys("taken", "plain");
        assertThat(broker.submissions()).isEqualTo(4);
        assertThat(faults.used()).containsExactly("submit: LOSE_ANSWER", "submit: LOSE_REQUEST", "submit: REJECT");
    }

    @Test
    void aDelayedRequestArrivesByTheClockEvenIfItIsThenRefused() {
        faults.submits().delay(Duration.ofSeconds(30));
        faults.submits().delay(Duration.ofSeconds(40));
        Instant sent = clock.instant();
        assertTransient(() -> buy("c-1"));
        assertTransient(() -> buy("c-1"));
        clock.advance(Duration.ofSeconds(30).minusNanos(1));
        assertThat(broker.ledger().orders()).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(broker.ledger().order("c-1").submittedAt()).isEqualTo(sent.plusSeconds(30));
    }

    @Test
    void cancelsAndReplacementsFailToo() {
        broker.submit(limit("c-1", "AAPL", BUY, "10", "1"));
        faults.cancels().loseRequest();
        assertTransient(() -> broker.cancel("c-1"));
        assertThat(broker.ledger().openOrders()).hasSize(1);
        faults.replaces().loseAnswer();
        assertTransient(() -> broker.replace("c-1", limit("c-2", "AAPL", BUY, "10", "2")));
        assertThat(broker.ledger().order("c-1").status()).isEqualTo(OrderStatus.REPLACED);
        faults.cancels().loseAnswer();
        assertTransient(() -> broker.cancel("c-2"));
        assertThat(broker.ledger().openOrders()).isEmpty();
    }

    @Test
    void aSubmitThatHangsWasNeverTaken() {
        faults.submits().hang();
        Thread.currentThread().interrupt();
        assertTransient(() -> buy("c-1"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(broker.ledger().orders()).isEmpty();
        faults.submits().hang();
        faults.clear();
        buy("c-1");
    }

    @Test
    void randomFaultsAreTheSameForTheSameSeedAndLeaveTheLedgerAlone() {
        buy("c-1");
        BrokerLedger before = broker.ledger();
        faults.random(7, 0.5);
        askAll(100);
        List<String> first = faults.used();
        SimulatedBroker second = Exchanges.usual(clock).build();
        second.faults().random(7, 0.5);
        for (int i = 0; i < 100; i++) {
            askQuietly(second::positions);
        }

        assertThat(first).hasSizeBetween(25, 75).isEqualTo(second.faults().used());
        assertThat(Set.copyOf(first)).hasSizeGreaterThan(12);
        assertThat(broker.ledger()).isEqualTo(before);
        assertThatThrownBy(() -> faults.random(1, 1.5)).hasMessageContaining("1.5");
    }

    @Test
    void whatTheBrokerCantDoIsUnsupported() {
        SimulatedBroker less = Exchanges.usual(clock)
                .capabilities(EnumSet.of(BrokerCapability.EXACT_LOOKUP_BY_BROKER_ORDER_ID))
                .build();
        assertThat(less.fillsSince(LONG_AGO)).isInstanceOf(FillHistory.Unsupported.class);
        assertThat(less.activitiesSince(LONG_AGO)).isInstanceOf(ActivityHistory.Unsupported.class);
        assertThat(less.findOrder(OrderKey.ofClient("c-1"))).isInstanceOf(OrderLookup.Unsupported.class);
        assertThat(less.findOrder(OrderKey.ofBroker("b-1"))).isInstanceOf(OrderLookup.NotFound.class);
    }

    @Test
    void anOrderIsFoundByEitherIdAndByBothOnlyIfBothFit() {
        buy("c-1");
        buy("c-2");
        assertThat(broker.findOrder(new OrderKey("c-1", "B-000001"))).isInstanceOf(OrderLookup.Found.class);
        assertThat(broker.findOrder(OrderKey.ofBroker("B-000002"))).isInstanceOf(OrderLookup.Found.class);
        assertThat(broker.findOrder(new OrderKey("c-1", "B-000002"))).isInstanceOf(OrderLookup.NotFound.class);
        assertThat(broker.findOrder(OrderKey.ofBroker("B-000003"))).isInstanceOf(OrderLookup.NotFound.class);
    }

    private void buy(String id) {
        broker.setPrice("AAPL", "100");
        broker.submit(market(id, "AAPL", BUY, "1"));
    }

    private int held() {
        List<Position> positions = broker.positions();
        return positions.isEmpty()
                ? 0
                : Objects.requireNonNull(positions.get(0).quantity()).intValueExact();
    }

    private List<ThrowingCallable> everyRead() {
        return List.of(
                broker::account,
                broker::positions,
                broker::openOrders,
                () -> broker.findOrder(OrderKey.ofClient("c-1")),
                () -> broker.fillsSince(LONG_AGO),
                () -> broker.activitiesSince(LONG_AGO));
    }

    private void askAll(int times) {
        for (int i = 0; i < times; i++) {
            askQuietly(broker::positions);
        }
    }

    private static void askQuietly(Runnable question) {
        try {
            question.run();
        } catch (BrokerException expected) {
            assertThat(expected).hasMessageContaining("simulated");
        }
    }

    private static void assertTransient(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BrokerException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(BrokerException.Kind.TRANSIENT));
    }
}
