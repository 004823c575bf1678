package io.tradingrecovery.reconcile;

import static io.tradingrecovery.reconcile.Scenario.SAVED_AT;
import static io.tradingrecovery.reconcile.Scenario.amount;
import static io.tradingrecovery.reconcile.Scenario.fill;
import static io.tradingrecovery.reconcile.Scenario.filled;
import static io.tradingrecovery.reconcile.Scenario.kinds;
import static io.tradingrecovery.reconcile.Scenario.only;
import static io.tradingrecovery.reconcile.Scenario.order;
import static io.tradingrecovery.reconcile.Scenario.orderOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What orders filled while nobody looked: which executions name it, what is inferred, and what is never booked. */
class MissedFillTest {

    private static final Order WORKING = order("c-1", "AAPL", OrderSide.BUY).build();

    private static Order copied(String filledQuantity, String average) {
        return filled(order("c-1", "AAPL", OrderSide.BUY), filledQuantity, average, OrderStatus.PARTIALLY_FILLED);
    }

    private static Order atBroker(String filledQuantity, String average, OrderStatus status) {
        return filled(order("c-1", "AAPL", OrderSide.BUY), filledQuantity, average, status);
    }

    @ParameterizedTest
    @CsvSource({
        "BUY, 0, 10, POSITION_UNKNOWN",
        "BUY, -10, 0, POSITION_MISSING",
        "BUY, -30, -20, POSITION_QUANTITY",
        "SELL, 0, -10, POSITION_UNKNOWN",
        "SELL, 10, 0, POSITION_MISSING",
        "SELL, 30, 20, POSITION_QUANTITY"
    })
    void aFillThatHappenedInBetweenExplainsThePosition(
            OrderSide side, String before, String after, InconsistencyKind kind) {
        Order working = order("c-1", "AAPL", side).build();
        Order done = filled(order("c-1", "AAPL", side), "10", "50", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .saved("AAPL", before, "49")
                .saved(working)
                .found(done)
                .broker("AAPL", after, "50")
                .history(fill("x-1", working, "10", "50").build())
                .plan();

        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(plan.changed()).isTrue();
        assertThat(plan.strategy()).isEqualTo(Strategy.RECONCILE);
        assertThat(only(plan, InconsistencyKind.MISSED_FILL).evidence()).containsExactly("x-1");
        assertThat(only(plan, kind).evidence()).containsExactly("x-1");
        assertThat(only(plan, kind).before()).isEqualTo(before);
        assertThat(only(plan, kind).after()).isEqualTo(after);
        assertThat(orderOf(plan, "c-1").status()).isEqualTo(OrderStatus.FILLED);
        assertThat(plan.closedOrders()).extracting(Order::clientOrderId).containsExactly("c-1");
        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("x-1");
        assertThat(Objects.requireNonNull(plan.proposed()).fills())
                .extracting(Fill::fillId)
                .containsExactly("x-1");
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderStatus.class,
            names = {"CANCELED", "EXPIRED"})
    void anOrderThatEndedKeepsWhatItFilledBefore(OrderStatus end) {
        Plan plan = new Scenario()
                .saved(WORKING)
                .found(atBroker("4", "50", end))
                .broker("AAPL", "4", "50")
                .history(fill("x-1", WORKING, "4", "50").build())
                .plan();

        assertThat(orderOf(plan, "c-1").status()).isEqualTo(end);
        assertThat(orderOf(plan, "c-1").filledQuantity()).isEqualByComparingTo("4");
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void thePartialFillOfAnOpenOrderIsInsideThePositionAlready() {
        Plan plan = new Scenario()
                .saved("AAPL", "4", "50")
                .saved(copied("4", "50"))
                .open(atBroker("4", "50", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "4", "50")
                .plan();

        assertThat(plan.findings()).isEmpty();
        assertThat(plan.changed()).isFalse();
        assertThat(plan.strategy()).isEqualTo(Strategy.RESUME);
    }

    @Test
    void anEngineThatBookedAFillBeforeItsCopyDoesNotBookItAgain() {
        Fill journalled = fill("x-1", WORKING, "4", "50").build();

        Plan plan = new Scenario()
                .saved("AAPL", "4", "50")
                .saved(copied("4", "50"))
                .journalled(copied("4", "50"), journalled)
                .open(atBroker("4", "50", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "4", "50")
                .history(journalled)
                .plan();

        assertThat(plan.newFills()).isEmpty();
        assertThat(plan.findings()).isEmpty();
    }

    @Test
    void anEngineThatHadNotBookedAJournalledFillGetsIt() {
        Fill journalled = fill("x-1", WORKING, "4", "50").build();

        Plan plan = new Scenario()
                .saved(WORKING)
                .journalled(copied("4", "50"), journalled)
                .open(atBroker("4", "50", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "4", "50")
                .plan();

        assertThat(plan.newFills()).containsExactly(journalled);
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).evidence()).containsExactly("x-1");
    }

    @Test
    void whatNoExecutionNamesIsInferredAtThePriceThatPreservesTheNotional() {
        Plan plan = new Scenario()
                .saved("AAPL", "2", "40")
                .saved(copied("2", "40"))
                .found(atBroker("10", "52", OrderStatus.FILLED))
                .broker("AAPL", "10", "52")
                .history(fill("x-2", WORKING, "3", "50").build())
                .plan();

        Fill inferred = plan.newFills().get(1);
        assertThat(plan.newFills().get(0).fillId()).isEqualTo("x-2");
        assertThat(inferred.inferred()).isTrue();
        assertThat(inferred.fillId()).isEqualTo("inferred:c-1:2-10");
        assertThat(inferred.quantity()).isEqualByComparingTo("5");
        // (10 * 52 - 2 * 40 - 3 * 50) / 5
        assertThat(inferred.price()).isEqualByComparingTo("58");
        assertThat(inferred.fee()).isNull();
        assertThat(inferred.time()).isEqualTo(SAVED_AT.plusSeconds(20));
        assertThat(only(plan, InconsistencyKind.INFERRED_FILL).severity()).isEqualTo(Severity.WARN);
        assertThat(only(plan, InconsistencyKind.POSITION_QUANTITY).severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void anInferredFillHasNoPriceWhereAPartOfTheNotionalIsUnknownOrTheRestIsNotPositive() {
        Order unpriced = order("c-1", "AAPL", OrderSide.BUY)
                .status(OrderStatus.PARTIALLY_FILLED)
                .filledQuantity(amount("2"))
                .build();
        Plan unknown = new Scenario()
                .saved("AAPL", "2", "40")
                .saved(unpriced)
                .found(atBroker("10", "52", OrderStatus.FILLED))
                .broker("AAPL", "10", "52")
                .plan();
        Plan absurd = new Scenario()
                .saved("AAPL", "9", "100")
                .saved(copied("9", "100"))
                .found(atBroker("10", "90", OrderStatus.FILLED))
                .broker("AAPL", "10", "90")
                .plan();

        assertThat(unknown.newFills()).hasSize(1);
        assertThat(unknown.newFills().get(0).price()).isNull();
        // 10 * 90 - 9 * 100 = 0
        assertThat(absurd.newFills()).hasSize(1);
        assertThat(absurd.newFills().get(0).price()).isNull();
    }

    @Test
    void aRealFillThatComesAfterAnInferredOneCoveredItIsNotAdded() {
        Order done = atBroker("10", "50", OrderStatus.FILLED);
        Fill inferred = Fill.builder("inferred:c-1:0-10", "AAPL", OrderSide.BUY, amount("10"), SAVED_AT)
                .clientOrderId("c-1")
                .price(amount("50"))
                .inferred(true)
                .build();

        Plan plan = new Scenario()
                .saved("AAPL", "10", "50")
                .saved(done)
                .saved(inferred)
                .broker("AAPL", "10", "50")
                .history(fill("x-1", WORKING, "10", "50").build())
                .plan();

        assertThat(plan.newFills()).isEmpty();
        assertThat(plan.changed()).isFalse();
    }

    @Test
    void equalFillsWithDifferentIdsAreTwoFills() {
        Plan plan = new Scenario()
                .saved(WORKING)
                .open(atBroker("8", "50", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "8", "50")
                .history(
                        fill("x-1", WORKING, "4", "50").build(),
                        fill("x-2", WORKING, "4", "50").build())
                .plan();

        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("x-1", "x-2");
        assertThat(kinds(plan)).doesNotContain(InconsistencyKind.INFERRED_FILL);
    }

    @Test
    void aFillListedTwiceCountsOnce() {
        Fill once = fill("x-1", WORKING, "4", "50").build();

        Plan plan = new Scenario()
                .saved(WORKING)
                .open(atBroker("4", "50", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "4", "50")
                .history(once, once)
                .plan();

        assertThat(plan.newFills()).containsExactly(once);
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void aFillBookedUnderAnotherIdIsAlignedByTheCumulativeQuantity() {
        Fill stream = fill("s-1", WORKING, "3", "50").build();

        Plan plan = new Scenario()
                .saved("AAPL", "3", "50")
                .saved(copied("3", "50"))
                .saved(stream)
                .open(atBroker("5", "50.4", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "5", "50.4")
                .history(
                        fill("a-1", WORKING, "3", "50")
                                .cumulativeQuantity(amount("3"))
                                .build(),
                        fill("a-2", WORKING, "2", "51")
                                .cumulativeQuantity(amount("5"))
                                .build())
                .plan();

        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("a-2");
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void withoutCumulativeQuantitiesTheNewestFillsThatFitAreTheMissedOnes() {
        Plan plan = new Scenario()
                .saved("AAPL", "3", "50")
                .saved(copied("3", "50"))
                .open(atBroker("5", "50.4", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "5", "50.4")
                .history(
                        fill("a-2", WORKING, "2", "51").build(),
                        Fill.builder("a-1", "AAPL", OrderSide.BUY, amount("3"), SAVED_AT.minusSeconds(5))
                                .clientOrderId("c-1")
                                .price(amount("50"))
                                .build())
                .plan();

        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("a-2");
    }

    @Test
    void theSameExecutionUnderAStreamIdAndAListIdCountsOnce() {
        Plan plan = new Scenario()
                .saved(WORKING)
                .journalled(copied("4", "50"), fill("s-1", WORKING, "4", "50").build())
                .open(atBroker("4", "50", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "4", "50")
                .history(fill("a-1", WORKING, "4", "50").build())
                .plan();

        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("a-1");
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void fillsThatOnlyTheJournalHasCompleteThoseOfTheBroker() {
        Plan plan = new Scenario()
                .saved(WORKING)
                .journalled(copied("3", "50"), fill("x-1", WORKING, "3", "50").build())
                .open(atBroker("7", "51", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "7", "51")
                .history(fill("x-2", WORKING, "4", "52").build())
                .plan();

        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactlyInAnyOrder("x-1", "x-2");
    }

    @Test
    void oneIdWithAnotherQuantityIsReviewedAndTheFirstDataKept() {
        Fill booked = fill("x-1", WORKING, "4", "50").build();

        Plan plan = new Scenario()
                .saved("AAPL", "4", "50")
                .saved(copied("4", "50"))
                .saved(booked)
                .open(atBroker("4", "50", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "4", "50")
                .history(fill("x-1", WORKING, "3", "50").build())
                .plan();

        Inconsistency found = only(plan, InconsistencyKind.FILL_DATA_DIFFERS);
        assertThat(found.severity()).isEqualTo(Severity.REVIEW);
        assertThat(found.before()).isEqualTo("BUY 4 at 50, fee 0");
        assertThat(found.after()).isEqualTo("BUY 3 at 50, fee 0");
        assertThat(found.evidence()).containsExactly("x-1");
        assertThat(Objects.requireNonNull(plan.proposed()).fills()).containsExactly(booked);
    }

    @ParameterizedTest
    @CsvSource({"50.01, 0, WARN", "50, 0.02, WARN"})
    void oneIdWithAnotherPriceOrFeeIsAWarning(String price, String fee, Severity severity) {
        Plan plan = new Scenario()
                .saved("AAPL", "4", "50")
                .saved(copied("4", "50"))
                .saved(fill("x-1", WORKING, "4", "50").build())
                .open(atBroker("4", "50", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "4", "50")
                .history(
                        fill("x-1", WORKING, "4", price).fee(amount(fee), "USD").build())
                .plan();

        assertThat(only(plan, InconsistencyKind.FILL_DATA_DIFFERS).severity()).isEqualTo(severity);
        assertThat(plan.changed()).isFalse();
    }

    @Test
    void twoRowsOfOneIdThatDifferAreReportedOnce() {
        Plan plan = new Scenario()
                .saved(WORKING)
                .open(atBroker("4", "50", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "4", "50")
                .history(
                        fill("x-1", WORKING, "4", "50").build(),
                        fill("x-1", WORKING, "4", "51").build(),
                        fill("x-1", WORKING, "4", "51").build())
                .plan();

        assertThat(only(plan, InconsistencyKind.FILL_DATA_DIFFERS).evidence()).containsExactly("x-1");
        assertThat(plan.newFills()).hasSize(1);
    }

    @Test
    void moreFilledThanOrderedIsReviewedAndNotBooked() {
        Plan plan = new Scenario()
                .saved(WORKING)
                .found(atBroker("12", "50", OrderStatus.FILLED))
                .broker("AAPL", "12", "50")
                .history(fill("x-1", WORKING, "12", "50").build())
                .plan();

        Inconsistency found = only(plan, InconsistencyKind.OVERFILL);
        assertThat(found.before()).isEqualTo("10");
        assertThat(found.after()).isEqualTo("12");
        assertThat(found.evidence()).containsExactly("b-c-1");
        assertThat(plan.newFills()).isEmpty();
        assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).severity()).isEqualTo(Severity.REVIEW);
        assertThat(plan.positions().get(0).unexplained()).isEqualByComparingTo("12");
    }

    @Test
    void exactlyAsMuchFilledAsOrderedIsNoOverfill() {
        Plan plan = new Scenario()
                .saved(WORKING)
                .found(atBroker("10.0", "50", OrderStatus.FILLED))
                .broker("AAPL", "10", "50")
                .history(fill("x-1", WORKING, "10", "50").build())
                .plan();

        assertThat(kinds(plan)).doesNotContain(InconsistencyKind.OVERFILL);
    }

    @Test
    void aBrokerBehindTheBotTakesNothingBackAndMaySettle() {
        Scenario scenario = new Scenario()
                .saved("AAPL", "6", "50")
                .saved(copied("6", "50"))
                .open(atBroker("4", "50", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "6", "50");

        Plan settled = scenario.plan();
        Plan early = scenario.unsettled().plan();

        Inconsistency found = only(settled, InconsistencyKind.BROKER_BEHIND);
        assertThat(found.before()).isEqualTo("6");
        assertThat(found.after()).isEqualTo("4");
        assertThat(found.settles()).isFalse();
        assertThat(settled.needsReview()).isTrue();
        assertThat(settled.settling()).isFalse();
        assertThat(orderOf(settled, "c-1").filledQuantity()).isEqualByComparingTo("6");
        assertThat(only(early, InconsistencyKind.BROKER_BEHIND).settles()).isTrue();
        assertThat(early.settling()).isTrue();
        assertThat(early.digest()).isEqualTo(settled.digest());
    }

    @Test
    void aBrokerBehindItsOwnExecutionsIsNotBooked() {
        Plan plan = new Scenario()
                .saved(WORKING)
                .open(atBroker("4", "50", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "6", "50")
                .history(fill("x-1", WORKING, "6", "50").build())
                .plan();

        assertThat(only(plan, InconsistencyKind.BROKER_BEHIND).before()).isEqualTo("6");
        assertThat(plan.newFills()).isEmpty();
        assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).severity()).isEqualTo(Severity.REVIEW);
    }

    @Test
    void anOrderThatEndedForTheBotAndIsStillListedIsLagFirstAndWorksLater() {
        Order canceled =
                order("c-1", "AAPL", OrderSide.BUY).status(OrderStatus.CANCELED).build();
        Scenario scenario = new Scenario().saved(canceled).open(WORKING);

        Plan settled = scenario.plan();
        Plan early = scenario.unsettled().plan();

        assertThat(only(settled, InconsistencyKind.ORDER_STATUS).severity()).isEqualTo(Severity.WARN);
        assertThat(orderOf(settled, "c-1").status()).isEqualTo(OrderStatus.NEW);
        assertThat(only(early, InconsistencyKind.BROKER_BEHIND).settles()).isTrue();
        assertThat(orderOf(early, "c-1").status()).isEqualTo(OrderStatus.NEW);
    }

    @Test
    void aNegativeFilledQuantityIsAnInvalidRow() {
        Plan plan = new Scenario()
                .saved(WORKING)
                .open(atBroker("-4", "50", OrderStatus.PARTIALLY_FILLED))
                .plan();

        assertThat(only(plan, InconsistencyKind.ROW_INVALID).after()).isEqualTo("-4");
        assertThat(plan.newFills()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0", "-4"})
    void aFillOfNothingOrLessIsAnInvalidRow(String quantity) {
        Plan plan = new Scenario()
                .saved(WORKING)
                .open(WORKING)
                .history(fill("x-1", WORKING, quantity, "50").build())
                .plan();

        assertThat(only(plan, InconsistencyKind.ROW_INVALID).message()).contains("x-1", quantity);
        assertThat(plan.newFills()).isEmpty();
    }

    @Test
    void aFillOfTheOtherSideThanItsOrderIsAnInvalidRow() {
        Plan plan = new Scenario()
                .saved(WORKING)
                .open(WORKING)
                .history(fill("x-1", order("c-1", "AAPL", OrderSide.SELL).build(), "4", "50")
                        .build())
                .plan();

        assertThat(only(plan, InconsistencyKind.ROW_INVALID).message()).contains("x-1 of AAPL is SELL");
    }

    @Test
    void aFillWhoseIdsAreThoseOfTwoOrdersIsBookedOnNeither() {
        Order other = order("c-2", "AAPL", OrderSide.BUY).build();

        Plan plan = new Scenario()
                .saved(WORKING)
                .saved(other)
                .open(WORKING)
                .open(other)
                .history(fill("x-1", WORKING, "4", "50").brokerOrderId("b-c-2").build())
                .plan();

        assertThat(only(plan, InconsistencyKind.ROW_INVALID).message()).contains("c-1", "b-c-2");
        assertThat(plan.newFills()).isEmpty();
    }

    @Test
    void aFillOfAnOrderThatNobodyNamesCountsByItsId() {
        Order manual = order("manual", "AAPL", OrderSide.SELL).build();

        Plan plan = new Scenario()
                .saved("AAPL", "10", "50")
                .broker("AAPL", "7", "50")
                .history(fill("x-9", manual, "3", "51").build())
                .plan();

        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(only(plan, InconsistencyKind.POSITION_QUANTITY).evidence()).containsExactly("x-9");
    }

    @Test
    void aFillOfAnUnknownOrderFromWellBeforeTheCopyIsNoNews() {
        Fill old = Fill.builder("x-9", "AAPL", OrderSide.SELL, amount("3"), SAVED_AT.minus(Duration.ofMinutes(11)))
                .clientOrderId("manual")
                .build();

        Plan same = new Scenario()
                .saved("AAPL", "10", "50")
                .broker("AAPL", "10", "50")
                .history(old)
                .plan();
        Plan differs = new Scenario()
                .saved("AAPL", "10", "50")
                .broker("AAPL", "7", "50")
                .history(old)
                .plan();

        assertThat(same.changed()).isFalse();
        assertThat(only(differs, InconsistencyKind.POSITION_QUANTITY).severity())
                .isEqualTo(Severity.REVIEW);
    }

    @Test
    void anOldOrderThatTheEngineForgotIsNotBookedAgain() {
        Instant born = SAVED_AT.minus(Duration.ofHours(3));
        Instant closed = SAVED_AT.minus(Duration.ofHours(2));
        Order old = filled(
                order("c-1", "AAPL", OrderSide.BUY).createdAt(born).submittedAt(born), "10", "50", OrderStatus.FILLED);

        Plan whole = new Scenario()
                .saved("AAPL", "10", "50")
                .journalledClosedAt(
                        closed, old, fill("x-1", WORKING, "10", "50").build())
                .broker("AAPL", "10", "50")
                .plan();
        Plan neverClosed = new Scenario()
                .saved("AAPL", "10", "50")
                .journalled(order("c-1", "AAPL", OrderSide.BUY)
                        .createdAt(born)
                        .submittedAt(born)
                        .build())
                .found(old)
                .broker("AAPL", "10", "50")
                .plan();
        Plan remembered = new Scenario()
                .saved("AAPL", "10", "50")
                .remembered(new ClosedOrder(
                        "c-1", "b-c-1", OrderStatus.FILLED, amount("10"), amount("50"), closed, List.of("x-1")))
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(List.of(whole, neverClosed, remembered)).allSatisfy(plan -> {
            assertThat(plan.findings()).isEmpty();
            assertThat(plan.changed()).isFalse();
        });
    }

    @Test
    void anOrderIntendedAndFilledAfterTheCopyIsBookedFromTheBroker() {
        Order done = filled(order("c-1", "AAPL", OrderSide.SELL), "10", "50", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .journalled(done, fill("x-1", done, "10", "50").build())
                .found(done)
                .broker("AAPL", "-10", "50")
                .plan();

        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("x-1");
        assertThat(orderOf(plan, "c-1").status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void anOrderTheJournalClosedAfterTheCopyIsBookedFromTheJournalIfTheBrokerForgotIt() {
        Order done = filled(order("c-1", "AAPL", OrderSide.BUY), "10", "50", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .saved(WORKING)
                .journalled(done, fill("x-1", done, "10", "50").build())
                .notFound("c-1")
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("x-1");
        assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void aLateFillOfAnEndedOrderIsFoundThroughTheHistory() {
        Order canceled = filled(order("c-1", "AAPL", OrderSide.BUY), "3", "50", OrderStatus.CANCELED);
        Fill booked = fill("x-1", WORKING, "3", "50").build();
        Scenario scenario = new Scenario()
                .saved("AAPL", "3", "50")
                .saved(canceled)
                .saved(booked)
                .broker("AAPL", "5", "50")
                .history(booked, fill("x-2", WORKING, "2", "50").build());

        assertThat(scenario.questions()).isNotEmpty();
        Plan plan = scenario.found(atBroker("5", "50", OrderStatus.CANCELED)).plan();

        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("x-2");
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void ofAnOrderWithoutTotalsTheExecutionsCount() {
        Order silent = order("c-1", "AAPL", OrderSide.BUY)
                .status(OrderStatus.PARTIALLY_FILLED)
                .build();

        Plan plan = new Scenario()
                .saved(WORKING)
                .open(silent)
                .broker("AAPL", "4", "50")
                .history(fill("x-1", WORKING, "4", "50").build())
                .plan();

        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("x-1");
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void aFilledOrderWithoutATotalFilledItsQuantity() {
        Plan plan = new Scenario()
                .saved(WORKING)
                .found(order("c-1", "AAPL", OrderSide.BUY)
                        .status(OrderStatus.FILLED)
                        .build())
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(plan.newFills()).hasSize(1);
        assertThat(plan.newFills().get(0).quantity()).isEqualByComparingTo("10");
        assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void aFeeThatPostsLaterCompletesTheFill() {
        Fill unposted = fill("x-1", WORKING, "4", "50").fee(null, null).build();

        Plan plan = new Scenario()
                .saved("AAPL", "4", "50")
                .saved(copied("4", "50"))
                .saved(unposted)
                .open(atBroker("4", "50", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "4", "50")
                .cash("USD", "1000", "999.9")
                .history(fill("x-1", WORKING, "4", "50")
                        .fee(amount("0.1"), "USD")
                        .build())
                .plan();

        assertThat(only(plan, InconsistencyKind.FEE_POSTED).evidence()).containsExactly("x-1");
        assertThat(Objects.requireNonNull(plan.proposed()).fills().get(0).fee()).isEqualByComparingTo("0.1");
        assertThat(plan.cash().get(0).evidence()).containsExactly("x-1");
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void incompleteFillsProveNothingAndAreReviewedUntilTheyComplete() {
        Plan plan = new Scenario()
                .saved("AAPL", "4", "50")
                .broker("AAPL", "4", "50")
                .fillsMissing("page 3 of 5 was cut off")
                .plan();

        Inconsistency found = only(plan, InconsistencyKind.HISTORY_INCOMPLETE);
        assertThat(found.severity()).isEqualTo(Severity.REVIEW);
        assertThat(found.settles()).isTrue();
        assertThat(found.message()).contains("page 3 of 5 was cut off");
    }

    @Test
    void incompleteActivitiesAreReportedLikewise() {
        Plan plan = new Scenario().activitiesMissing("the list was truncated").plan();

        assertThat(only(plan, InconsistencyKind.HISTORY_INCOMPLETE).after()).isEqualTo("activities");
    }
}
