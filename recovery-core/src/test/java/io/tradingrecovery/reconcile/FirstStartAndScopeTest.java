package io.tradingrecovery.reconcile;

import static io.tradingrecovery.reconcile.Scenario.NOW;
import static io.tradingrecovery.reconcile.Scenario.SAVED_AT;
import static io.tradingrecovery.reconcile.Scenario.fill;
import static io.tradingrecovery.reconcile.Scenario.filled;
import static io.tradingrecovery.reconcile.Scenario.kinds;
import static io.tradingrecovery.reconcile.Scenario.only;
import static io.tradingrecovery.reconcile.Scenario.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.Position;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which strategy is taken, what the very first start does, and what of a shared account belongs to the bot. */
class FirstStartAndScopeTest {

    private static final Order WORKING = order("grid-1", "AAPL", OrderSide.BUY).build();

    @Test
    void aFlatFirstStartFindsNothing() {
        Scenario scenario = new Scenario().nothingSaved();

        Plan plan = scenario.plan();

        assertThat(plan.strategy()).isEqualTo(Strategy.FRESH_START);
        assertThat(plan.findings()).isEmpty();
        assertThat(plan.changed()).isFalse();
        assertThat(scenario.questions()).isEmpty();
    }

    @Test
    void aFirstStartThatIsNotFlatAsksBecauseAnUnmountedVolumeLooksTheSame() {
        Plan plan = new Scenario()
                .nothingSaved()
                .broker("AAPL", "10", "50")
                .open(filled(WORKING.toBuilder(), "4", "50", OrderStatus.PARTIALLY_FILLED))
                .unsettled()
                .plan();

        assertThat(plan.strategy()).isEqualTo(Strategy.FRESH_START);
        assertThat(only(plan, InconsistencyKind.POSITION_UNKNOWN).severity()).isEqualTo(Severity.REVIEW);
        assertThat(only(plan, InconsistencyKind.ORDER_UNKNOWN).severity()).isEqualTo(Severity.REVIEW);
        assertThat(plan.settling()).isFalse();
        assertThat(plan.newFills()).isEmpty();
        assertThat(plan.positions().get(0).explained()).isEqualByComparingTo("0");
        assertThat(plan.changed()).isTrue();
    }

    @Test
    void aFirstStartThatWasAllowedToAdoptWarns() {
        Scenario scenario =
                new Scenario().nothingSaved().broker("AAPL", "-10", "50").open(WORKING);
        scenario.policy.adoptOnFirstStart(true);

        Plan plan = scenario.plan();

        assertThat(plan.severity()).isEqualTo(Severity.WARN);
        assertThat(plan.changed()).isTrue();
    }

    @Test
    void fillsOfBeforeTheFirstStartExplainNothing() {
        Plan plan = new Scenario()
                .nothingSaved()
                .broker("AAPL", "10", "50")
                .history(fill("x-1", WORKING, "10", "50").build())
                .plan();

        assertThat(plan.newFills()).isEmpty();
        assertThat(plan.needsReview()).isTrue();
    }

    @Test
    void anOrderThatBearsTheBotsPrefixIsEvidenceOfAnEarlierState() {
        Scenario scenario = new Scenario().nothingSaved().open(WORKING);
        scenario.policy.scope(new Scope(Set.of(), "grid-")).adoptOnFirstStart(true);

        Plan plan = scenario.plan();

        assertThat(plan.strategy()).isEqualTo(Strategy.REBUILD);
        assertThat(only(plan, InconsistencyKind.STATE_UNREADABLE).severity()).isEqualTo(Severity.REVIEW);
    }

    @Test
    void evidenceWithoutAReadableStateIsARebuild() {
        Plan plan = new Scenario()
                .cold()
                .loading(Inconsistency.of(InconsistencyKind.STATE_UNREADABLE, "none of 6 snapshots can be read"))
                .broker("AAPL", "10", "50")
                .plan();

        assertThat(plan.strategy()).isEqualTo(Strategy.REBUILD);
        assertThat(kinds(plan)).contains(InconsistencyKind.STATE_UNREADABLE, InconsistencyKind.POSITION_UNKNOWN);
    }

    @Test
    void aStaleStateIsRebuiltAndStillCompared() {
        Order tagged = WORKING.toBuilder().tags(java.util.Map.of("level", "3")).build();

        Plan plan = new Scenario()
                .stale()
                .saved("AAPL", "10", "50")
                .saved(tagged)
                .open(WORKING)
                .broker("AAPL", "12", "50")
                .plan();

        assertThat(plan.strategy()).isEqualTo(Strategy.REBUILD);
        assertThat(only(plan, InconsistencyKind.POSITION_QUANTITY).severity()).isEqualTo(Severity.REVIEW);
        assertThat(Scenario.orderOf(plan, "grid-1").tags()).containsEntry("level", "3");
    }

    @Test
    void aReviewWithoutAChangeIsAReconcileAndNothingAtAllAResume() {
        Scenario review =
                new Scenario().loading(Inconsistency.of(InconsistencyKind.STATE_REGRESSED, "sequence 4 after 9"));
        Scenario warning =
                new Scenario().loading(Inconsistency.of(InconsistencyKind.BACKUP_USED, "snapshot 7 is damaged"));

        assertThat(review.plan().strategy()).isEqualTo(Strategy.RECONCILE);
        assertThat(review.plan().needsReview()).isTrue();
        assertThat(warning.plan().strategy()).isEqualTo(Strategy.RESUME);
        assertThat(warning.plan().severity()).isEqualTo(Severity.WARN);
    }

    @Test
    void whatOthersOwnIsListedAndNotHandedOver() {
        Order foreign = order("manual", "AAPL", OrderSide.BUY).build();
        Order foreignSymbol = order("grid-9", "TSLA", OrderSide.BUY).build();
        Scenario scenario = new Scenario()
                .saved("AAPL", "10", "50")
                .saved(WORKING)
                .open(WORKING)
                .open(foreign)
                .open(foreignSymbol)
                .broker("AAPL", "10", "50")
                .broker("TSLA", "3", "200");
        scenario.policy.scope(new Scope(Set.of("AAPL"), "grid-"));

        Plan plan = scenario.plan();

        assertThat(kinds(plan))
                .containsExactly(
                        InconsistencyKind.OUT_OF_SCOPE, InconsistencyKind.OUT_OF_SCOPE, InconsistencyKind.OUT_OF_SCOPE);
        assertThat(plan.severity()).isEqualTo(Severity.INFO);
        assertThat(plan.changed()).isFalse();
        assertThat(Objects.requireNonNull(plan.proposed()).orders()).containsExactly(WORKING);
        assertThat(Objects.requireNonNull(plan.proposed()).positions())
                .extracting(Position::symbol)
                .containsExactly("AAPL");
    }

    @Test
    void aForeignFillOnTheBotsSymbolStillExplainsItsPosition() {
        Order foreign = order("manual", "AAPL", OrderSide.BUY).build();
        Scenario scenario = new Scenario()
                .saved("AAPL", "10", "50")
                .open(filled(foreign.toBuilder(), "4", "50", OrderStatus.PARTIALLY_FILLED))
                .history(fill("x-1", foreign, "4", "50").build())
                .broker("AAPL", "14", "50");
        scenario.policy.scope(new Scope(Set.of("AAPL"), "grid-"));

        Plan plan = scenario.plan();

        assertThat(plan.needsReview()).isFalse();
        assertThat(only(plan, InconsistencyKind.POSITION_QUANTITY).evidence()).containsExactly("x-1");
        assertThat(plan.adoptedOrders()).isEmpty();
    }

    @Test
    void aForeignFillOnAForeignSymbolIsNotTheBotsBusiness() {
        Order foreign = order("manual", "TSLA", OrderSide.BUY).build();
        Scenario scenario =
                new Scenario().history(fill("x-1", foreign, "4", "50").build()).broker("TSLA", "4", "50");
        scenario.policy.scope(new Scope(Set.of("AAPL"), null));

        assertThat(kinds(scenario.plan())).containsExactly(InconsistencyKind.OUT_OF_SCOPE);
        assertThat(scenario.plan().newFills()).isEmpty();
    }

    @Test
    void whatWasSavedOutsideOfANarrowedScopeIsLeftOut() {
        Scenario scenario = new Scenario()
                .saved("TSLA", "3", "200")
                .saved(order("grid-9", "TSLA", OrderSide.BUY).build())
                .broker("TSLA", "3", "200");
        scenario.policy.scope(new Scope(Set.of("AAPL"), null));

        Plan plan = scenario.plan();

        assertThat(Objects.requireNonNull(plan.proposed()).positions()).isEmpty();
        assertThat(Objects.requireNonNull(plan.proposed()).orders()).isEmpty();
        assertThat(plan.changed()).isTrue();
        assertThat(kinds(plan)).containsOnly(InconsistencyKind.OUT_OF_SCOPE).hasSize(2);
    }

    @Test
    void aBlankPrefixIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Scope(Set.of(), " "))
                .withMessageContaining("blank");
    }

    @Test
    void historyIsAskedFromTheCopyMinusTheLookback() {
        Scenario scenario = new Scenario();

        assertThat(Reconciler.fillsFrom(scenario.savedState(), NOW, ReconcilePolicy.defaults()))
                .isEqualTo(SAVED_AT.minus(Duration.ofMinutes(10)));
        assertThat(Reconciler.activitiesFrom(scenario.savedState(), NOW, ReconcilePolicy.defaults()))
                .isEqualTo(SAVED_AT.minus(Duration.ofDays(2)));
    }

    @Test
    void fillsAreAskedFromTheSubmissionOfTheOldestOpenOrder() {
        Order old = WORKING.toBuilder()
                .createdAt(SAVED_AT.minus(Duration.ofDays(3)).plusSeconds(1))
                .submittedAt(SAVED_AT.minus(Duration.ofDays(3)))
                .build();
        Order ended = order("grid-2", "AAPL", OrderSide.BUY)
                .createdAt(SAVED_AT.minus(Duration.ofDays(9)))
                .status(OrderStatus.FILLED)
                .build();

        assertThat(Reconciler.fillsFrom(
                        new Scenario().saved(old).saved(ended).savedState(), NOW, ReconcilePolicy.defaults()))
                .isEqualTo(SAVED_AT.minus(Duration.ofDays(3)));
        assertThat(Reconciler.fillsFrom(new Scenario().journalled(old).savedState(), NOW, ReconcilePolicy.defaults()))
                .isEqualTo(SAVED_AT.minus(Duration.ofDays(3)));
    }

    @Test
    void historyStartsNowWhereNothingWasSavedAndWithTheJournalWhereItIsAllThereIs() {
        assertThat(Reconciler.fillsFrom(SavedState.NOTHING, NOW, ReconcilePolicy.defaults()))
                .isEqualTo(NOW.minus(Duration.ofMinutes(10)));
        assertThat(Reconciler.fillsFrom(
                        new Scenario().cold().journalled(WORKING).savedState(), NOW, ReconcilePolicy.defaults()))
                .isEqualTo(SAVED_AT.minusSeconds(30).minus(Duration.ofMinutes(10)));
    }

    @Test
    void aCopyFromTheFutureCountsFromTheLatestThatTheBrokersClockSaysInIt() {
        Scenario withFills = new Scenario()
                .savedAt(NOW.plusSeconds(3_600))
                .saved(fill("x-1", WORKING, "1", "50").build())
                .saved(WORKING);
        Scenario withNothing = new Scenario().savedAt(NOW.plusSeconds(3_600));

        assertThat(Reconciler.fillsFrom(withFills.savedState(), NOW, ReconcilePolicy.defaults()))
                .isEqualTo(SAVED_AT.plusSeconds(20).minus(Duration.ofMinutes(10)));
        assertThat(Reconciler.fillsFrom(withNothing.savedState(), NOW, ReconcilePolicy.defaults()))
                .isEqualTo(NOW.minus(Duration.ofDays(1)).minus(Duration.ofMinutes(10)));
    }

    @Test
    void lookbacksArePolicies() {
        ReconcilePolicy policy = ReconcilePolicy.builder()
                .fillLookback(Duration.ofHours(1))
                .activityLookback(Duration.ofHours(2))
                .build();

        assertThat(Reconciler.fillsFrom(new Scenario().savedState(), NOW, policy))
                .isEqualTo(SAVED_AT.minus(Duration.ofHours(1)));
        assertThat(Reconciler.activitiesFrom(new Scenario().savedState(), NOW, policy))
                .isEqualTo(SAVED_AT.minus(Duration.ofHours(2)));
    }
}
