package io.tradingrecovery.persistence.internal.orders;

import static io.tradingrecovery.testkit.States.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.internal.orders.JournalEvent.Answer;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Cancel;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.ClearHalt;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Closed;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Filled;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Halt;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Note;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Outcome;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Replace;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Request;
import io.tradingrecovery.persistence.internal.orders.JournalEvent.Submit;
import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.TradingHalt;
import io.tradingrecovery.testkit.States;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderTableTest {

    private static final Instant T0 = States.TIME;
    private static final Instant T1 = T0.plusSeconds(1);

    private final OrderTable table = new OrderTable(Duration.ofMinutes(10), Duration.ofDays(7));

    @Test
    void anIntentWithoutAnswerIsPending() {
        table.apply(new Submit(T0, order("a")));

        assertThat(image().pendingIntents())
                .extracting(pending -> pending.order().clientOrderId())
                .containsExactly("a");
        assertThat(table.statusOf("a")).isEqualTo(OrderStatus.INTENDED);
        assertThat(table.statusOf("b")).isNull();
    }

    @Test
    void answersSettleAnIntent() {
        table.apply(new Submit(T0, order("yes")));
        table.apply(new Submit(T0, order("no")));
        table.apply(new Submit(T0, order("lost")));
        table.apply(answer(Request.SUBMIT, "yes", Outcome.ACCEPTED, "b-7"));
        table.apply(answer(Request.SUBMIT, "no", Outcome.REJECTED, null));
        table.apply(answer(Request.SUBMIT, "lost", Outcome.AMBIGUOUS, null));

        assertThat(get("yes").order().status()).isEqualTo(OrderStatus.NEW);
        assertThat(get("yes").order().brokerOrderId()).isEqualTo("b-7");
        assertThat(get("yes").order().submittedAt()).isEqualTo(T1);
        assertThat(get("no").order().status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(get("no").closedAt()).isEqualTo(T1);
        assertThat(image().pendingIntents())
                .extracting(pending -> pending.order().clientOrderId())
                .containsExactly("lost");
    }

    @Test
    void fillsAddUpAndCompleteAnOrder() {
        table.apply(new Submit(T0, order("a")));
        table.apply(answer(Request.SUBMIT, "a", Outcome.ACCEPTED, "b-1"));
        table.apply(new Filled(T1, fill("f1", "a", null, "4", "10.00")));

        assertThat(get("a").order().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(get("a").order().filledQuantity()).isEqualByComparingTo("4");

        table.apply(new Filled(T1, fill("f2", null, "b-1", "6", "11.00")));

        assertThat(get("a").order().status()).isEqualTo(OrderStatus.FILLED);
        assertThat(get("a").order().filledQuantity()).isEqualByComparingTo("10");
        assertThat(get("a").order().averageFillPrice()).isEqualByComparingTo("10.6");
        assertThat(get("a").fills()).extracting(Fill::fillId).containsExactly("f1", "f2");
        assertThat(get("a").closedAt()).isEqualTo(T1);
    }

    @Test
    void aFillThatIsReportedAgainChangesNothing() {
        table.apply(new Submit(T0, order("a")));
        table.apply(new Filled(T1, fill("f1", "a", null, "4", "10.00")));
        JournalState once = image();

        table.apply(new Filled(T1, fill("f1", "a", null, "5", "99")));

        assertThat(image()).isEqualTo(once);
    }

    @Test
    void equalFillsWithOtherIdsBothCount() {
        table.apply(new Submit(T0, order("a")));
        table.apply(new Filled(T1, fill("f1", "a", null, "4", "10.00")));
        table.apply(new Filled(T1, fill("f2", "a", null, "4", "10.00")));

        assertThat(get("a").order().filledQuantity()).isEqualByComparingTo("8");
    }

    @Test
    void aStatedCumulativeQuantityWinsOverTheSum() {
        table.apply(new Submit(T0, order("a")));
        table.apply(new Filled(
                T1,
                Fill.builder("f2", "AAPL", OrderSide.BUY, amount("2"), T1)
                        .clientOrderId("a")
                        .cumulativeQuantity(amount("7"))
                        .price(amount("10"))
                        .build()));

        assertThat(get("a").order().filledQuantity()).isEqualByComparingTo("7");
        assertThat(get("a").order().averageFillPrice())
                .as("five units were filled unseen")
                .isNull();
    }

    @Test
    void anOverfillIsKeptAsItIs() {
        table.apply(new Submit(T0, order("a")));
        table.apply(new Filled(T1, fill("f1", "a", null, "11", "10.00")));

        assertThat(get("a").order().filledQuantity()).isEqualByComparingTo("11");
        assertThat(get("a").order().status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void absurdAmountsMakeTheSumUnknownInsteadOfFailing() {
        table.apply(new Submit(T0, order("a")));
        table.apply(new Filled(T1, fill("f1", "a", null, "1E+100", "1E-100")));
        table.apply(new Filled(T1, fill("f2", "a", null, "1E-100", "1E+100")));

        assertThat(get("a").order().filledQuantity()).isNull();
        assertThat(get("a").fills()).hasSize(2);
    }

    @Test
    void aLateFillOfAClosedOrderCountsAndLeavesItClosed() {
        table.apply(new Submit(T0, order("a")));
        table.apply(new Closed(T1, "a", OrderStatus.CANCELED, "by the user"));
        table.apply(new Filled(T1, fill("f1", "a", null, "3", "10.00")));

        assertThat(get("a").order().status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(get("a").order().filledQuantity()).isEqualByComparingTo("3");
    }

    @Test
    void aFillOfAnUnknownOrderIsKeptApart() {
        table.apply(new Filled(T1, fill("f1", "nobody", "b-9", "3", "10.00")));

        assertThat(image().strayFills()).extracting(Fill::fillId).containsExactly("f1");
        assertThat(image().orders()).isEmpty();
    }

    @Test
    void aCancelIsPendingUntilItIsConfirmedAndARefusedOneIsForgotten() {
        table.apply(new Submit(T0, order("a")));
        table.apply(answer(Request.SUBMIT, "a", Outcome.ACCEPTED, "b-1"));
        table.apply(new Cancel(T1, "a"));
        table.apply(answer(Request.CANCEL, "a", Outcome.ACCEPTED, null));
        assertThat(get("a").order().status()).isEqualTo(OrderStatus.PENDING_CANCEL);

        table.apply(new Filled(T1, fill("f1", "a", null, "4", "10.00")));
        assertThat(get("a").order().status()).as("it may fill on the way").isEqualTo(OrderStatus.PENDING_CANCEL);

        table.apply(answer(Request.CANCEL, "a", Outcome.REJECTED, null));
        assertThat(get("a").order().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    }

    @Test
    void aReplacementEndsTheOldOrderOnlyWhenItIsAccepted() {
        table.apply(new Submit(T0, order("old")));
        table.apply(answer(Request.SUBMIT, "old", Outcome.ACCEPTED, "b-1"));
        table.apply(new Replace(T1, order("new").toBuilder().replaces("old").build()));
        assertThat(get("old").order().status()).isEqualTo(OrderStatus.PENDING_REPLACE);
        assertThat(get("new").order().status()).isEqualTo(OrderStatus.INTENDED);

        table.apply(answer(Request.REPLACE, "new", Outcome.ACCEPTED, "b-2"));

        assertThat(get("old").order().status()).isEqualTo(OrderStatus.REPLACED);
        assertThat(get("old").order().replacedBy()).isEqualTo("new");
        assertThat(get("new").order().status()).isEqualTo(OrderStatus.NEW);
    }

    @Test
    void aRefusedReplacementLeavesTheOldOrderWorking() {
        table.apply(new Submit(T0, order("old")));
        table.apply(answer(Request.SUBMIT, "old", Outcome.ACCEPTED, "b-1"));
        table.apply(new Replace(T1, order("new").toBuilder().replaces("old").build()));
        table.apply(answer(Request.REPLACE, "new", Outcome.REJECTED, null));

        assertThat(get("old").order().status()).isEqualTo(OrderStatus.NEW);
        assertThat(get("old").closedAt()).isNull();
        assertThat(get("new").order().status()).isEqualTo(OrderStatus.REJECTED);
    }

    @Test
    void anUnansweredReplacementLeavesBothOrdersInQuestion() {
        table.apply(new Submit(T0, order("old")));
        table.apply(new Replace(T1, order("new").toBuilder().replaces("old").build()));
        table.apply(answer(Request.REPLACE, "new", Outcome.AMBIGUOUS, null));

        assertThat(get("old").order().status()).isEqualTo(OrderStatus.PENDING_REPLACE);
        assertThat(get("new").order().status()).isEqualTo(OrderStatus.AMBIGUOUS);
    }

    @Test
    void aHaltStandsUntilItIsCleared() {
        table.apply(new Halt(T0, "drawdown"));
        assertThat(image().halt()).isEqualTo(new TradingHalt("drawdown", T0));

        table.apply(new Note(T1, "still halted"));
        assertThat(image().halt()).isNotNull();

        table.apply(new ClearHalt(T1, "ana"));
        assertThat(image().halt()).isNull();
    }

    @Test
    void aClosedOrderShrinksAfterAWhileAndIsForgottenAfterAWeek() {
        table.apply(new Submit(T0, order("a")));
        table.apply(answer(Request.SUBMIT, "a", Outcome.ACCEPTED, "b-1"));
        table.apply(new Filled(T0, fill("f1", "a", null, "10", "10.00")));

        assertThat(table.imageToSave(T0.plus(Duration.ofMinutes(10))).orders()).hasSize(1);

        JournalState later = table.imageToSave(T0.plus(Duration.ofMinutes(10)).plusNanos(1));
        assertThat(later.orders()).isEmpty();
        assertThat(later.closed()).singleElement().satisfies(order -> {
            assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
            assertThat(order.fillIds()).containsExactly("f1");
        });
        table.apply(new Filled(T1, fill("f1", null, "b-1", "10", "10.00")));
        assertThat(table.image().strayFills())
                .as("a fill of a closed order, told again")
                .isEmpty();
        assertThat(table.statusOf("a")).isEqualTo(OrderStatus.FILLED);

        assertThat(table.imageToSave(T0.plus(Duration.ofDays(7)).plusNanos(1))).isEqualTo(JournalState.EMPTY);
    }

    @Test
    void whatWasNotSavedYetIsKeptWholeForAsLongAsItTakes() {
        table.apply(new Submit(T0, order("a")));
        table.apply(answer(Request.SUBMIT, "a", Outcome.ACCEPTED, "b-1"));
        table.apply(new Filled(T0, fill("f1", "a", null, "10", "10.00")));
        table.apply(new Note(T0.plus(Duration.ofDays(30)), "a month later"));

        assertThat(image().orders())
                .singleElement()
                .satisfies(order -> assertThat(order.fills()).hasSize(1));
    }

    @Test
    void anOpenOrderIsNeverForgotten() {
        table.apply(new Submit(T0, order("a")));

        assertThat(table.imageToSave(T0.plus(Duration.ofDays(1_000))).orders()).hasSize(1);
    }

    @Test
    void anOrderThatWasNeverSentCanBeIntendedAgain() {
        table.apply(new Submit(T0, order("a")));
        table.apply(new Closed(T0, "a", OrderStatus.NOT_FOUND, null));
        table.apply(new Submit(T1, order("a")));

        assertThat(get("a").order().status()).isEqualTo(OrderStatus.INTENDED);
        assertThat(get("a").closedAt()).isNull();
    }

    @Test
    void aSavedTableGoesOnWhereItStopped() {
        table.apply(new Submit(T0, order("a")));
        table.apply(answer(Request.SUBMIT, "a", Outcome.ACCEPTED, "b-1"));
        table.apply(new Filled(T1, fill("f1", "a", null, "4", "10.00")));
        OrderTable restored = new OrderTable(Duration.ofMinutes(10), Duration.ofDays(7));
        restored.restore(image());

        Filled again = new Filled(T1, fill("f1", null, "b-1", "4", "10.00"));
        Filled next = new Filled(T1, fill("f2", null, "b-1", "6", "11.00"));
        for (OrderTable each : new OrderTable[] {table, restored}) {
            each.apply(again);
            each.apply(next);
        }

        assertThat(restored.image()).isEqualTo(image());
        assertThat(get("a").order().status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void restoresEveryField() {
        table.restore(States.richJournal());
        table.apply(new Note(T0, "forces a new image"));

        assertThat(table.image()).isEqualTo(States.richJournal());
        assertThat(table.statusOf("old")).isEqualTo(OrderStatus.CANCELED);
        assertThat(table.image().closed())
                .extracting(ClosedOrder::clientOrderId)
                .containsExactly("old");
    }

    private JournalState image() {
        return table.image();
    }

    private JournaledOrder get(String id) {
        return image().orders().stream()
                .filter(journaled -> journaled.order().clientOrderId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Order order(String id) {
        return Order.builder(id, "AAPL", OrderSide.BUY, OrderType.LIMIT)
                .quantity(amount("10"))
                .limitPrice(amount("12"))
                .build();
    }

    private static Fill fill(
            String id, @Nullable String clientOrderId, @Nullable String brokerOrderId, String quantity, String price) {
        return Fill.builder(id, "AAPL", OrderSide.BUY, amount(quantity), T1)
                .clientOrderId(clientOrderId)
                .brokerOrderId(brokerOrderId)
                .price(amount(price))
                .build();
    }

    private static Answer answer(Request request, String id, Outcome outcome, @Nullable String brokerOrderId) {
        return new Answer(T1, request, id, outcome, brokerOrderId, null, null);
    }
}
