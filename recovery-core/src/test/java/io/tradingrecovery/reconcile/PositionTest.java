package io.tradingrecovery.reconcile;

import static io.tradingrecovery.reconcile.Scenario.NOW;
import static io.tradingrecovery.reconcile.Scenario.SAVED_AT;
import static io.tradingrecovery.reconcile.Scenario.amount;
import static io.tradingrecovery.reconcile.Scenario.fill;
import static io.tradingrecovery.reconcile.Scenario.filled;
import static io.tradingrecovery.reconcile.Scenario.kinds;
import static io.tradingrecovery.reconcile.Scenario.only;
import static io.tradingrecovery.reconcile.Scenario.order;
import static io.tradingrecovery.reconcile.Scenario.orderOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Positions: the broker's quantity is final, and each change is split into what evidence explains and what it does not. */
class PositionTest {

    private static Activity activity(
            String id,
            Activity.Kind kind,
            Instant time,
            String symbol,
            @Nullable String newSymbol,
            @Nullable String quantity) {
        return new Activity(
                id, kind, time, symbol, newSymbol, quantity == null ? null : amount(quantity), null, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 15, POSITION_QUANTITY, 5",
        "-10, -15, POSITION_QUANTITY, -5",
        "10, 0, POSITION_MISSING, -10",
        "-10, 0, POSITION_MISSING, 10",
        "0, 0.5, POSITION_UNKNOWN, 0.5",
        "0, -0.5, POSITION_UNKNOWN, -0.5"
    })
    void aChangeThatNothingExplainsIsReviewedAndProposed(
            String before, String after, InconsistencyKind kind, String unexplained) {
        Scenario scenario = new Scenario().saved("AAPL", before, "50").broker("AAPL", after, "50");

        Plan plan = scenario.plan();

        Inconsistency found = only(plan, kind);
        assertThat(found.severity()).isEqualTo(Severity.REVIEW);
        assertThat(found.evidence()).isEmpty();
        assertThat(found.settles()).isFalse();
        assertThat(found.message()).contains(unexplained + " is not explained");
        assertThat(plan.positions()).hasSize(1);
        assertThat(plan.positions().get(0).unexplained()).isEqualByComparingTo(unexplained);
        assertThat(plan.positions().get(0).explained()).isEqualByComparingTo("0");
        assertThat(scenario.unsettled().plan().settling()).isTrue();
    }

    @Test
    void aPositionThatTheBrokerDoesNotListAtAllIsMissing() {
        Plan plan = new Scenario().saved("AAPL", "10", "50").plan();

        assertThat(only(plan, InconsistencyKind.POSITION_MISSING).after()).isNull();
        assertThat(Objects.requireNonNull(plan.proposed()).positions()).isEmpty();
    }

    @Test
    void byAnExplicitPolicyTheUnexplainedIsAdoptedOnceItSettled() {
        Scenario scenario = new Scenario().saved("AAPL", "10", "50").broker("AAPL", "15", "50");
        scenario.policy.unexplained(UnexplainedPolicy.ADOPT);

        assertThat(only(scenario.plan(), InconsistencyKind.POSITION_QUANTITY).severity())
                .isEqualTo(Severity.WARN);
        assertThat(only(scenario.unsettled().plan(), InconsistencyKind.POSITION_QUANTITY)
                        .severity())
                .isEqualTo(Severity.REVIEW);
    }

    @Test
    void aPartOfAChangeIsExplainedAndTheRestIsNot() {
        Order done = filled(order("c-1", "AAPL", OrderSide.BUY), "10", "50", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .saved("AAPL", "5", "50")
                .saved(order("c-1", "AAPL", OrderSide.BUY).build())
                .found(done)
                .history(fill("x-1", done, "10", "50").build())
                .broker("AAPL", "18", "50")
                .plan();

        Inconsistency found = only(plan, InconsistencyKind.POSITION_QUANTITY);
        assertThat(found.severity()).isEqualTo(Severity.REVIEW);
        assertThat(found.message()).contains("10 is explained by x-1", "3 is not explained");
        assertThat(plan.positions().get(0).explained()).isEqualByComparingTo("10");
        assertThat(plan.positions().get(0).unexplained()).isEqualByComparingTo("3");
    }

    @Test
    void fillsThatThePositionDoesNotShowYetAreUnexplainedTheOtherWay() {
        Order done = filled(order("c-1", "AAPL", OrderSide.BUY), "10", "50", OrderStatus.FILLED);
        Scenario scenario = new Scenario()
                .saved("AAPL", "5", "50")
                .saved(order("c-1", "AAPL", OrderSide.BUY).build())
                .found(done)
                .broker("AAPL", "5", "50");

        Inconsistency found = only(scenario.unsettled().plan(), InconsistencyKind.POSITION_QUANTITY);

        assertThat(found.settles()).isTrue();
        assertThat(found.message()).contains("-10 is not explained");
    }

    @ParameterizedTest
    @CsvSource({"5, -3, SELL, 8", "-5, 3, BUY, 8"})
    void aFlipIsShownAsACloseAndAnOpen(String before, String after, OrderSide side, String quantity) {
        Order done = filled(order("c-1", "AAPL", side), quantity, "50", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .saved("AAPL", before, "50")
                .saved(order("c-1", "AAPL", side).build())
                .found(done)
                .history(fill("x-1", done, quantity, "50").build())
                .broker("AAPL", after, "50")
                .plan();

        assertThat(only(plan, InconsistencyKind.POSITION_QUANTITY).message())
                .contains("closed " + before + ", opened " + after);
        assertThat(plan.positions().get(0).flips()).isTrue();
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void aFractionCountsUnlessItIsBelowTheSizePrecision() {
        Scenario exact = new Scenario().saved("BTC/USD", "1", "50000").broker("BTC/USD", "1.00000001", "50000");
        Scenario coarse = new Scenario().saved("BTC/USD", "1", "50000").broker("BTC/USD", "1.00000001", "50000");
        coarse.policy.sizePrecision("BTC/USD", amount("0.00000002"));
        Scenario edge = new Scenario().saved("BTC/USD", "1", "50000").broker("BTC/USD", "1.00000002", "50000");
        edge.policy.sizePrecision("BTC/USD", amount("0.00000002"));

        assertThat(exact.plan().needsReview()).isTrue();
        assertThat(coarse.plan().findings()).isEmpty();
        assertThat(edge.plan().needsReview()).isTrue();
    }

    @Test
    void theSameQuantityWrittenOtherwiseIsTheSame() {
        Plan plan = new Scenario()
                .saved("AAPL", "10.00", "50")
                .broker("AAPL", "10", "50.0")
                .plan();

        assertThat(plan.findings()).isEmpty();
        assertThat(plan.changed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"50.005, false", "50.006, true", "49.995, false", "49.994, true"})
    void anAveragePriceWithinTheToleranceIsTheSame(String price, boolean differs) {
        Plan plan = new Scenario()
                .saved("AAPL", "10", "50")
                .broker("AAPL", "10", price)
                .plan();

        assertThat(plan.changed()).isEqualTo(differs);
        assertThat(kinds(plan)).isEqualTo(differs ? List.of(InconsistencyKind.AVERAGE_PRICE) : List.of());
        assertThat(Objects.requireNonNull(plan.proposed()).positions().get(0).averagePrice())
                .isEqualByComparingTo(differs ? price : "50");
    }

    @Test
    void anAveragePriceThatTheBrokerDoesNotGiveIsUnknownAndNotTheOldOne() {
        Plan plan = new Scenario()
                .saved("AAPL", "10", "50")
                .broker("AAPL", "10", null)
                .plan();

        assertThat(only(plan, InconsistencyKind.AVERAGE_PRICE).after()).isEqualTo("unknown");
        assertThat(Objects.requireNonNull(plan.proposed()).positions().get(0).averagePrice())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"10, 100, 40, 25, 4", "-10, 100, -40, 25, 4", "40, 25, 10, 100, 0.25", "30, 10.01, 10, 30.03, 0.3333333"
    })
    void theSameCostAtAnotherQuantityIsASuspectedSplit(
            String before, String price, String after, String newPrice, String ratio) {
        Plan plan = new Scenario()
                .saved("AAPL", before, price)
                .broker("AAPL", after, newPrice)
                .plan();

        Inconsistency found = only(plan, InconsistencyKind.SPLIT_SUSPECTED);
        assertThat(found.severity()).isEqualTo(Severity.REVIEW);
        assertThat(found.message()).contains(ratio + " for one");
        assertThat(kinds(plan)).doesNotContain(InconsistencyKind.POSITION_QUANTITY);
        assertThat(plan.positions().get(0).unexplained()).isNotZero();
    }

    @Test
    void anotherCostOrSideIsNoSplit() {
        assertThat(kinds(new Scenario()
                        .saved("AAPL", "10", "100")
                        .broker("AAPL", "40", "26")
                        .plan()))
                .containsExactly(InconsistencyKind.POSITION_QUANTITY);
        assertThat(kinds(new Scenario()
                        .saved("AAPL", "10", "100")
                        .broker("AAPL", "-10", "100")
                        .plan()))
                .containsExactly(InconsistencyKind.POSITION_QUANTITY);
        assertThat(kinds(new Scenario()
                        .saved("AAPL", "10", null)
                        .broker("AAPL", "40", "25")
                        .plan()))
                .containsExactly(InconsistencyKind.POSITION_QUANTITY);
        assertThat(kinds(new Scenario()
                        .saved("AAPL", "10", "0")
                        .broker("AAPL", "40", "0")
                        .plan()))
                .containsExactly(InconsistencyKind.POSITION_QUANTITY);
    }

    @Test
    void aSplitWithItsActivityIsExplained() {
        Plan byQuantity = new Scenario()
                .saved("AAPL", "10", "100")
                .broker("AAPL", "40", "25")
                .activity(activity("act-1", Activity.Kind.SPLIT, SAVED_AT.plusSeconds(1), "AAPL", null, "30"))
                .plan();
        Plan byCost = new Scenario()
                .saved("AAPL", "10", "100")
                .broker("AAPL", "40", "25")
                .activity(activity("act-1", Activity.Kind.SPLIT, SAVED_AT.plusSeconds(1), "AAPL", null, null))
                .plan();

        assertThat(only(byQuantity, InconsistencyKind.POSITION_QUANTITY).evidence())
                .containsExactly("act-1");
        assertThat(byQuantity.severity()).isEqualTo(Severity.INFO);
        assertThat(only(byCost, InconsistencyKind.CORPORATE_ACTION).evidence()).containsExactly("act-1");
        assertThat(byCost.severity()).isEqualTo(Severity.INFO);
        assertThat(byCost.positions().get(0).unexplained()).isEqualByComparingTo("0");
    }

    @Test
    void anActivityDatedBeforeTheCopyCountsOnlyIfItFits() {
        Activity dated =
                activity("act-1", Activity.Kind.TRANSFER, SAVED_AT.minus(Duration.ofHours(14)), "AAPL", null, "5");

        Plan posted = new Scenario()
                .saved("AAPL", "10", "50")
                .broker("AAPL", "15", "50")
                .activity(dated)
                .plan();
        Plan bookedBefore = new Scenario()
                .saved("AAPL", "15", "50")
                .broker("AAPL", "15", "50")
                .activity(dated)
                .plan();
        Plan noFit = new Scenario()
                .saved("AAPL", "10", "50")
                .broker("AAPL", "17", "50")
                .activity(dated)
                .plan();

        assertThat(only(posted, InconsistencyKind.POSITION_QUANTITY).evidence()).containsExactly("act-1");
        assertThat(posted.severity()).isEqualTo(Severity.INFO);
        assertThat(bookedBefore.findings()).isEmpty();
        assertThat(only(noFit, InconsistencyKind.POSITION_QUANTITY).evidence()).isEmpty();
        assertThat(noFit.needsReview()).isTrue();
    }

    @Test
    void anActivityWithAnExactTimeWellBeforeTheCopyWasBookedByThen() {
        Instant exact = SAVED_AT.minus(Duration.ofHours(14)).plusMillis(1);
        Instant justBefore = SAVED_AT.minus(Duration.ofMinutes(9)).plusMillis(1);

        Plan old = new Scenario()
                .saved("AAPL", "10", "50")
                .broker("AAPL", "15", "50")
                .activity(activity("act-1", Activity.Kind.TRANSFER, exact, "AAPL", null, "5"))
                .plan();
        Plan young = new Scenario()
                .saved("AAPL", "10", "50")
                .broker("AAPL", "15", "50")
                .activity(activity("act-1", Activity.Kind.TRANSFER, justBefore, "AAPL", null, "5"))
                .plan();

        assertThat(old.needsReview()).isTrue();
        assertThat(young.needsReview()).isFalse();
    }

    @Test
    void ofSeveralActivitiesDatedBeforeTheCopyTheNewestThatFitAreTaken() {
        Activity yesterday =
                activity("act-1", Activity.Kind.FEE, SAVED_AT.minus(Duration.ofHours(38)), "AAPL", null, "-1");
        Activity today = activity("act-2", Activity.Kind.FEE, SAVED_AT.minus(Duration.ofHours(14)), "AAPL", null, "-2");

        Plan plan = new Scenario()
                .saved("AAPL", "10", "50")
                .broker("AAPL", "8", "50")
                .activity(yesterday)
                .activity(today)
                .activity(today)
                .plan();

        assertThat(only(plan, InconsistencyKind.POSITION_QUANTITY).evidence()).containsExactly("act-2");
    }

    @Test
    void anActivityAfterTheCopyThatThePositionDoesNotShowIsADifference() {
        Plan plan = new Scenario()
                .saved("AAPL", "10", "50")
                .broker("AAPL", "10", "50")
                .activity(activity("act-1", Activity.Kind.TRANSFER, NOW, "AAPL", null, "5"))
                .uncheckedPlan();

        assertThat(only(plan, InconsistencyKind.POSITION_QUANTITY).severity()).isEqualTo(Severity.REVIEW);
    }

    @Test
    void aChangedSymbolIsFollowedByItsActivityInPositionAndOrders() {
        Order working = order("c-1", "FB", OrderSide.SELL).build();
        Order row = order("c-1", "META", OrderSide.SELL).build();

        Plan plan = new Scenario()
                .saved("FB", "10", "50")
                .saved(working)
                .open(row)
                .broker("META", "10", "50")
                .activity(activity("act-1", Activity.Kind.SYMBOL_CHANGE, SAVED_AT.plusSeconds(1), "FB", "META", null))
                .plan();

        Inconsistency found = only(plan, InconsistencyKind.CORPORATE_ACTION);
        assertThat(found.evidence()).containsExactly("act-1");
        assertThat(found.before()).isEqualTo("FB");
        assertThat(found.after()).isEqualTo("META");
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(orderOf(plan, "c-1").symbol()).isEqualTo("META");
        assertThat(only(plan, InconsistencyKind.ORDER_AMENDED).message()).contains("symbol FB to META");
        assertThat(Objects.requireNonNull(plan.proposed()).positions())
                .extracting(Position::symbol)
                .containsExactly("META");
    }

    @Test
    void aChangedSymbolIsFollowedByTheAssetId() {
        Plan plan = new Scenario()
                .saved(new Position("FB", amount("10"), amount("50"), null, "asset-1"))
                .broker(new Position("META", amount("10"), amount("50"), null, "asset-1"))
                .plan();

        assertThat(only(plan, InconsistencyKind.CORPORATE_ACTION).evidence()).containsExactly("asset asset-1");
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(plan.changed()).isTrue();
    }

    @Test
    void anAssetHeldUnderTwoSymbolsOrASymbolStillHeldIsNoRename() {
        Plan twice = new Scenario()
                .saved(new Position("FB", amount("10"), amount("50"), null, "asset-1"))
                .broker(new Position("META", amount("10"), amount("50"), null, "asset-1"))
                .broker(new Position("META2", amount("10"), amount("50"), null, "asset-1"))
                .plan();
        Plan stillHeld = new Scenario()
                .saved("FB", "10", "50")
                .broker("FB", "10", "50")
                .activity(activity("act-1", Activity.Kind.SYMBOL_CHANGE, SAVED_AT.minusSeconds(60), "FB", "META", null))
                .plan();

        assertThat(kinds(twice)).contains(InconsistencyKind.POSITION_MISSING);
        assertThat(stillHeld.findings()).isEmpty();
    }

    @Test
    void anotherAssetUnderTheSameSymbolIsReviewedEvenIfTheQuantityIsEqual() {
        Plan plan = new Scenario()
                .saved(new Position("AAA", amount("10"), amount("50"), null, "asset-1"))
                .broker(new Position("AAA", amount("10"), amount("50"), null, "asset-2"))
                .plan();

        assertThat(only(plan, InconsistencyKind.POSITION_QUANTITY).severity()).isEqualTo(Severity.REVIEW);
        assertThat(only(plan, InconsistencyKind.POSITION_QUANTITY).message()).contains("asset-1", "asset-2");
        assertThat(Objects.requireNonNull(plan.proposed()).positions().get(0).assetId())
                .isEqualTo("asset-2");
    }

    @Test
    void aCoinFeeThatIsKnownExplainsWhatIsMissing() {
        Order done = filled(order("c-1", "BTC/USD", OrderSide.BUY), "1", "50000", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .saved(order("c-1", "BTC/USD", OrderSide.BUY).build())
                .found(done)
                .history(fill("x-1", done, "1", "50000")
                        .fee(amount("0.0025"), "BTC")
                        .build())
                .broker("BTC/USD", "0.9975", "50000")
                .plan();

        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).evidence()).containsExactly("x-1");
    }

    @ParameterizedTest
    @CsvSource({"0.9975, INFO", "0.999, INFO", "0.9974, REVIEW", "1.0001, REVIEW"})
    void aCoinFeeThatIsNotPostedYetExplainsUpToTheStatedRate(String held, Severity severity) {
        Order done = filled(order("c-1", "BTC/USD", OrderSide.BUY), "1", "50000", OrderStatus.FILLED);
        Scenario scenario = new Scenario()
                .saved(order("c-1", "BTC/USD", OrderSide.BUY).build())
                .found(done)
                .history(fill("x-1", done, "1", "50000").fee(null, null).build())
                .broker("BTC/USD", held, "50000");
        scenario.policy.feeRate("BTC/USD", amount("0.0025"));

        Plan plan = scenario.plan();

        assertThat(plan.severity()).isEqualTo(severity);
        assertThat(kinds(plan).contains(InconsistencyKind.FEE_PENDING)).isEqualTo(severity == Severity.INFO);
    }

    @Test
    void aFeeRateExplainsNothingWithoutAPurchaseWhoseFeeIsUnknown() {
        Order done = filled(order("c-1", "BTC/USD", OrderSide.SELL), "1", "50000", OrderStatus.FILLED);
        Scenario sold = new Scenario()
                .saved("BTC/USD", "2", "50000")
                .saved(order("c-1", "BTC/USD", OrderSide.SELL).build())
                .found(done)
                .history(fill("x-1", done, "1", "50000").fee(null, null).build())
                .broker("BTC/USD", "0.9975", "50000");
        sold.policy.feeRate("BTC/USD", amount("0.0025"));
        Scenario idle = new Scenario().saved("BTC/USD", "1", "50000").broker("BTC/USD", "0.9975", "50000");
        idle.policy.feeRate("BTC/USD", amount("0.0025"));

        assertThat(sold.plan().needsReview()).isTrue();
        assertThat(idle.plan().needsReview()).isTrue();
    }

    @Test
    void aFeePaidInAThirdCoinTakesFromThatPosition() {
        Order done = filled(order("c-1", "ETH/USD", OrderSide.BUY), "1", "2000", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .saved("BNB/USD", "3", "300")
                .saved(order("c-1", "ETH/USD", OrderSide.BUY).build())
                .found(done)
                .history(fill("x-1", done, "1", "2000")
                        .fee(amount("0.01"), "BNB")
                        .build())
                .broker("BNB/USD", "2.99", "300")
                .broker("ETH/USD", "1", "2000")
                .plan();

        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(only(plan, InconsistencyKind.POSITION_QUANTITY).symbol()).isEqualTo("BNB/USD");
    }

    @Test
    void aPurchasePaidInACoinThatIsAPositionTakesFromIt() {
        Order done = filled(order("c-1", "ETH/BTC", OrderSide.BUY), "2", "0.05", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .saved("BTC/USD", "1", "50000")
                .saved(order("c-1", "ETH/BTC", OrderSide.BUY).build())
                .found(done)
                .history(fill("x-1", done, "2", "0.05").build())
                .broker("BTC/USD", "0.9", "50000")
                .broker("ETH/BTC", "2", "0.05")
                .plan();

        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(only(plan, InconsistencyKind.POSITION_QUANTITY).evidence()).containsExactly("x-1");
    }

    @Test
    void anInstrumentTheBotCantTradeIsReviewedIfAnyOfItIsHeld() {
        Scenario held = new Scenario().saved("OPT", "1", "5").broker("OPT", "1", "5");
        held.policy.supports(position -> !position.symbol().equals("OPT"));
        Scenario empty = new Scenario().broker("OPT", "0", null);
        empty.policy.supports(position -> !position.symbol().equals("OPT"));

        assertThat(only(held.plan(), InconsistencyKind.UNSUPPORTED_INSTRUMENT).severity())
                .isEqualTo(Severity.REVIEW);
        assertThat(empty.plan().findings()).isEmpty();
    }

    @Test
    void contradictingRowsOfOneInstrumentLeaveItUnknown() {
        Plan plan = new Scenario()
                .saved("AAPL", "5", "50")
                .broker("AAPL", "5", "50")
                .broker("AAPL", "-3", "50")
                .uncheckedPlan();

        assertThat(only(plan, InconsistencyKind.ROW_INVALID).severity()).isEqualTo(Severity.REVIEW);
        assertThat(Objects.requireNonNull(plan.proposed()).positions().get(0).quantity())
                .isNull();
        assertThat(new Scenario()
                        .saved("AAPL", "5", "50")
                        .broker("AAPL", "5", "50")
                        .broker("AAPL", "5", "50.0")
                        .plan()
                        .findings())
                .isEmpty();
    }

    @Test
    void aPositionWithoutAQuantityIsUnknownAndNotZero() {
        Plan plan = new Scenario()
                .saved("AAPL", "5", "50")
                .broker(new Position("AAPL", null, null, null, null))
                .uncheckedPlan();

        assertThat(only(plan, InconsistencyKind.ROW_INVALID).message()).contains("without a quantity");
        assertThat(Objects.requireNonNull(plan.proposed()).positions()).hasSize(1);
        assertThat(plan.positions().get(0).unexplained()).isNull();
    }

    @Test
    void aSavedQuantityThatWasUnknownIsTakenFromTheBrokerAfterReview() {
        Plan plan = new Scenario()
                .saved(new Position("AAPL", null, null, null, null))
                .broker("AAPL", "5", "50")
                .plan();

        assertThat(only(plan, InconsistencyKind.POSITION_QUANTITY).before()).isEqualTo("unknown");
        assertThat(plan.needsReview()).isTrue();
    }

    @Test
    void twoLotsOfTheEnginesCopyAreOnePosition() {
        Plan plan = new Scenario()
                .saved("AAPL", "3", "50")
                .saved("AAPL", "4", "60")
                .broker("AAPL", "7", "55.7143")
                .plan();

        assertThat(kinds(plan)).containsExactly(InconsistencyKind.AVERAGE_PRICE);
    }

    @Test
    void whatTheBrokerDoesNotSayOfAnInstrumentIsKept() {
        Plan plan = new Scenario()
                .saved(new Position("OPT", amount("1"), amount("5"), amount("100"), "asset-1"))
                .broker(new Position("OPT", amount("2"), amount("5"), null, null))
                .plan();

        assertThat(Objects.requireNonNull(plan.proposed()).positions())
                .containsExactly(new Position("OPT", amount("2"), amount("5"), amount("100"), "asset-1"));
    }

    @Test
    void severalFillsExplainOnePositionTogether() {
        Order done = filled(order("c-1", "AAPL", OrderSide.BUY), "7", "50", OrderStatus.CANCELED);
        Scenario scenario = new Scenario()
                .saved(order("c-1", "AAPL", OrderSide.BUY).build())
                .found(done)
                .broker("AAPL", "7", "50");
        for (int i = 1; i <= 7; i++) {
            scenario.history(fill("x-" + i, done, "1", "50").build());
        }

        Plan plan = scenario.plan();

        assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).evidence()).hasSize(7);
        assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).message()).contains("and 2 more");
        assertThat(plan.newFills()).extracting(Fill::fillId).hasSize(7);
    }
}
