package io.tradingrecovery.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.BrokerException.Kind;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.reconcile.InconsistencyKind;
import io.tradingrecovery.reconcile.LookupAnswer;
import io.tradingrecovery.reconcile.ReconcilePolicy;
import io.tradingrecovery.reconcile.SavedState;
import io.tradingrecovery.recovery.BrokerFacts.Seen;
import io.tradingrecovery.recovery.BrokerFacts.Unseen;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.testkit.FakeBroker;
import io.tradingrecovery.time.Ticker;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerLookTest {

    private final FakeBroker broker = new FakeBroker();
    private final CallThreads threads = new CallThreads("recovery-test");

    @AfterEach
    void end() {
        threads.close();
    }

    @Test
    void takesAViewThatHoldsStill() {
        broker.positions.add(position("AAPL", "100"));

        BrokerFacts facts = look();

        assertThat(facts).isInstanceOfSatisfying(Seen.class, seen -> {
            assertThat(seen.rounds()).isEqualTo(1);
            assertThat(seen.view().positions()).containsExactly(position("AAPL", "100"));
            assertThat(seen.view().settled()).isTrue();
        });
    }

    @Test
    void readsAgainUntilAPositionStopsMoving() {
        AtomicInteger reads = new AtomicInteger();
        broker.positionsAnswer =
                () -> List.of(position("AAPL", Integer.toString(Math.min(3, reads.incrementAndGet()))));

        BrokerFacts facts = look();

        assertThat(facts).isInstanceOfSatisfying(Seen.class, seen -> {
            assertThat(seen.rounds()).isEqualTo(3);
            assertThat(seen.view().positions()).containsExactly(position("AAPL", "3"));
        });
    }

    @Test
    void givesUpOnAViewThatNeverHoldsStill() {
        AtomicInteger reads = new AtomicInteger();
        broker.positionsAnswer = () -> List.of(position("AAPL", Integer.toString(reads.incrementAndGet())));

        BrokerFacts facts = look();

        assertThat(facts).isInstanceOfSatisfying(Unseen.class, unseen -> {
            assertThat(unseen.finding()).isEqualTo(InconsistencyKind.UNSTABLE_VIEW);
            assertThat(unseen.mayPass()).isTrue();
            assertThat(unseen.reason()).contains("AAPL");
        });
        assertThat(reads).hasValue(BrokerLook.MOST_ROUNDS + 1);
    }

    @Test
    void rowsInAnotherOrderAndAmountsWrittenOtherwiseDoNotMove() {
        AtomicInteger reads = new AtomicInteger();
        broker.positionsAnswer = () -> reads.incrementAndGet() % 2 == 0
                ? List.of(position("AAPL", "1.0"), position("MSFT", "2"))
                : List.of(position("MSFT", "2.00"), position("AAPL", "1"));

        assertThat(look())
                .isInstanceOfSatisfying(
                        Seen.class, seen -> assertThat(seen.rounds()).isEqualTo(1));
    }

    @Test
    void aRowThatVanishesAndOneThatComesTwiceAreMovement() {
        Order order = order("c1", OrderStatus.NEW, "0");

        assertThat(Movement.between(List.of(order), List.of(), List.of(), List.of()))
                .hasValueSatisfying(moved -> assertThat(moved).contains("c1").contains("is gone"));
        assertThat(Movement.between(List.of(order), List.of(), List.of(order, order), List.of()))
                .hasValueSatisfying(moved -> assertThat(moved).contains("more often"));
        assertThat(Movement.between(
                        List.of(order), List.of(), List.of(order("c1", OrderStatus.PARTIALLY_FILLED, "1")), List.of()))
                .isPresent();
        assertThat(Movement.between(List.of(order), List.of(), List.of(order), List.of()))
                .isEmpty();
    }

    @Test
    void aLookUpThatKnowsMoreThanTheListIsMovement() {
        Order listed = order("c1", OrderStatus.PARTIALLY_FILLED, "1");

        assertThat(Movement.newerLookup(
                        List.of(found(order("c1", OrderStatus.PARTIALLY_FILLED, "2"))), List.of(listed)))
                .isPresent();
        assertThat(Movement.newerLookup(List.of(found(order("c1", OrderStatus.CANCELED, "1"))), List.of(listed)))
                .isPresent();
        assertThat(Movement.newerLookup(List.of(found(listed)), List.of(listed)))
                .isEmpty();
        assertThat(Movement.newerLookup(List.of(found(order("c2", OrderStatus.FILLED, "9"))), List.of(listed)))
                .isEmpty();
    }

    @Test
    void aListWithAHoleInItIsNoList() {
        broker.positionsAnswer = () -> {
            List<Position> rows = new ArrayList<>(List.of(position("AAPL", "1")));
            addHole(rows);
            return rows;
        };

        assertThat(look()).isInstanceOfSatisfying(Unseen.class, unseen -> {
            assertThat(unseen.finding()).isEqualTo(InconsistencyKind.BROKER_FAILURE);
            assertThat(unseen.kind()).isEqualTo(Kind.INCOMPLETE);
            assertThat(unseen.reason()).contains("row 2 is null");
        });
    }

    @Test
    void nullInsteadOfAListIsAFailureAndNotFlat() {
        broker.positionsAnswer = () -> null;

        assertThat(look())
                .isInstanceOfSatisfying(
                        Unseen.class, unseen -> assertThat(unseen.reason()).contains("returned null for positions"));
    }

    @Test
    void aWrongKeyIsNotWorthAskingAgain() {
        broker.before = () -> {
            throw new BrokerException(Kind.AUTH, "forbidden");
        };

        assertThat(look())
                .isInstanceOfSatisfying(
                        Unseen.class, unseen -> assertThat(unseen.mayPass()).isFalse());
        assertThat(broker.calls).hasValue(1);
    }

    @SuppressWarnings("NullAway")
    private static void addHole(List<Position> rows) {
        rows.add(null);
    }

    private BrokerFacts look() {
        BrokerReads reads = new BrokerReads(
                threads,
                new RetrySettings(2, Duration.ofMillis(1), Duration.ofMillis(1)),
                Deadline.after(Ticker.SYSTEM, Duration.ofSeconds(60)));
        Clock clock = Clock.fixed(Instant.parse("2026-11-23T15:00:00Z"), ZoneOffset.UTC);
        return new BrokerLook(broker, reads, clock, ReconcilePolicy.defaults(), () -> true).at(SavedState.NOTHING);
    }

    private static LookupAnswer found(Order order) {
        return new LookupAnswer.Answered(new OrderLookup.Found(order));
    }

    private static Position position(String symbol, String quantity) {
        return Position.of(symbol, new BigDecimal(quantity), BigDecimal.TEN);
    }

    private static Order order(String id, OrderStatus status, String filled) {
        return Order.builder(id, "AAPL", OrderSide.BUY, OrderType.LIMIT)
                .quantity(BigDecimal.TEN)
                .status(status)
                .filledQuantity(new BigDecimal(filled))
                .build();
    }
}
