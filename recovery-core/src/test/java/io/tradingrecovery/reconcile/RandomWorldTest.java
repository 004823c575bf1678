package io.tradingrecovery.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.testkit.Torture;
import java.math.BigDecimal;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Worlds at random, from seeds that the failure names: whatever happened, the plan is right about it. */
class RandomWorldTest {

    private static final int BATCHES = 10;
    private static final int WORLDS = 20_000;

    static LongStream batches() {
        return LongStream.range(0, BATCHES);
    }

    /** Runs a check on this batch's worlds; the seed of a failing one stands in the message. */
    private static void eachWorld(long batch, java.util.function.LongConsumer check) {
        long count = Torture.volume(WORLDS) / BATCHES;
        for (long seed = batch * count; seed < (batch + 1) * count; seed++) {
            try {
                check.accept(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("World of seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("batches")
    void completeEvidenceExplainsEverythingAndASecondPlanChangesNothing(long batch) {
        eachWorld(batch, seed -> {
            World world = new World(seed);
            SavedState saved = world.saved(false);
            BrokerView view = world.view(saved, false, true);

            Plan plan = Reconciler.plan(saved, view, ReconcilePolicy.defaults());

            Scenario.check(plan, saved, view, ReconcilePolicy.defaults());
            assertThat(plan.review()).isEmpty();
            assertThat(plan.positions())
                    .allSatisfy(change -> assertThat(change.unexplained()).isEqualByComparingTo("0"));
            assertThat(Scenario.kinds(plan)).doesNotContain(InconsistencyKind.CASH, InconsistencyKind.INFERRED_FILL);
        });
    }

    @ParameterizedTest
    @MethodSource("batches")
    void thePlanDoesNotDependOnTheOrderOfRows(long batch) {
        eachWorld(batch, seed -> {
            World world = new World(seed);
            SavedState saved = world.saved(false);

            Plan plan = Reconciler.plan(saved, world.view(saved, false, true), ReconcilePolicy.defaults());
            Plan shuffled = Reconciler.plan(saved, world.view(saved, true, true), ReconcilePolicy.defaults());

            assertThat(shuffled).isEqualTo(plan);
        });
    }

    @ParameterizedTest
    @MethodSource("batches")
    void withheldEvidenceLeavesExactlyItsQuantityUnexplained(long batch) {
        eachWorld(batch, seed -> {
            World world = new World(seed);
            World.symbols().forEach(world::withholdStrangers);
            SavedState saved = world.saved(false);
            BrokerView view = world.view(saved, false, true);

            Plan plan = Reconciler.plan(saved, view, ReconcilePolicy.defaults());

            Scenario.check(plan, saved, view, ReconcilePolicy.defaults());
            for (String symbol : World.symbols()) {
                BigDecimal unexplained = plan.positions().stream()
                        .filter(change -> change.symbol().equals(symbol))
                        .map(PositionChange::unexplained)
                        .findFirst()
                        .orElse(BigDecimal.ZERO);
                BigDecimal withheld = world.withheld().getOrDefault(symbol, BigDecimal.ZERO);
                assertThat(unexplained).as(symbol).isEqualByComparingTo(withheld);
                assertThat(plan.review().stream().anyMatch(found -> symbol.equals(found.symbol())))
                        .as("review of " + symbol)
                        .isEqualTo(withheld.signum() != 0);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("batches")
    void withoutExecutionsTheTotalsOfTheBotsOrdersStillExplain(long batch) {
        eachWorld(batch, seed -> {
            World world = new World(seed);
            SavedState saved = world.saved(false);
            BrokerView view = world.view(saved, false, false);

            Plan plan = Reconciler.plan(saved, view, ReconcilePolicy.defaults());

            Scenario.check(plan, saved, view, ReconcilePolicy.defaults());
            plan.newFills().stream()
                    .filter(fill -> !fill.inferred())
                    .forEach(fill -> assertThat(saved.journal().orders())
                            .as("a real fill comes from the journal where the broker names none")
                            .anyMatch(order -> order.fills().contains(fill)));
            plan.positions().forEach(change -> {
                boolean explained =
                        change.unexplained() != null && change.unexplained().signum() == 0;
                boolean reviewed =
                        plan.review().stream().anyMatch(found -> change.symbol().equals(found.symbol()));
                assertThat(reviewed).isEqualTo(!explained);
            });
        });
    }

    @ParameterizedTest
    @MethodSource("batches")
    void coldTheBrokersQuantitiesAreProposedAndNothingExplainedIsInvented(long batch) {
        eachWorld(batch, seed -> {
            World world = new World(seed);
            SavedState saved = world.saved(true);
            BrokerView view = world.view(saved, false, true);

            Plan plan = Reconciler.plan(saved, view, ReconcilePolicy.defaults());

            Scenario.check(plan, saved, view, ReconcilePolicy.defaults());
            plan.positions().forEach(change -> {
                BigDecimal named = plan.newFills().stream()
                        .filter(fill -> fill.symbol().equals(change.symbol()))
                        .map(fill -> Amounts.signed(fill.side(), Amounts.orZero(fill.quantity())))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                BigDecimal acted = view.activities().activities().stream()
                        .filter(activity -> change.symbol().equals(activity.symbol()))
                        .filter(activity -> change.evidence().contains(activity.activityId()))
                        .map(activity -> Amounts.orZero(activity.quantityChange()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(change.explained()).isEqualByComparingTo(named.add(acted));
            });
        });
    }

    @Test
    void worldsDifferByTheirSeedAlone() {
        World one = new World(42);
        World other = new World(42);

        assertThat(one.saved(false)).isEqualTo(other.saved(false)).isNotEqualTo(new World(43).saved(false));
        assertThat(one.view(one.saved(false), false, true)).isEqualTo(other.view(other.saved(false), false, true));
    }
}
