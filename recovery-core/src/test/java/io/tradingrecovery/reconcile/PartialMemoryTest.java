package io.tradingrecovery.reconcile;

import static io.tradingrecovery.reconcile.Scenario.SAVED_AT;
import static io.tradingrecovery.reconcile.Scenario.amount;
import static io.tradingrecovery.reconcile.Scenario.fill;
import static io.tradingrecovery.reconcile.Scenario.filled;
import static io.tradingrecovery.reconcile.Scenario.only;
import static io.tradingrecovery.reconcile.Scenario.order;
import static io.tradingrecovery.reconcile.Scenario.orderOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the journal, the broker or the account has forgotten in part, and what is left of it still explains. */
class PartialMemoryTest {

    private static final Order WORKING = order("c-1", "AAPL", OrderSide.BUY).build();

    @Test
    void newFillsOfAnOrderOfWhichTheJournalKeptTheIdsAloneAreBookedThoughTheBrokerForgotTheOrder() {
        Plan plan = new Scenario()
                .remembered(closedAfterTheCopy())
                .notFound("c-1")
                .history(fill("x-1", WORKING, "10", "50").build())
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(plan.review()).isEmpty();
        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("x-1");
    }

    @Test
    void andThoughTheBrokerCanNotBeAskedForIt() {
        Plan plan = new Scenario()
                .without(BrokerCapability.EXACT_LOOKUP_BY_CLIENT_ORDER_ID)
                .without(BrokerCapability.EXACT_LOOKUP_BY_BROKER_ORDER_ID)
                .remembered(closedAfterTheCopy())
                .history(fill("x-1", WORKING, "10", "50").build())
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(plan.review()).isEmpty();
        assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).evidence()).containsExactly("x-1");
    }

    private static ClosedOrder closedAfterTheCopy() {
        return new ClosedOrder(
                "c-1",
                "b-c-1",
                OrderStatus.FILLED,
                BigDecimal.TEN,
                amount("50"),
                SAVED_AT.plusSeconds(20),
                List.of("x-1"));
    }

    @Test
    void theTotalThatAFillNamesCountsWhereTheBrokerForgotTheFillBeforeIt() {
        Fill first =
                fill("x-1", WORKING, "4", "50").cumulativeQuantity(amount("4")).build();
        Fill second =
                fill("x-2", WORKING, "6", "51").cumulativeQuantity(amount("10")).build();

        Plan plan = new Scenario()
                .without(BrokerCapability.EXACT_LOOKUP_BY_CLIENT_ORDER_ID)
                .without(BrokerCapability.EXACT_LOOKUP_BY_BROKER_ORDER_ID)
                .saved(WORKING)
                .journalled(filled(order("c-1", "AAPL", OrderSide.BUY), "4", "50", OrderStatus.PARTIALLY_FILLED), first)
                .history(second)
                .broker("AAPL", "10", "50.6")
                .plan();

        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactlyInAnyOrder("x-1", "x-2");
        assertThat(orderOf(plan, "c-1").filledQuantity()).isEqualByComparingTo("10");
        assertThat(plan.positions())
                .singleElement()
                .satisfies(change -> assertThat(change.unexplained()).isEqualByComparingTo("0"));
    }

    @Test
    void aRoundTripInACoinIsExplainedByItsFeesThoughNothingIsHeldBeforeOrAfter() {
        Order bought = filled(coin("c-1", OrderSide.BUY), "10", "50", OrderStatus.FILLED);
        Order sold = filled(coin("c-2", OrderSide.SELL), "9.975", "51", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .saved(coin("c-1", OrderSide.BUY).build())
                .saved(coin("c-2", OrderSide.SELL).build())
                .found(bought)
                .found(sold)
                .history(
                        fill("x-1", bought, "10", "50")
                                .fee(amount("0.025"), "BTC")
                                .build(),
                        fill("x-2", sold, "9.975", "51").build())
                .plan();

        assertThat(plan.review()).as(plan.toString()).isEmpty();
        assertThat(Objects.requireNonNull(plan.proposed()).positions()).isEmpty();
    }

    private static Order.Builder coin(String id, OrderSide side) {
        return order(id, "BTC/USD", side);
    }

    @Test
    void aFindingBearsTheBotsIdOfAnOrderThatTheBrokerGivesUnderAnother() {
        Order elsewhere = order("other", "AAPL", OrderSide.BUY)
                .brokerOrderId("b-c-1")
                .filledQuantity(amount("11"))
                .status(OrderStatus.FILLED)
                .build();

        Plan plan =
                new Scenario().saved(WORKING).foundByBroker("b-c-1", elsewhere).uncheckedPlan();

        assertThat(only(plan, InconsistencyKind.OVERFILL).orderKey()).isEqualTo(new OrderKey("c-1", "b-c-1"));
    }
}
