package io.tradingrecovery.reconcile;

import static io.tradingrecovery.reconcile.Scenario.SAVED_AT;
import static io.tradingrecovery.reconcile.Scenario.amount;
import static io.tradingrecovery.reconcile.Scenario.fill;
import static io.tradingrecovery.reconcile.Scenario.filled;
import static io.tradingrecovery.reconcile.Scenario.kinds;
import static io.tradingrecovery.reconcile.Scenario.only;
import static io.tradingrecovery.reconcile.Scenario.order;
import static io.tradingrecovery.reconcile.Scenario.orderOf;
import static io.tradingrecovery.reconcile.Scenario.stop;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.TimeInForce;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which of the broker's rows is about which order: by ids, never on the wrong one, through every replacement. */
class OrderMatchingTest {

    private static final Order WORKING = order("c-1", "AAPL", OrderSide.BUY).build();

    private static Order atBroker(String clientOrderId, String brokerOrderId) {
        return order(clientOrderId, "AAPL", OrderSide.BUY)
                .brokerOrderId(brokerOrderId)
                .build();
    }

    @Test
    void aBrokerThatForgetsClientIdsIsMatchedByItsOwn() {
        Plan plan =
                new Scenario().saved(WORKING).open(atBroker("b-c-1", "b-c-1")).plan();

        assertThat(plan.findings()).isEmpty();
        assertThat(orderOf(plan, "c-1")).isEqualTo(WORKING);
    }

    @Test
    void aBrokerIdOfAnotherSymbolOrSideIsAConflict() {
        Order otherSymbol =
                order("x", "MSFT", OrderSide.BUY).brokerOrderId("b-c-1").build();
        Order otherSide =
                order("x", "AAPL", OrderSide.SELL).brokerOrderId("b-c-1").build();

        for (Order row : List.of(otherSymbol, otherSide)) {
            Plan plan = new Scenario().saved(WORKING).open(row).plan();

            assertThat(only(plan, InconsistencyKind.ORDER_CONFLICT).severity()).isEqualTo(Severity.REVIEW);
            assertThat(orderOf(plan, "c-1")).isEqualTo(WORKING);
            assertThat(orderOf(plan, "conflict:b-c-1").symbol()).isEqualTo(row.symbol());
        }
    }

    @Test
    void aClientIdOfAnotherSymbolIsAConflictAndNothingIsBooked() {
        Order row = filled(order("c-1", "MSFT", OrderSide.BUY), "4", "50", OrderStatus.PARTIALLY_FILLED);

        Plan plan = new Scenario().saved(WORKING).open(row).plan();

        assertThat(only(plan, InconsistencyKind.ORDER_CONFLICT).message()).contains("BUY AAPL", "BUY MSFT");
        assertThat(plan.newFills()).isEmpty();
        assertThat(orderOf(plan, "c-1")).isEqualTo(WORKING);
    }

    @Test
    void aBrokerIdThatWasSavedForAnotherOrderIsAConflict() {
        Order other = order("c-2", "AAPL", OrderSide.BUY).build();

        Plan plan = new Scenario()
                .saved(WORKING)
                .saved(other)
                .open(atBroker("c-1", "b-c-2"))
                .plan();

        assertThat(only(plan, InconsistencyKind.ORDER_CONFLICT).message()).contains("saved for c-2");
        assertThat(orderOf(plan, "c-1")).isEqualTo(WORKING);
        assertThat(orderOf(plan, "c-2")).isEqualTo(other);
    }

    @Test
    void anotherBrokerIdThanTheSavedOneIsAConflict() {
        Plan plan = new Scenario().saved(WORKING).open(atBroker("c-1", "b-9")).plan();

        assertThat(only(plan, InconsistencyKind.ORDER_CONFLICT).message()).contains("b-c-1", "b-9");
    }

    @Test
    void twoOrdersOfOneClientIdAreAConflict() {
        Order unsent = WORKING.toBuilder().brokerOrderId(null).build();

        Plan known = new Scenario()
                .saved(unsent)
                .open(atBroker("c-1", "b-1"))
                .open(atBroker("c-1", "b-2"))
                .plan();
        Plan strange = new Scenario()
                .open(atBroker("x", "b-1"))
                .open(atBroker("x", "b-2"))
                .plan();
        Plan sameBrokerId = new Scenario()
                .open(atBroker("x", "b-1"))
                .open(atBroker("y", "b-1"))
                .plan();

        assertThat(only(known, InconsistencyKind.ORDER_CONFLICT).message()).contains("two orders of this id");
        assertThat(only(strange, InconsistencyKind.ORDER_CONFLICT).message()).contains("two different orders");
        assertThat(only(sameBrokerId, InconsistencyKind.ORDER_CONFLICT).message())
                .contains("two different orders");
    }

    @Test
    void aConflictThatHasEndedIsReportedAndNotKept() {
        Order row =
                order("c-1", "MSFT", OrderSide.BUY).status(OrderStatus.CANCELED).build();

        Plan plan = new Scenario().saved(WORKING).found(row).plan();

        assertThat(kinds(plan)).containsExactly(InconsistencyKind.ORDER_CONFLICT);
        assertThat(plan.adoptedOrders()).isEmpty();
        assertThat(orderOf(plan, "c-1")).isEqualTo(WORKING);
    }

    @Test
    void ofDuplicateRowsTheMostAdvancedCountsInAnyOrder() {
        Order partly = filled(order("c-1", "AAPL", OrderSide.BUY), "4", "50", OrderStatus.PARTIALLY_FILLED);
        Order more = filled(order("c-1", "AAPL", OrderSide.BUY), "6", "50", OrderStatus.PARTIALLY_FILLED);
        Scenario forth = new Scenario()
                .saved(WORKING)
                .open(partly)
                .open(more)
                .open(partly)
                .broker("AAPL", "6", "50");
        Scenario back = new Scenario().saved(WORKING).open(more).open(partly).broker("AAPL", "6", "50");

        assertThat(orderOf(forth.plan(), "c-1").filledQuantity()).isEqualByComparingTo("6");
        assertThat(back.plan()).isEqualTo(forth.plan());
    }

    @Test
    void equallyAdvancedRowsThatDifferGiveOnePlanInAnyOrder() {
        Order low = order("c-1", "AAPL", OrderSide.BUY).limitPrice(amount("48")).build();
        Order high =
                order("c-1", "AAPL", OrderSide.BUY).limitPrice(amount("49")).build();

        Plan forth = new Scenario().saved(WORKING).open(low).open(high).plan();
        Plan back = new Scenario().saved(WORKING).open(high).open(low).plan();

        assertThat(back).isEqualTo(forth);
    }

    @Test
    void anOrderTheBotDoesNotKnowIsAdoptedWithAWarning() {
        Order manual = order("manual", "MSFT", OrderSide.SELL).build();

        Plan plan = new Scenario().open(manual).plan();

        assertThat(only(plan, InconsistencyKind.ORDER_UNKNOWN).severity()).isEqualTo(Severity.WARN);
        assertThat(plan.adoptedOrders()).containsExactly(manual);
        assertThat(plan.needsReview()).isFalse();
    }

    @Test
    void aYoungExternalOrdersFillsExplainThePositionAndAnOldOnesDoNot() {
        Instant longAgo = SAVED_AT.minus(Duration.ofHours(2));
        Order young = filled(order("manual", "MSFT", OrderSide.BUY), "4", "50", OrderStatus.PARTIALLY_FILLED);
        Order old = filled(
                order("manual", "MSFT", OrderSide.BUY).createdAt(longAgo).submittedAt(longAgo),
                "4",
                "50",
                OrderStatus.PARTIALLY_FILLED);

        Plan ofYoung = new Scenario().open(young).broker("MSFT", "4", "50").plan();
        Plan ofOld = new Scenario()
                .saved("MSFT", "4", "50")
                .open(old)
                .broker("MSFT", "4", "50")
                .plan();
        Plan ofOldWithNews = new Scenario()
                .saved("MSFT", "3", "50")
                .open(old)
                .broker("MSFT", "4", "50")
                .history(fill("x-2", old, "1", "50").build())
                .plan();

        assertThat(ofYoung.newFills()).hasSize(1);
        assertThat(only(ofYoung, InconsistencyKind.POSITION_UNKNOWN).severity()).isEqualTo(Severity.INFO);
        assertThat(ofOld.newFills()).isEmpty();
        assertThat(kinds(ofOld)).containsExactly(InconsistencyKind.ORDER_UNKNOWN);
        assertThat(ofOldWithNews.newFills()).extracting(Fill::fillId).containsExactly("x-2");
        assertThat(ofOldWithNews.needsReview()).isFalse();
    }

    @Test
    void anExternalOverfillIsReviewed() {
        Order manual = filled(order("manual", "MSFT", OrderSide.BUY), "14", "50", OrderStatus.PARTIALLY_FILLED);

        Plan plan = new Scenario().open(manual).broker("MSFT", "14", "50").plan();

        assertThat(kinds(plan)).contains(InconsistencyKind.OVERFILL, InconsistencyKind.POSITION_UNKNOWN);
        assertThat(plan.newFills()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderStatus.class,
            names = {"UNKNOWN", "SUSPENDED", "DONE_FOR_DAY", "PENDING_CANCEL", "HELD"})
    void everyStatusThatIsNoEndCountsAsWorking(OrderStatus status) {
        Plan plan = new Scenario()
                .saved(WORKING)
                .open(WORKING.toBuilder().status(status).build())
                .plan();

        assertThat(orderOf(plan, "c-1").status()).isEqualTo(status);
        assertThat(only(plan, InconsistencyKind.ORDER_STATUS).before()).isEqualTo("NEW");
        assertThat(only(plan, InconsistencyKind.ORDER_STATUS).after()).isEqualTo(status.name());
        assertThat(plan.closedOrders()).isEmpty();
    }

    @Test
    void changedTermsAreTakenFromTheBroker() {
        Plan plan = new Scenario()
                .saved(WORKING)
                .open(WORKING.toBuilder()
                        .quantity(amount("12"))
                        .limitPrice(amount("51.50"))
                        .timeInForce(TimeInForce.GTC)
                        .build())
                .plan();

        assertThat(only(plan, InconsistencyKind.ORDER_AMENDED).message())
                .contains("quantity 10 to 12", "limit price 50 to 51.5", "time in force DAY to GTC");
        assertThat(orderOf(plan, "c-1").limitPrice()).isEqualByComparingTo("51.50");
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void eachOtherTermIsComparedToo() {
        Order saved = Order.builder("c-1", "AAPL", OrderSide.BUY, OrderType.STOP)
                .notional(amount("100"))
                .stopPrice(amount("40"))
                .trailAmount(amount("1"))
                .trailPercent(amount("2"))
                .expiresAt(SAVED_AT)
                .status(OrderStatus.NEW)
                .build();
        Order row = Order.builder("c-1", "AAPL", OrderSide.BUY, OrderType.STOP_LIMIT)
                .notional(amount("110"))
                .stopPrice(amount("41"))
                .trailAmount(amount("1.5"))
                .trailPercent(amount("2.5"))
                .expiresAt(SAVED_AT.plusSeconds(1))
                .status(OrderStatus.NEW)
                .build();

        Plan plan = new Scenario().saved(saved).open(row).plan();

        assertThat(only(plan, InconsistencyKind.ORDER_AMENDED).message())
                .contains(
                        "type STOP to STOP_LIMIT",
                        "notional 100 to 110",
                        "stop price 40 to 41",
                        "trail amount 1 to 1.5",
                        "trail percent 2 to 2.5",
                        "end 2026-11-23T14:30:00Z to 2026-11-23T14:30:01Z");
    }

    @Test
    void aTrailingStopThatFollowedTheMarketWasNotAmended() {
        Order trailing = Order.builder("c-1", "AAPL", OrderSide.SELL, OrderType.TRAILING_STOP)
                .brokerOrderId("b-c-1")
                .stopPrice(amount("40"))
                .status(OrderStatus.NEW)
                .build();

        Plan plan = new Scenario()
                .saved("AAPL", "10", "45")
                .saved(trailing)
                .open(trailing.toBuilder().stopPrice(amount("44")).build())
                .broker("AAPL", "10", "45")
                .plan();

        assertThat(plan.changed()).isFalse();
    }

    @Test
    void whatTheBrokerDoesNotSayStaysAsItWas() {
        Order ours = WORKING.toBuilder()
                .tags(Map.of("level", "3"))
                .parentOrderId("c-0")
                .assetId("asset-1")
                .build();
        Order row = Order.builder("c-1", "AAPL", OrderSide.BUY, OrderType.UNKNOWN)
                .brokerOrderId("b-c-1")
                .timeInForce(TimeInForce.UNKNOWN)
                .status(OrderStatus.PENDING_CANCEL)
                .build();

        Order proposed = orderOf(new Scenario().saved(ours).open(row).plan(), "c-1");

        assertThat(proposed)
                .isEqualTo(ours.toBuilder().status(OrderStatus.PENDING_CANCEL).build());
    }

    @Test
    void aReplacedOrderIsFollowedToItsSuccessorAndIsNotCancelled() {
        Order ours = WORKING.toBuilder().tags(Map.of("level", "3")).build();
        Order replaced = order("c-1", "AAPL", OrderSide.BUY)
                .status(OrderStatus.REPLACED)
                .replacedBy("b-2")
                .build();
        Order successor = order("generated", "AAPL", OrderSide.BUY)
                .brokerOrderId("b-2")
                .limitPrice(amount("51"))
                .build();

        Plan plan = new Scenario().saved(ours).found(replaced).open(successor).plan();

        assertThat(orderOf(plan, "c-1").status()).isEqualTo(OrderStatus.REPLACED);
        assertThat(orderOf(plan, "generated").tags()).containsEntry("level", "3");
        assertThat(orderOf(plan, "generated").replaces()).isEqualTo("c-1");
        assertThat(only(plan, InconsistencyKind.ORDER_AMENDED).before()).isEqualTo("c-1");
        assertThat(kinds(plan)).doesNotContain(InconsistencyKind.ORDER_UNKNOWN);
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void aChainOfReplacementsIsAskedForStepByStepAndItsFillsAreBooked() {
        Order first = order("c-1", "AAPL", OrderSide.BUY)
                .status(OrderStatus.REPLACED)
                .replacedBy("b-2")
                .build();
        Order second = filled(
                order("g-2", "AAPL", OrderSide.BUY).brokerOrderId("b-2").replacedBy("b-3"),
                "3",
                "50",
                OrderStatus.REPLACED);
        Order third = filled(order("g-3", "AAPL", OrderSide.BUY).brokerOrderId("b-3"), "2", "51", OrderStatus.CANCELED);
        Scenario scenario = new Scenario().saved(WORKING).broker("AAPL", "5", "50.4");

        assertThat(scenario.found(first).questions()).containsExactly(OrderKey.ofBroker("b-2"));
        assertThat(scenario.foundByBroker("b-2", second).questions()).containsExactly(OrderKey.ofBroker("b-3"));
        assertThat(scenario.foundByBroker("b-3", third).questions()).isEmpty();
        Plan plan = scenario.plan();

        assertThat(plan.newFills())
                .extracting(Fill::quantity)
                .usingElementComparator(java.math.BigDecimal::compareTo)
                .containsExactlyInAnyOrder(amount("3"), amount("2"));
        assertThat(plan.needsReview()).isFalse();
        assertThat(plan.positions().get(0).unexplained()).isEqualByComparingTo("0");
    }

    @Test
    void aSuccessorNamedByTheBotsOwnIdIsAskedForByIt() {
        Order replaced = order("c-1", "AAPL", OrderSide.BUY)
                .status(OrderStatus.REPLACED)
                .replacedBy("c-2")
                .build();
        Scenario scenario = new Scenario()
                .saved(WORKING)
                .journalled(Scenario.intent("c-2", "AAPL", OrderSide.BUY))
                .found(replaced);

        assertThat(scenario.questions()).containsExactly(OrderKey.ofClient("c-2"));
        Plan plan = scenario.open(order("c-2", "AAPL", OrderSide.BUY).build()).plan();

        assertThat(kinds(plan))
                .containsExactlyInAnyOrder(InconsistencyKind.INTENT_FOUND, InconsistencyKind.ORDER_STATUS);
    }

    @Test
    void aSuccessorThatTheBrokerDoesNotShowIsMissing() {
        Order replaced = order("c-1", "AAPL", OrderSide.BUY)
                .status(OrderStatus.REPLACED)
                .replacedBy("b-2")
                .build();
        Scenario scenario = new Scenario().saved(WORKING).found(replaced);

        assertThat(scenario.answer(OrderKey.ofBroker("b-2"), new OrderLookup.NotFound())
                        .questions())
                .containsExactly(OrderKey.ofClient("b-2"));
        scenario.answer(OrderKey.ofClient("b-2"), new OrderLookup.NotFound());
        assertThat(scenario.questions()).isEmpty();
        Inconsistency missing = only(scenario.plan(), InconsistencyKind.ORDER_MISSING);

        assertThat(missing.orderKey()).isEqualTo(OrderKey.ofBroker("b-2"));
        assertThat(missing.settles()).isFalse();
        assertThat(only(scenario.unsettled().plan(), InconsistencyKind.ORDER_MISSING)
                        .settles())
                .isTrue();
    }

    @Test
    void aSuccessorThatCouldNotBeAskedForMayStillTurnUp() {
        Order replaced = order("c-1", "AAPL", OrderSide.BUY)
                .status(OrderStatus.REPLACED)
                .replacedBy("b-2")
                .build();

        Plan plan = new Scenario()
                .saved(WORKING)
                .found(replaced)
                .failed(OrderKey.ofBroker("b-2"), BrokerException.Kind.TRANSIENT)
                .plan();

        assertThat(only(plan, InconsistencyKind.ORDER_MISSING).settles()).isTrue();
    }

    @Test
    void sixteenReplacementsAreFollowedAndNoMore() {
        List<Order> chain = new ArrayList<>();
        for (int i = 2; i <= 20; i++) {
            chain.add(order("g-" + i, "AAPL", OrderSide.BUY)
                    .brokerOrderId("b-" + i)
                    .status(OrderStatus.REPLACED)
                    .replacedBy("b-" + (i + 1))
                    .build());
        }
        Scenario scenario = new Scenario()
                .saved(WORKING)
                .found(order("c-1", "AAPL", OrderSide.BUY)
                        .status(OrderStatus.REPLACED)
                        .replacedBy("b-2")
                        .build());
        for (Order link : chain.subList(0, 15)) {
            scenario.foundByBroker(String.valueOf(link.brokerOrderId()), link);
        }

        assertThat(scenario.questions()).containsExactly(OrderKey.ofBroker("b-17"));
        scenario.foundByBroker("b-17", chain.get(15));
        Plan plan = scenario.plan();

        assertThat(plan.adoptedOrders()).hasSize(16);
        assertThat(kinds(plan)).contains(InconsistencyKind.ORDER_MISSING);
    }

    @Test
    void ordersThatReplaceEachOtherInACircleEndTheSearch() {
        Order first = order("c-1", "AAPL", OrderSide.BUY)
                .status(OrderStatus.REPLACED)
                .replacedBy("b-2")
                .build();
        Order second = order("g-2", "AAPL", OrderSide.BUY)
                .brokerOrderId("b-2")
                .status(OrderStatus.REPLACED)
                .replacedBy("b-2")
                .build();
        Scenario scenario = new Scenario().saved(WORKING).found(first).foundByBroker("b-2", second);

        assertThat(scenario.questions()).isEmpty();
        assertThat(scenario.plan().adoptedOrders()).hasSize(1);
    }

    @Test
    void aLegThatTheBrokerMadeForOneOfTheBotsOrdersIsTheBots() {
        Order leg = stop("generated", "AAPL", OrderSide.SELL)
                .parentOrderId("c-1")
                .status(OrderStatus.HELD)
                .build();

        Plan plan = new Scenario().saved(WORKING).open(WORKING).open(leg).plan();

        assertThat(only(plan, InconsistencyKind.ORDER_UNKNOWN).severity()).isEqualTo(Severity.INFO);
        assertThat(plan.adoptedOrders()).containsExactly(leg);
        assertThat(kinds(plan)).doesNotContain(InconsistencyKind.ORPHAN_PROTECTIVE);
    }

    @Test
    void aBrokerIdLearnedAfterTheCopyIsTaken() {
        Order unsent = WORKING.toBuilder().brokerOrderId(null).build();

        Plan plan = new Scenario().saved(unsent).open(WORKING).plan();

        assertThat(orderOf(plan, "c-1").brokerOrderId()).isEqualTo("b-c-1");
        assertThat(kinds(plan)).containsExactly(InconsistencyKind.ORDER_STATUS);
    }
}
