package io.tradingrecovery.reconcile;

import static io.tradingrecovery.reconcile.Scenario.fill;
import static io.tradingrecovery.reconcile.Scenario.filled;
import static io.tradingrecovery.reconcile.Scenario.intent;
import static io.tradingrecovery.reconcile.Scenario.kinds;
import static io.tradingrecovery.reconcile.Scenario.only;
import static io.tradingrecovery.reconcile.Scenario.order;
import static io.tradingrecovery.reconcile.Scenario.stop;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Positions whose stop is gone, and stops whose position is gone. */
class ProtectiveOrderTest {

    @ParameterizedTest
    @CsvSource({"10, SELL, CANCELED", "10, SELL, EXPIRED", "10, SELL, REJECTED", "-10, BUY, CANCELED"})
    void aPositionWhoseStopEndedWithoutDoingItsWorkIsUnprotected(String held, OrderSide side, OrderStatus end) {
        Plan plan = new Scenario()
                .saved("AAPL", held, "50")
                .saved(stop("s-1", "AAPL", side).build())
                .found(stop("s-1", "AAPL", side).status(end).build())
                .broker("AAPL", held, "50")
                .plan();

        Inconsistency found = only(plan, InconsistencyKind.UNPROTECTED);
        assertThat(found.severity()).isEqualTo(Severity.WARN);
        assertThat(found.symbol()).isEqualTo("AAPL");
        assertThat(found.orderKey()).isEqualTo(new OrderKey("s-1", "b-s-1"));
        assertThat(found.message()).contains("ended as " + end);
    }

    @Test
    void itIsReportedAgainForAsLongAsItStands() {
        Scenario scenario = new Scenario()
                .saved("AAPL", "10", "50")
                .saved(stop("s-1", "AAPL", OrderSide.SELL)
                        .status(OrderStatus.CANCELED)
                        .build())
                .broker("AAPL", "10", "50");

        assertThat(only(scenario.plan(), InconsistencyKind.UNPROTECTED).severity())
                .isEqualTo(Severity.WARN);
        assertThat(scenario.plan().changed()).isFalse();
    }

    @Test
    void aStopThatWasNeverSentLeavesThePositionUnprotected() {
        Order intended = intent("s-1", "AAPL", OrderSide.SELL);
        Order stop = Order.builder("s-1", "AAPL", OrderSide.SELL, OrderType.STOP)
                .createdAt(intended.createdAt())
                .build();

        Plan plan = new Scenario()
                .saved("AAPL", "10", "50")
                .journalled(stop)
                .notFound("s-1")
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(kinds(plan)).contains(InconsistencyKind.INTENT_NEVER_SENT, InconsistencyKind.UNPROTECTED);
    }

    @Test
    void anotherWorkingStopOrAHeldLegProtects() {
        Plan other = new Scenario()
                .saved("AAPL", "10", "50")
                .saved(stop("s-1", "AAPL", OrderSide.SELL)
                        .status(OrderStatus.CANCELED)
                        .build())
                .saved(stop("s-2", "AAPL", OrderSide.SELL).build())
                .open(stop("s-2", "AAPL", OrderSide.SELL).build())
                .broker("AAPL", "10", "50")
                .plan();
        Plan held = new Scenario()
                .saved("AAPL", "10", "50")
                .saved(stop("s-1", "AAPL", OrderSide.SELL)
                        .status(OrderStatus.CANCELED)
                        .build())
                .saved(stop("s-2", "AAPL", OrderSide.SELL)
                        .status(OrderStatus.HELD)
                        .build())
                .open(stop("s-2", "AAPL", OrderSide.SELL)
                        .status(OrderStatus.HELD)
                        .build())
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(other.findings()).isEmpty();
        assertThat(held.findings()).isEmpty();
    }

    @Test
    void aStopOfTheSameSideOrOfAnotherSymbolProtectsNothing() {
        Plan plan = new Scenario()
                .saved("AAPL", "10", "50")
                .saved("MSFT", "-5", "50")
                .saved(stop("s-1", "AAPL", OrderSide.SELL)
                        .status(OrderStatus.CANCELED)
                        .build())
                .saved(stop("s-2", "MSFT", OrderSide.BUY).build())
                .open(stop("s-2", "MSFT", OrderSide.BUY).build())
                .broker("AAPL", "10", "50")
                .broker("MSFT", "-5", "50")
                .plan();

        assertThat(kinds(plan)).containsExactly(InconsistencyKind.UNPROTECTED);
    }

    @Test
    void aStopThatFilledOrAPositionThatIsGoneNeedsNone() {
        Order stop = stop("s-1", "AAPL", OrderSide.SELL).build();
        Order done = filled(stop.toBuilder(), "10", "40", OrderStatus.FILLED);
        Plan filled = new Scenario()
                .saved("AAPL", "15", "50")
                .saved(stop)
                .found(done)
                .history(fill("x-1", done, "10", "40").build())
                .broker("AAPL", "5", "50")
                .plan();
        Plan gone = new Scenario()
                .saved(stop("s-1", "AAPL", OrderSide.SELL)
                        .status(OrderStatus.CANCELED)
                        .build())
                .plan();

        assertThat(kinds(filled)).doesNotContain(InconsistencyKind.UNPROTECTED);
        assertThat(gone.findings()).isEmpty();
    }

    @Test
    void aPositionThatNeverHadAStopIsNotReported() {
        Plan plan = new Scenario()
                .saved("AAPL", "10", "50")
                .saved(order("c-1", "AAPL", OrderSide.SELL)
                        .status(OrderStatus.CANCELED)
                        .build())
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(plan.findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"SELL, 0", "SELL, -5", "BUY, 0", "BUY, 5"})
    void aStopWithoutAPositionToReduceIsAnOrphan(OrderSide side, String held) {
        Order stop = stop("s-1", "AAPL", side).build();

        Plan plan = new Scenario()
                .saved("AAPL", held, "50")
                .saved(stop)
                .open(stop)
                .broker("AAPL", held, "50")
                .plan();

        assertThat(only(plan, InconsistencyKind.ORPHAN_PROTECTIVE).severity()).isEqualTo(Severity.WARN);
        assertThat(only(plan, InconsistencyKind.ORPHAN_PROTECTIVE).evidence()).containsExactly("b-s-1");
        assertThat(plan.changed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderType.class,
            names = {"STOP", "STOP_LIMIT", "TRAILING_STOP"})
    void everyKindOfStopIsProtective(OrderType type) {
        Order stop = Order.builder("s-1", "AAPL", OrderSide.SELL, type)
                .status(OrderStatus.NEW)
                .build();
        Order lost = stop.toBuilder().status(OrderStatus.CANCELED).build();

        assertThat(kinds(new Scenario().saved(stop).open(stop).plan()))
                .containsExactly(InconsistencyKind.ORPHAN_PROTECTIVE);
        assertThat(kinds(new Scenario()
                        .saved("AAPL", "10", "50")
                        .saved(lost)
                        .broker("AAPL", "10", "50")
                        .plan()))
                .containsExactly(InconsistencyKind.UNPROTECTED);
    }

    @Test
    void aTakeProfitLegIsProtectiveAndNoStop() {
        Order leg = order("t-1", "AAPL", OrderSide.SELL).parentOrderId("c-1").build();

        assertThat(kinds(new Scenario().saved(leg).open(leg).plan()))
                .containsExactly(InconsistencyKind.ORPHAN_PROTECTIVE);
        assertThat(new Scenario()
                        .saved("AAPL", "10", "50")
                        .saved(leg.toBuilder().status(OrderStatus.CANCELED).build())
                        .broker("AAPL", "10", "50")
                        .plan()
                        .findings())
                .isEmpty();
    }

    @Test
    void aHeldLegAndALegOfAnOpenEntryAreNoOrphans() {
        Order entry = order("c-1", "AAPL", OrderSide.BUY).build();
        Order leg = stop("s-1", "AAPL", OrderSide.SELL).parentOrderId("c-1").build();
        Order held =
                stop("s-2", "AAPL", OrderSide.SELL).status(OrderStatus.HELD).build();

        Plan plan = new Scenario()
                .saved(entry)
                .saved(leg)
                .saved(held)
                .open(entry)
                .open(leg)
                .open(held)
                .plan();

        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void aBotThatEntersByStopsSaysSo() {
        Order entry = stop("entry-1", "AAPL", OrderSide.BUY).build();
        Scenario scenario = new Scenario().saved(entry).open(entry);
        scenario.policy.protective(order -> !order.clientOrderId().startsWith("entry-"));

        assertThat(scenario.plan().findings()).isEmpty();
    }

    @Test
    void anIntendedStopIsNoOrphanYet() {
        Order stop = Order.builder("s-1", "AAPL", OrderSide.SELL, OrderType.STOP)
                .createdAt(Scenario.SAVED_AT)
                .build();

        Plan plan = new Scenario().journalled(stop).notFound("s-1").unsettled().plan();

        assertThat(kinds(plan)).containsExactly(InconsistencyKind.INTENT_AMBIGUOUS);
    }
}
