package io.tradingrecovery.reconcile;

import static io.tradingrecovery.reconcile.Scenario.NOW;
import static io.tradingrecovery.reconcile.Scenario.SAVED_AT;
import static io.tradingrecovery.reconcile.Scenario.amount;
import static io.tradingrecovery.reconcile.Scenario.fill;
import static io.tradingrecovery.reconcile.Scenario.filled;
import static io.tradingrecovery.reconcile.Scenario.intent;
import static io.tradingrecovery.reconcile.Scenario.kinds;
import static io.tradingrecovery.reconcile.Scenario.only;
import static io.tradingrecovery.reconcile.Scenario.order;
import static io.tradingrecovery.reconcile.Scenario.orderOf;
import static io.tradingrecovery.reconcile.Scenario.stop;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where two rare things meet: each of these would go wrong without a line of the comparison that nothing else needs. */
class RareCasesTest {

    private static final Order WORKING = order("c-1", "AAPL", OrderSide.BUY).build();

    private static Activity renaming(String id, String from, String to) {
        return new Activity(id, Activity.Kind.SYMBOL_CHANGE, SAVED_AT.plusSeconds(1), from, to, null, null, null, null);
    }

    @Test
    void anExecutionThatNamesOnlyTheBrokersIdOfAnOrderWhoseAnswerWasLostCountsOnce() {
        Order done = filled(order("c-1", "AAPL", OrderSide.BUY), "10", "50", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .journalled(intent("c-1", "AAPL", OrderSide.BUY))
                .found(done)
                .history(fill("x-1", done, "10", "50").clientOrderId(null).build())
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("x-1");
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void aConflictThatWasApprovedStaysOneConflictAndIsAskedForNoMore() {
        Order row = order("c-1", "MSFT", OrderSide.BUY).build();
        Order kept = OrderMerge.renamed("conflict:b-c-1", row);

        Plan plan = new Scenario().saved(WORKING).saved(kept).open(row).plan();

        assertThat(kinds(plan)).containsExactly(InconsistencyKind.ORDER_CONFLICT);
        assertThat(plan.changed()).isFalse();
    }

    @Test
    void anIntentInConflictStaysAnIntent() {
        Order row = order("c-1", "MSFT", OrderSide.BUY).build();

        Plan plan = new Scenario()
                .journalled(intent("c-1", "AAPL", OrderSide.BUY))
                .open(row)
                .plan();

        assertThat(kinds(plan)).containsExactly(InconsistencyKind.ORDER_CONFLICT);
        assertThat(orderOf(plan, "c-1").status()).isEqualTo(OrderStatus.INTENDED);
    }

    @Test
    void anOrderOfTheJournalThatEndedInConflictIsNotBroughtBack() {
        Order ended =
                order("c-1", "AAPL", OrderSide.BUY).status(OrderStatus.CANCELED).build();

        Plan plan = new Scenario()
                .journalled(ended)
                .found(order("c-1", "MSFT", OrderSide.BUY)
                        .status(OrderStatus.CANCELED)
                        .build())
                .plan();

        assertThat(Objects.requireNonNull(plan.proposed()).orders()).isEmpty();
    }

    @Test
    void aLookupWhoseAnswerIsAboutAnotherOrderProvesNothing() {
        Order other = order("c-2", "AAPL", OrderSide.BUY).build();

        Plan plan = new Scenario()
                .saved(WORKING)
                .saved(other)
                .open(other)
                .answer(OrderKey.ofClient("c-1"), new OrderLookup.Found(other))
                .plan();

        assertThat(only(plan, InconsistencyKind.ORDER_MISSING).message()).contains("about another order");
        assertThat(orderOf(plan, "c-1")).isEqualTo(WORKING);
    }

    @Test
    void aFillThatIsNewsOfAnOrderThatTheJournalClosedLongAgoCounts() {
        Instant longAgo = SAVED_AT.minus(Duration.ofHours(2));
        Order old = order("c-1", "AAPL", OrderSide.BUY)
                .createdAt(longAgo)
                .status(OrderStatus.CANCELED)
                .build();
        ClosedOrder forgotten = new ClosedOrder("c-1", "b-c-1", OrderStatus.CANCELED, null, null, longAgo, List.of());

        for (Scenario scenario :
                List.of(new Scenario().journalledClosedAt(longAgo, old), new Scenario().remembered(forgotten))) {
            Plan plan = scenario.history(fill("x-1", WORKING, "4", "50").build())
                    .broker("AAPL", "4", "50")
                    .plan();

            assertThat(plan.needsReview()).isFalse();
            assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).evidence())
                    .containsExactly("x-1");
            assertThat(scenario.questions()).isEmpty();
        }
    }

    @Test
    void anOldOrderThatOnlyTheJournalHoldsOpenStaysOpenIfNothingIsProven() {
        Order old = order("c-1", "AAPL", OrderSide.BUY)
                .createdAt(SAVED_AT.minus(Duration.ofHours(3)))
                .submittedAt(null)
                .build();

        Plan plan = new Scenario()
                .journalled(old)
                .history(fill("x-1", old, "4", "50").build())
                .broker("AAPL", "4", "50")
                .plan();

        assertThat(orderOf(plan, "c-1").status()).isEqualTo(OrderStatus.NEW);
        assertThat(only(plan, InconsistencyKind.ORDER_MISSING).message()).contains("not asked");
        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("x-1");
    }

    @Test
    void anOrderThatWasClosedRightBeforeTheCopyAndOnlyRememberedCountsItsNewsAlone() {
        Instant closedAt = SAVED_AT.minus(Duration.ofMinutes(9));
        Order done = filled(order("c-1", "AAPL", OrderSide.BUY), "10", "50", OrderStatus.FILLED);
        ClosedOrder closed = new ClosedOrder(
                "c-1", "b-c-1", OrderStatus.FILLED, amount("10"), amount("50"), closedAt, List.of("x-0"));

        Plan plan = new Scenario()
                .saved("AAPL", "10", "50")
                .remembered(closed)
                .found(done)
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(plan.newFills()).isEmpty();
        assertThat(plan.changed()).isFalse();
    }

    @Test
    void strayExecutionsOfOneOrderCountOnceThoughTheJournalNamesThemOtherwise() {
        Order manual = order("manual", "AAPL", OrderSide.BUY).build();
        Scenario both = new Scenario()
                .journalStray(fill("s-1", manual, "4", "50").build())
                .history(fill("a-1", manual, "4", "50").build())
                .broker("AAPL", "4", "50");
        Scenario journalAlone = new Scenario()
                .journalStray(fill("s-1", manual, "4", "50").build())
                .broker("AAPL", "4", "50");

        assertThat(both.plan().newFills()).extracting(Fill::fillId).containsExactly("a-1");
        assertThat(both.plan().needsReview()).isFalse();
        assertThat(journalAlone.plan().newFills()).extracting(Fill::fillId).containsExactly("s-1");
        assertThat(journalAlone.plan().needsReview()).isFalse();
    }

    @Test
    void executionsWithoutAnOrderAtAllCountEach() {
        Fill.Builder bare = Fill.builder("x-1", "AAPL", OrderSide.BUY, amount("4"), SAVED_AT.plusSeconds(1));
        Fill other = Fill.builder("x-2", "AAPL", OrderSide.BUY, amount("4"), SAVED_AT.plusSeconds(1))
                .build();

        Plan plan = new Scenario()
                .journalStray(other)
                .history(bare.build())
                .broker("AAPL", "8", "50")
                .plan();

        assertThat(plan.needsReview()).isFalse();
        assertThat(plan.findings().stream()
                        .filter(found -> found.kind() == InconsistencyKind.MISSED_FILL)
                        .map(Inconsistency::orderKey))
                .containsExactly(null, null);
    }

    @Test
    void ofJournalAndBrokerTheOneThatMakesUpTheDifferenceNamesIt() {
        Order partly = filled(order("c-1", "AAPL", OrderSide.BUY), "5", "50", OrderStatus.PARTIALLY_FILLED);
        Scenario scenario = new Scenario()
                .saved(WORKING)
                .journalled(
                        partly,
                        fill("s-1", WORKING, "2", "50").build(),
                        fill("s-2", WORKING, "3", "50").build())
                .open(partly)
                .broker("AAPL", "5", "50");

        Plan journalFits =
                scenario.history(fill("a-1", WORKING, "4", "50").build()).plan();
        Plan neitherFits = new Scenario()
                .saved(WORKING)
                .journalled(partly, fill("s-1", WORKING, "2", "50").build())
                .open(partly)
                .history(fill("a-1", WORKING, "4", "50").build())
                .broker("AAPL", "5", "50")
                .plan();
        Plan journalAlone = new Scenario()
                .saved(WORKING)
                .journalled(partly, fill("s-1", WORKING, "2", "50").build())
                .open(partly)
                .broker("AAPL", "5", "50")
                .plan();

        assertThat(journalFits.newFills()).extracting(Fill::fillId).containsExactly("s-1", "s-2");
        assertThat(neitherFits.newFills()).extracting(Fill::fillId).containsExactly("a-1", "inferred:c-1:0-5");
        assertThat(journalAlone.newFills()).extracting(Fill::fillId).containsExactly("s-1", "inferred:c-1:0-5");
    }

    @Test
    void executionsOutsideOfTheirOwnCumulativeQuantitiesAreNotUsed() {
        Order partly = filled(order("c-1", "AAPL", OrderSide.BUY), "8", "50", OrderStatus.PARTIALLY_FILLED);

        Plan plan = new Scenario()
                .saved("AAPL", "3", "50")
                .saved(filled(order("c-1", "AAPL", OrderSide.BUY), "3", "50", OrderStatus.PARTIALLY_FILLED))
                .open(partly)
                .broker("AAPL", "8", "50")
                .history(
                        fill("a-1", WORKING, "3", "50")
                                .cumulativeQuantity(amount("3"))
                                .build(),
                        fill("a-2", WORKING, "2", "50")
                                .cumulativeQuantity(amount("5"))
                                .build())
                .plan();

        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("a-2", "inferred:c-1:3-8");
    }

    @Test
    void aCopyWhoseOrderDoesNotSayWhatItFilledIsReadFromItsFills() {
        Order silent = order("c-1", "AAPL", OrderSide.BUY)
                .status(OrderStatus.PARTIALLY_FILLED)
                .build();
        Fill booked = fill("x-1", WORKING, "4", "50").build();

        Plan plan = new Scenario()
                .saved("AAPL", "4", "50")
                .saved(silent)
                .saved(booked)
                .open(filled(order("c-1", "AAPL", OrderSide.BUY), "6", "50", OrderStatus.PARTIALLY_FILLED))
                .history(booked, fill("x-2", WORKING, "2", "50").build())
                .broker("AAPL", "6", "50")
                .plan();

        assertThat(plan.newFills()).extracting(Fill::fillId).containsExactly("x-2");
        assertThat(plan.needsReview()).isFalse();
    }

    @Test
    void aDifferenceBelowTheSizePrecisionIsNeitherAnOverfillNorBehind() {
        Scenario over = new Scenario()
                .saved(WORKING)
                .found(filled(order("c-1", "AAPL", OrderSide.BUY), "10.001", "50", OrderStatus.FILLED))
                .history(fill("x-1", WORKING, "10.001", "50").build())
                .broker("AAPL", "10.001", "50");
        over.policy.sizePrecision("AAPL", amount("0.01"));
        Scenario behind = new Scenario()
                .saved("AAPL", "4", "50")
                .saved(filled(order("c-1", "AAPL", OrderSide.BUY), "4", "50", OrderStatus.PARTIALLY_FILLED))
                .open(filled(order("c-1", "AAPL", OrderSide.BUY), "3.999", "50", OrderStatus.PARTIALLY_FILLED))
                .broker("AAPL", "4", "50");
        behind.policy.sizePrecision("AAPL", amount("0.01"));

        assertThat(kinds(over.plan())).doesNotContain(InconsistencyKind.OVERFILL);
        assertThat(kinds(behind.plan())).doesNotContain(InconsistencyKind.BROKER_BEHIND);
    }

    @Test
    void anOrderChangedAloneChangesTheState() {
        Plan plan = new Scenario()
                .saved(WORKING)
                .open(WORKING.toBuilder().status(OrderStatus.SUSPENDED).build())
                .plan();

        assertThat(plan.changed()).isTrue();
        assertThat(plan.strategy()).isEqualTo(Strategy.RECONCILE);
        assertThat(plan.positions()).isEmpty();
    }

    @Test
    void anotherAverageFillPriceAloneIsTakenOverAndOneWithinTheToleranceIsNot() {
        Order partly = filled(order("c-1", "AAPL", OrderSide.BUY), "4", "50", OrderStatus.PARTIALLY_FILLED);
        Scenario far = new Scenario()
                .saved("AAPL", "4", "50")
                .saved(partly)
                .open(partly.toBuilder().averageFillPrice(amount("51")).build())
                .broker("AAPL", "4", "50");
        Scenario near = new Scenario()
                .saved("AAPL", "4", "50")
                .saved(partly)
                .open(partly.toBuilder().averageFillPrice(amount("50.001")).build())
                .broker("AAPL", "4", "50");

        assertThat(orderOf(far.plan(), "c-1").averageFillPrice()).isEqualByComparingTo("51");
        assertThat(orderOf(near.plan(), "c-1")).isEqualTo(partly);
        assertThat(near.plan().changed()).isFalse();
    }

    @Test
    void theJournalsBrokerIdCompletesTheCopysOrder() {
        Order unsent = WORKING.toBuilder().brokerOrderId(null).build();
        Scenario scenario = new Scenario().saved(unsent).journalled(WORKING);

        scenario.answer(OrderKey.ofClient("c-1"), new OrderLookup.Unsupported("no such call"));

        assertThat(scenario.questions()).containsExactly(OrderKey.ofBroker("b-c-1"));
        assertThat(orderOf(scenario.plan(), "c-1").brokerOrderId()).isEqualTo("b-c-1");
    }

    @Test
    void aStrangersReplacementIsFollowedToo() {
        Order replaced = order("manual-1", "AAPL", OrderSide.BUY)
                .status(OrderStatus.PENDING_REPLACE)
                .replacedBy("b-9")
                .build();

        assertThat(new Scenario().open(replaced).questions()).containsExactly(OrderKey.ofBroker("b-9"));
    }

    @Test
    void aLegNamesItsParentByEitherId() {
        Order leg = stop("leg", "AAPL", OrderSide.SELL)
                .parentOrderId("b-c-1")
                .status(OrderStatus.HELD)
                .build();
        Scenario scenario = new Scenario().saved(WORKING).open(WORKING).open(leg);
        scenario.policy.scope(new Scope(Set.of(), "c-"));

        assertThat(orderOf(scenario.plan(), "leg")).isEqualTo(leg);
    }

    @Test
    void aSymbolThatChangedTwiceIsFollowedAndContradictingChangesAreDecidedAlikeInAnyOrder() {
        Plan twice = new Scenario()
                .saved("A", "10", "50")
                .broker("C", "10", "50")
                .activity(renaming("act-1", "A", "B"))
                .activity(renaming("act-2", "B", "C"))
                .plan();
        Plan forth = new Scenario()
                .saved("A", "10", "50")
                .broker("B", "10", "50")
                .activity(renaming("act-1", "A", "B"))
                .activity(renaming("act-2", "A", "X"))
                .plan();
        Plan back = new Scenario()
                .saved("A", "10", "50")
                .broker("B", "10", "50")
                .activity(renaming("act-2", "A", "X"))
                .activity(renaming("act-1", "A", "B"))
                .plan();

        assertThat(twice.severity()).isEqualTo(Severity.INFO);
        assertThat(only(twice, InconsistencyKind.CORPORATE_ACTION).after()).isEqualTo("C");
        assertThat(forth).isEqualTo(back);
        assertThat(forth.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void symbolsThatChangeInACircleEndTheSearch() {
        Plan plan = new Scenario()
                .saved("A", "10", "50")
                .activity(renaming("act-1", "A", "B"))
                .activity(renaming("act-2", "B", "A"))
                .plan();

        assertThat(kinds(plan)).contains(InconsistencyKind.POSITION_MISSING);
    }

    @Test
    void aSymbolThatAnOrderStillHasDidNotChange() {
        Plan plan = new Scenario()
                .saved(new Position("FB", amount("10"), amount("50"), null, "asset-1"))
                .saved(order("c-1", "FB", OrderSide.SELL).build())
                .open(order("c-1", "FB", OrderSide.SELL).build())
                .broker(new Position("META", amount("10"), amount("50"), null, "asset-1"))
                .plan();

        assertThat(kinds(plan)).doesNotContain(InconsistencyKind.CORPORATE_ACTION);
    }

    @Test
    void anAssetThatWasSavedUnderBothSymbolsDidNotChangeItsSymbol() {
        Plan plan = new Scenario()
                .saved(new Position("FB", amount("10"), amount("50"), null, "asset-1"))
                .saved(new Position("META", amount("1"), amount("50"), null, "asset-1"))
                .broker(new Position("META", amount("11"), amount("50"), null, "asset-1"))
                .plan();

        assertThat(kinds(plan))
                .contains(InconsistencyKind.POSITION_MISSING, InconsistencyKind.POSITION_QUANTITY)
                .doesNotContain(InconsistencyKind.CORPORATE_ACTION);
    }

    @Test
    void ofTwoInstrumentsOfOneCoinTheFirstPaysItsFee() {
        Order done = filled(order("c-1", "ETH/USD", OrderSide.BUY), "1", "2000", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .saved("BNB/USD", "3", "300")
                .saved("BNB/EUR", "3", "300")
                .saved(order("c-1", "ETH/USD", OrderSide.BUY).build())
                .found(done)
                .history(fill("x-1", done, "1", "2000")
                        .fee(amount("0.01"), "BNB")
                        .build())
                .broker("BNB/USD", "3", "300")
                .broker("BNB/EUR", "2.99", "300")
                .broker("ETH/USD", "1", "2000")
                .plan();

        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(only(plan, InconsistencyKind.POSITION_QUANTITY).symbol()).isEqualTo("BNB/EUR");
    }

    @Test
    void aCoinThatIsHeldAsCashIsPaidInCashThoughAPositionHasItsName() {
        Order done = filled(order("c-1", "ETH/BTC", OrderSide.BUY), "2", "0.05", OrderStatus.FILLED);

        Plan plan = new Scenario()
                .saved("BTC/USD", "1", "50000")
                .saved(order("c-1", "ETH/BTC", OrderSide.BUY).build())
                .found(done)
                .history(fill("x-1", done, "2", "0.05").build())
                .broker("BTC/USD", "1", "50000")
                .broker("ETH/BTC", "2", "0.05")
                .cash("BTC", "3", "2.9")
                .plan();

        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(plan.cash()).extracting(CashChange::currency).containsExactly("BTC");
    }

    @Test
    void aMultiplierThatOnlyThePositionNamesIsUsed() {
        Order bare = WORKING.toBuilder().multiplier(null).build();
        Order done = filled(bare.toBuilder(), "10", "2", OrderStatus.FILLED);

        for (boolean byBroker : new boolean[] {true, false}) {
            Plan plan = new Scenario()
                    .saved(new Position("AAPL", amount("1"), amount("2"), byBroker ? null : amount("100"), null))
                    .saved(bare)
                    .found(done)
                    .history(fill("x-1", done, "10", "2").build())
                    .broker(new Position("AAPL", amount("11"), amount("2"), byBroker ? amount("100") : null, null))
                    .cash("USD", "5000", "3000")
                    .plan();

            assertThat(plan.severity()).isEqualTo(Severity.INFO);
            assertThat(plan.cash().get(0).explained()).isEqualByComparingTo("-2000");
        }
    }

    @Test
    void oneFindingNamesTheLostStopOfAPositionThatLostTwo() {
        Plan plan = new Scenario()
                .saved("AAPL", "10", "50")
                .saved(stop("s-2", "AAPL", OrderSide.SELL)
                        .status(OrderStatus.CANCELED)
                        .build())
                .saved(stop("s-1", "AAPL", OrderSide.SELL)
                        .status(OrderStatus.EXPIRED)
                        .build())
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(only(plan, InconsistencyKind.UNPROTECTED).message()).contains("s-1 ended as EXPIRED");
    }

    @Test
    void aPositionThatFellToNothingIsNoFlip() {
        Plan plan = new Scenario()
                .saved("AAPL", "5", "50")
                .broker("AAPL", "0", null)
                .plan();

        assertThat(plan.positions()).hasSize(1);
        assertThat(plan.positions().get(0).flips()).isFalse();
        assertThat(only(plan, InconsistencyKind.POSITION_MISSING).message()).doesNotContain("closed");
    }

    @Test
    void threeVersionsOfOneExecutionGiveOnePlanInAnyOrder() {
        Order partly = filled(order("c-1", "AAPL", OrderSide.BUY), "4", "50", OrderStatus.PARTIALLY_FILLED);
        Fill a = fill("x-1", WORKING, "4", "50").build();
        Fill b = fill("x-1", WORKING, "4", "51").build();
        Fill c = fill("x-1", WORKING, "4", "52").build();

        Plan forth = new Scenario()
                .saved(WORKING)
                .open(partly)
                .history(a, b, c)
                .broker("AAPL", "4", "50")
                .plan();
        Plan back = new Scenario()
                .saved(WORKING)
                .open(partly)
                .history(c, a, b)
                .broker("AAPL", "4", "50")
                .plan();

        assertThat(back).isEqualTo(forth);
        assertThat(only(forth, InconsistencyKind.FILL_DATA_DIFFERS).before()).contains("at 50");
    }

    @Test
    void eventsOfTheCopyThatLieInTheFutureTooAreNotItsTime() {
        Fill ahead = Fill.builder("x-9", "AAPL", OrderSide.BUY, amount("1"), NOW.plusSeconds(60))
                .build();
        SavedState saved = new Scenario()
                .savedAt(NOW.plusSeconds(3_600))
                .saved(WORKING)
                .saved(ahead)
                .savedState();

        assertThat(Reconciler.fillsFrom(saved, NOW, ReconcilePolicy.defaults()))
                .isEqualTo(SAVED_AT.minusSeconds(29).minus(Duration.ofMinutes(10)));
    }

    @Test
    void theSettingsOfAPolicyAreChained() {
        Scope scope = new Scope(Set.of("AAPL"), null);
        ReconcilePolicy policy = ReconcilePolicy.builder()
                .sizePrecision("AAPL", amount("0.1"))
                .averagePriceTolerance(amount("0.2"))
                .cashTolerance(amount("0.3"))
                .cashReviewLimit(amount("0.4"))
                .checkCash(false)
                .feeRate("AAPL", amount("0.5"))
                .scope(scope)
                .unexplained(UnexplainedPolicy.ADOPT)
                .adoptOnFirstStart(true)
                .supports(position -> false)
                .protective(order -> false)
                .baseAsset(symbol -> "base")
                .quoteCurrency(symbol -> "quote")
                .fillLookback(Duration.ZERO)
                .activityLookback(Duration.ZERO)
                .build();

        assertThat(policy.sizePrecision("AAPL")).isEqualByComparingTo("0.1");
        assertThat(policy.sizePrecision("MSFT")).isEqualByComparingTo("0");
        assertThat(policy.averagePriceTolerance()).isEqualByComparingTo("0.2");
        assertThat(policy.cashTolerance()).isEqualByComparingTo("0.3");
        assertThat(policy.cashReviewLimit()).isEqualByComparingTo("0.4");
        assertThat(policy.checkCash()).isFalse();
        assertThat(policy.feeRate("AAPL")).isEqualByComparingTo("0.5");
        assertThat(policy.scope()).isEqualTo(scope);
        assertThat(policy.unexplained()).isEqualTo(UnexplainedPolicy.ADOPT);
        assertThat(policy.adoptOnFirstStart()).isTrue();
        assertThat(policy.supports(Position.of("AAPL", amount("1"), null))).isFalse();
        assertThat(policy.isProtective(WORKING)).isFalse();
        assertThat(policy.baseAsset("AAPL")).isEqualTo("base");
        assertThat(policy.quoteCurrency("AAPL")).isEqualTo("quote");
        assertThat(policy.fillLookback()).isZero();
        assertThat(policy.activityLookback()).isZero();
    }

    @Test
    void theViewWithAnswersIsTheSameViewOtherwise() {
        BrokerView view = new Scenario().open(WORKING).broker("AAPL", "1", "2").view();
        LookupAnswer answer = new LookupAnswer.Answered(new OrderLookup.NotFound());

        BrokerView answered = view.withLookups(java.util.Map.of(OrderKey.ofClient("c-9"), answer));

        assertThat(answered.lookups()).containsEntry(OrderKey.ofClient("c-9"), answer);
        assertThat(answered.withLookups(java.util.Map.of())).isEqualTo(view);
        assertThat(SavedState.of(
                                Objects.requireNonNull(
                                        new Scenario().savedState().snapshot()),
                                JournalState.EMPTY)
                        .evidence())
                .isTrue();
    }
}
