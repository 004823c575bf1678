package io.tradingrecovery.reconcile;

import static io.tradingrecovery.reconcile.Scenario.SAVED_AT;
import static io.tradingrecovery.reconcile.Scenario.fill;
import static io.tradingrecovery.reconcile.Scenario.filled;
import static io.tradingrecovery.reconcile.Scenario.intent;
import static io.tradingrecovery.reconcile.Scenario.kinds;
import static io.tradingrecovery.reconcile.Scenario.only;
import static io.tradingrecovery.reconcile.Scenario.order;
import static io.tradingrecovery.reconcile.Scenario.orderOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders whose answer was lost, and orders that the broker does not list: what is proven, and what is not. */
class IntentTest {

    private static final OrderKey BY_CLIENT = OrderKey.ofClient("c-1");
    private static final OrderKey BY_BROKER = OrderKey.ofBroker("b-c-1");

    @ParameterizedTest
    @EnumSource(OrderSide.class)
    void anIntentThatTheBrokerWorksIsFound(OrderSide side) {
        Plan plan = new Scenario()
                .journalled(intent("c-1", "AAPL", side))
                .open(order("c-1", "AAPL", side).build())
                .plan();

        assertThat(only(plan, InconsistencyKind.INTENT_FOUND).severity()).isEqualTo(Severity.INFO);
        assertThat(only(plan, InconsistencyKind.INTENT_FOUND).evidence()).containsExactly("b-c-1");
        assertThat(orderOf(plan, "c-1").status()).isEqualTo(OrderStatus.NEW);
        assertThat(orderOf(plan, "c-1").brokerOrderId()).isEqualTo("b-c-1");
        assertThat(plan.adoptedOrders()).extracting(Order::clientOrderId).containsExactly("c-1");
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
    }

    @ParameterizedTest
    @EnumSource(OrderSide.class)
    void anIntentThatFilledMeanwhileBringsItsFills(OrderSide side) {
        Order done = filled(order("c-1", "AAPL", side), "10", "50", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .journalled(intent("c-1", "AAPL", side))
                .found(done)
                .history(fill("x-1", done, "10", "50").build())
                .broker("AAPL", side == OrderSide.BUY ? "10" : "-10", "50")
                .plan();

        assertThat(kinds(plan))
                .containsExactly(
                        InconsistencyKind.INTENT_FOUND,
                        InconsistencyKind.MISSED_FILL,
                        InconsistencyKind.POSITION_UNKNOWN);
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(plan.closedOrders()).extracting(Order::clientOrderId).containsExactly("c-1");
    }

    @Test
    void anIntentOfHoursAgoThatFilledThenIsBookedBecauseTheEngineNeverHadAnAnswer() {
        Order old = intent("c-1", "AAPL", OrderSide.BUY).toBuilder()
                .createdAt(SAVED_AT.minusSeconds(9_000))
                .build();
        Order done = filled(
                order("c-1", "AAPL", OrderSide.BUY)
                        .createdAt(SAVED_AT.minusSeconds(9_000))
                        .submittedAt(SAVED_AT.minusSeconds(8_999)),
                "10",
                "50",
                OrderStatus.FILLED);

        Plan plan = new Scenario()
                .journalled(old)
                .found(done)
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void anIntentOfTheEnginesCopyAloneIsAskedForLikewise() {
        Scenario scenario = new Scenario().saved(intent("c-1", "AAPL", OrderSide.BUY));

        assertThat(scenario.questions()).containsExactly(BY_CLIENT);
        Plan plan = scenario.open(order("c-1", "AAPL", OrderSide.BUY).build()).plan();

        assertThat(kinds(plan)).containsExactly(InconsistencyKind.INTENT_FOUND);
        assertThat(plan.adoptedOrders()).isEmpty();
        assertThat(orderOf(plan, "c-1").status()).isEqualTo(OrderStatus.NEW);
    }

    @Test
    void anIntentThatTheBrokerDefinitivelyDoesNotKnowWasNeverSentOnceItSettled() {
        Scenario scenario =
                new Scenario().journalled(intent("c-1", "AAPL", OrderSide.BUY)).notFound("c-1");

        Plan settled = scenario.plan();
        Plan early = scenario.unsettled().plan();

        assertThat(only(settled, InconsistencyKind.INTENT_NEVER_SENT).severity())
                .isEqualTo(Severity.WARN);
        assertThat(only(settled, InconsistencyKind.INTENT_NEVER_SENT).message()).contains("under the same id");
        assertThat(orderOf(settled, "c-1").status()).isEqualTo(OrderStatus.NOT_FOUND);
        assertThat(settled.closedOrders()).extracting(Order::clientOrderId).containsExactly("c-1");
        assertThat(settled.needsReview()).isFalse();
        assertThat(only(early, InconsistencyKind.INTENT_AMBIGUOUS).settles()).isTrue();
        assertThat(orderOf(early, "c-1").status()).isEqualTo(OrderStatus.INTENDED);
        assertThat(early.settling()).isTrue();
    }

    @Test
    void withoutAnExactLookupNotFoundProvesNothing() {
        Plan plan = new Scenario()
                .journalled(intent("c-1", "AAPL", OrderSide.BUY))
                .notFound("c-1")
                .without(BrokerCapability.EXACT_LOOKUP_BY_CLIENT_ORDER_ID)
                .plan();

        Inconsistency found = only(plan, InconsistencyKind.INTENT_AMBIGUOUS);
        assertThat(found.severity()).isEqualTo(Severity.REVIEW);
        assertThat(found.settles()).isFalse();
        assertThat(found.message()).contains("must not be sent again");
        assertThat(orderOf(plan, "c-1").status()).isEqualTo(OrderStatus.INTENDED);
    }

    @Test
    void aFailedLookupIsNoEmptyOne() {
        Scenario transientFailure = new Scenario()
                .journalled(intent("c-1", "AAPL", OrderSide.BUY))
                .failed(BY_CLIENT, BrokerException.Kind.TRANSIENT);
        Scenario finalFailure = new Scenario()
                .journalled(intent("c-1", "AAPL", OrderSide.BUY))
                .failed(BY_CLIENT, BrokerException.Kind.REJECTED);

        assertThat(only(transientFailure.plan(), InconsistencyKind.INTENT_AMBIGUOUS)
                        .settles())
                .isTrue();
        assertThat(only(transientFailure.plan(), InconsistencyKind.INTENT_AMBIGUOUS)
                        .message())
                .contains("it timed out after 5 attempts");
        assertThat(only(finalFailure.plan(), InconsistencyKind.INTENT_AMBIGUOUS).settles())
                .isFalse();
    }

    @Test
    void anIntentThatWasNotAskedForIsAmbiguous() {
        Plan plan =
                new Scenario().journalled(intent("c-1", "AAPL", OrderSide.BUY)).plan();

        assertThat(only(plan, InconsistencyKind.INTENT_AMBIGUOUS).message()).contains("not asked");
    }

    @Test
    void anIntentThatFillsNameWasSentWhateverTheLookupSays() {
        Order sent = order("c-1", "AAPL", OrderSide.BUY).brokerOrderId(null).build();

        Plan plan = new Scenario()
                .journalled(intent("c-1", "AAPL", OrderSide.BUY))
                .notFound("c-1")
                .history(fill("x-1", sent, "4", "50").build())
                .broker("AAPL", "4", "50")
                .plan();

        assertThat(only(plan, InconsistencyKind.INTENT_AMBIGUOUS).message()).contains("fills name it");
        assertThat(kinds(plan)).doesNotContain(InconsistencyKind.INTENT_NEVER_SENT);
        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("x-1");
    }

    @Test
    void anIntentThatTheJournalNeverLearnedTheEndOfIsNoneWhereTheEngineKnowsIt() {
        Order done = filled(order("c-1", "AAPL", OrderSide.BUY), "10", "50", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .saved("AAPL", "10", "50")
                .saved(done)
                .journalled(intent("c-1", "AAPL", OrderSide.BUY))
                .notFound("c-1")
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(plan.findings()).isEmpty();
        assertThat(plan.changed()).isFalse();
    }

    @Test
    void anIntentMadeAgainAfterItWasNotFoundIsAskedForAgain() {
        Order before = order("c-1", "AAPL", OrderSide.BUY)
                .brokerOrderId(null)
                .status(OrderStatus.NOT_FOUND)
                .build();
        Scenario scenario = new Scenario().saved(before).journalled(intent("c-1", "AAPL", OrderSide.BUY));

        assertThat(scenario.questions()).containsExactly(BY_CLIENT);
        Plan plan = scenario.open(order("c-1", "AAPL", OrderSide.BUY).build()).plan();

        assertThat(kinds(plan)).containsExactly(InconsistencyKind.INTENT_FOUND);
        assertThat(orderOf(plan, "c-1").status()).isEqualTo(OrderStatus.NEW);
    }

    @Test
    void anIdFromACutTailIsAQuestionAndAFoundOrderIsAdopted() {
        Scenario scenario = new Scenario().tail("c-1");

        assertThat(scenario.questions()).containsExactly(BY_CLIENT);
        Plan plan = scenario.found(order("c-1", "AAPL", OrderSide.BUY).build()).plan();

        assertThat(kinds(plan)).containsExactly(InconsistencyKind.INTENT_FOUND);
        assertThat(orderOf(plan, "c-1").status()).isEqualTo(OrderStatus.NEW);
    }

    @Test
    void anIdFromACutTailThatTheBrokerDoesNotKnowIsForgottenOnceItSettled() {
        Scenario scenario = new Scenario().tail("c-1").notFound("c-1");

        assertThat(scenario.plan().findings()).isEmpty();
        assertThat(only(scenario.unsettled().plan(), InconsistencyKind.INTENT_AMBIGUOUS)
                        .settles())
                .isTrue();
    }

    @Test
    void anIdFromACutTailThatCantBeAskedForIsAmbiguous() {
        Plan plan = new Scenario()
                .tail("c-1")
                .failed(BY_CLIENT, BrokerException.Kind.AUTH)
                .plan();

        assertThat(only(plan, InconsistencyKind.INTENT_AMBIGUOUS).orderKey()).isEqualTo(BY_CLIENT);
        assertThat(only(plan, InconsistencyKind.INTENT_AMBIGUOUS).settles()).isFalse();
    }

    @Test
    void anOpenOrderThatTheBrokerDefinitivelyDoesNotKnowIsClosedOnceItSettled() {
        Order partly = filled(order("c-1", "AAPL", OrderSide.BUY), "4", "50", OrderStatus.PARTIALLY_FILLED);
        Scenario scenario = new Scenario()
                .saved("AAPL", "4", "50")
                .saved(partly)
                .notFound("c-1")
                .broker("AAPL", "4", "50");

        Plan settled = scenario.plan();
        Plan early = scenario.unsettled().plan();

        assertThat(kinds(settled)).containsExactly(InconsistencyKind.ORDER_NOT_FOUND);
        assertThat(settled.findings().get(0).severity()).isEqualTo(Severity.WARN);
        assertThat(orderOf(settled, "c-1").status()).isEqualTo(OrderStatus.NOT_FOUND);
        assertThat(orderOf(settled, "c-1").filledQuantity()).isEqualByComparingTo("4");
        assertThat(only(early, InconsistencyKind.ORDER_MISSING).settles()).isTrue();
        assertThat(orderOf(early, "c-1").status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    }

    @Test
    void anOpenOrderStaysOpenWhereNothingIsProven() {
        Order working = order("c-1", "AAPL", OrderSide.BUY).build();
        Scenario failed = new Scenario().saved(working).failed(BY_CLIENT, BrokerException.Kind.INCOMPLETE);
        Scenario oneOfTwoFailed = new Scenario()
                .saved(working)
                .answer(BY_CLIENT, new OrderLookup.NotFound())
                .failed(BY_BROKER, BrokerException.Kind.TRANSIENT);
        Scenario unsupported = new Scenario()
                .saved(working)
                .answer(BY_CLIENT, new OrderLookup.Unsupported("no such call"))
                .answer(BY_BROKER, new OrderLookup.Unsupported("no such call"));

        for (Scenario scenario : List.of(failed, oneOfTwoFailed, unsupported)) {
            Plan plan = scenario.plan();
            assertThat(only(plan, InconsistencyKind.ORDER_MISSING).severity()).isEqualTo(Severity.REVIEW);
            assertThat(orderOf(plan, "c-1").status()).isEqualTo(OrderStatus.NEW);
            assertThat(plan.changed()).isFalse();
        }
        assertThat(only(failed.plan(), InconsistencyKind.ORDER_MISSING).settles())
                .isFalse();
        assertThat(only(oneOfTwoFailed.plan(), InconsistencyKind.ORDER_MISSING).settles())
                .isTrue();
        assertThat(only(unsupported.plan(), InconsistencyKind.ORDER_MISSING).settles())
                .isFalse();
    }

    @Test
    void oneExactAnswerIsEnoughWhereTheOtherCantBeAsked() {
        Plan plan = new Scenario()
                .saved(order("c-1", "AAPL", OrderSide.BUY).build())
                .answer(BY_CLIENT, new OrderLookup.Unsupported("no such call"))
                .answer(BY_BROKER, new OrderLookup.NotFound())
                .plan();
        Plan inexact = new Scenario()
                .saved(order("c-1", "AAPL", OrderSide.BUY).build())
                .answer(BY_CLIENT, new OrderLookup.Unsupported("no such call"))
                .answer(BY_BROKER, new OrderLookup.NotFound())
                .without(BrokerCapability.EXACT_LOOKUP_BY_BROKER_ORDER_ID)
                .plan();

        assertThat(kinds(plan)).containsExactly(InconsistencyKind.ORDER_NOT_FOUND);
        assertThat(kinds(inexact)).containsExactly(InconsistencyKind.ORDER_MISSING);
    }

    @Test
    void theBrokersIdIsAskedForAfterTheBotsFoundNothing() {
        Scenario scenario =
                new Scenario().saved(order("c-1", "AAPL", OrderSide.BUY).build());

        assertThat(scenario.questions()).containsExactly(BY_CLIENT);
        assertThat(scenario.answer(BY_CLIENT, new OrderLookup.NotFound()).questions())
                .containsExactly(BY_BROKER);
        assertThat(scenario.answer(BY_BROKER, new OrderLookup.NotFound()).questions())
                .isEmpty();
    }

    @Test
    void whatIsFoundOrListedOrEndedIsNotAskedForAgain() {
        Order working = order("c-1", "AAPL", OrderSide.BUY).build();
        Order ended =
                order("c-2", "AAPL", OrderSide.BUY).status(OrderStatus.CANCELED).build();

        assertThat(new Scenario().saved(working).open(working).questions()).isEmpty();
        assertThat(new Scenario().saved(working).found(working).questions()).isEmpty();
        assertThat(new Scenario().saved(ended).questions()).isEmpty();
    }

    @Test
    void anOrderTheJournalOnlyRemembersIsAskedForIfItClosedAfterTheCopy() {
        ClosedOrder closed = new ClosedOrder(
                "c-1",
                "b-c-1",
                OrderStatus.FILLED,
                BigDecimal.TEN,
                BigDecimal.TEN,
                SAVED_AT.plusSeconds(5),
                List.of("x-1"));
        Order done = filled(order("c-1", "AAPL", OrderSide.BUY), "10", "50", OrderStatus.FILLED);
        Scenario scenario = new Scenario().remembered(closed).broker("AAPL", "10", "50");

        assertThat(scenario.questions()).containsExactly(BY_CLIENT);
        Plan plan = scenario.found(done)
                .history(fill("x-1", done, "10", "50").build())
                .plan();

        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("x-1");
    }

    @Test
    void anOrderThatOnlyTheJournalKnowsAsWorkingIsAdopted() {
        Order working = order("c-1", "AAPL", OrderSide.BUY).build();

        Plan plan = new Scenario().journalled(working).open(working).plan();

        assertThat(only(plan, InconsistencyKind.ORDER_STATUS).before()).isNull();
        assertThat(plan.adoptedOrders()).containsExactly(working);
    }

    @Test
    void coldTheJournalAloneExplainsWhatItSawFromFlat() {
        Order done = filled(order("c-1", "AAPL", OrderSide.BUY), "10", "50", OrderStatus.FILLED);
        Scenario scenario = new Scenario()
                .cold()
                .journalled(done, fill("x-1", done, "10", "50").build())
                .journalled(intent("c-2", "AAPL", OrderSide.SELL))
                .found(done)
                .notFound("c-2")
                .broker("AAPL", "10", "50");

        Plan plan = scenario.plan();

        assertThat(plan.strategy()).isEqualTo(Strategy.REBUILD);
        assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).severity()).isEqualTo(Severity.INFO);
        assertThat(only(plan, InconsistencyKind.INTENT_NEVER_SENT).severity()).isEqualTo(Severity.WARN);
    }

    @Test
    void coldWhatTheJournalDidNotSeeIsUnexplained() {
        Order done = filled(order("c-1", "AAPL", OrderSide.BUY), "10", "50", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .cold()
                .journalled(done, fill("x-1", done, "10", "50").build())
                .found(done)
                .broker("AAPL", "25", "50")
                .plan();

        assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).severity()).isEqualTo(Severity.REVIEW);
        assertThat(plan.positions().get(0).explained()).isEqualByComparingTo("10");
        assertThat(plan.positions().get(0).unexplained()).isEqualByComparingTo("15");
    }
}
