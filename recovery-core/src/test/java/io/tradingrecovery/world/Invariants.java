package io.tradingrecovery.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.reconcile.InconsistencyKind;
import io.tradingrecovery.reconcile.UnexplainedPolicy;
import io.tradingrecovery.recovery.GateState;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.recovery.RecoveryStatus;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds in every world, whatever its seed. What is said of evidence stands in {@link Explanations}. */
final class Invariants {

    static final List<Invariant> ALL = List.of(
            new Invariant("finalQuantitiesEqualTheLedger", Invariants::finalQuantitiesEqualTheLedger),
            new Invariant("finalCashEqualsTheLedger", Invariants::finalCashEqualsTheLedger),
            new Invariant("finalOrdersEqualTheLedger", Invariants::finalOrdersEqualTheLedger),
            new Invariant("everyDeltaIsNamedOrMarkedUnexplained", Explanations::everyDeltaIsNamed),
            new Invariant("whatIsUnexplainedIsLeftToAPerson", Explanations::whatIsUnexplainedIsLeftToAPerson),
            new Invariant(
                    "nothingIsExplainedWhoseEvidenceWasWithheld", Explanations::nothingIsExplainedWithoutEvidence),
            new Invariant("everyEndOfAnOrderIsNamed", Explanations::everyEndOfAnOrderIsNamed),
            new Invariant("aSecondStartAfterAGoodOneChangesNothing", Invariants::aSecondStartChangesNothing),
            new Invariant("aSecondStartAfterABadOneAsksTheSame", Invariants::aSecondStartAsksTheSame),
            new Invariant("partialAndFailedLeaveEveryStoredByte", Invariants::badRunsLeaveEveryStoredByte),
            new Invariant("noOrderIsEverSent", Invariants::noOrderIsEverSent),
            new Invariant("noWorkingOrderDisappears", Invariants::noWorkingOrderDisappears),
            new Invariant("noRunEndsWellOnIncompleteFacts", Invariants::noRunEndsWellOnIncompleteFacts),
            new Invariant("whatWasNeverSentNeverTurnsUp", Invariants::whatWasNeverSentNeverTurnsUp),
            new Invariant("theGateFollowsTheStatus", Invariants::theGateFollowsTheStatus),
            new Invariant("nobodyIsAskedWhereTheFactsAreWhole", Invariants::nobodyIsAskedWhereTheFactsAreWhole));

    private Invariants() {}

    private static boolean finalQuantitiesEqualTheLedger(Outcome world) {
        Outcome.Run last = world.last();
        if (!last.endedWell() || mayBeFooled(world)) {
            return false;
        }
        assertThat(quantities(restored(last).positions()))
                .as("quantities that the engine was given")
                .isEqualTo(quantities(last.truth().positions().values()));
        return true;
    }

    /**
     * Whether the broker may say what is not so and nothing shows it: a bot that adopts what is unexplained asked for it, a
     * fee that is still to come may explain it, and a history that is not told contradicts nothing.
     */
    private static boolean mayBeFooled(Outcome world) {
        boolean blind = world.traits().unexplained == UnexplainedPolicy.ADOPT
                || world.traits().capabilities.size() < BrokerCapability.values().length
                || world.last().report().findings().stream()
                        .anyMatch(found -> found.kind() == InconsistencyKind.FEE_PENDING);
        return blind && Weather.LYING.contains(world.traits().weather);
    }

    static Map<String, BigDecimal> quantities(Iterable<Position> positions) {
        Map<String, BigDecimal> quantities = new TreeMap<>();
        positions.forEach(position -> quantities.merge(
                position.symbol(), Objects.requireNonNull(position.quantity()).stripTrailingZeros(), BigDecimal::add));
        return quantities;
    }

    private static boolean finalCashEqualsTheLedger(Outcome world) {
        Outcome.Run last = world.last();
        if (!last.endedWell()) {
            return false;
        }
        if (mayBeOldCash(world)) {
            return false;
        }
        Map<String, BigDecimal> cash =
                Objects.requireNonNull(restored(last).account()).cash();
        last.truth()
                .cash()
                .forEach((currency, amount) ->
                        assertThat(cash.get(currency)).as(currency).isEqualByComparingTo(amount));
        return true;
    }

    /** The account is asked for once a round, so that one old answer among good ones can't be told from lag. */
    private static boolean mayBeOldCash(Outcome world) {
        return world.traits().weather == Weather.FLICKER || world.traits().weather == Weather.RANDOM;
    }

    private static boolean finalOrdersEqualTheLedger(Outcome world) {
        Outcome.Run last = world.last();
        if (!last.endedWell() || mayBeFooled(world) || world.traits().weather == Weather.RANDOM) {
            return false;
        }
        for (Order order : restored(last).orders()) {
            Order real = last.truth().orders().get(order.clientOrderId());
            if (real == null) {
                assertThat(order.status().isTerminal())
                        .as("the end of %s, which never was", order)
                        .isTrue();
            } else if (order.filledQuantity() != null) {
                assertThat(order.filledQuantity()).as("filled of %s", order).isEqualByComparingTo(filled(real));
            }
            if (real != null && !isForgotten(world, order, real)) {
                assertThat(order.status()).as("status of %s", order).isEqualTo(real.status());
            }
        }
        return true;
    }

    private static BigDecimal filled(Order order) {
        return order.filledQuantity() == null ? BigDecimal.ZERO : order.filledQuantity();
    }

    /** Of an order that ended and is forgotten, nobody can say how. */
    private static boolean isForgotten(Outcome world, Order order, Order real) {
        return world.traits().weather == Weather.FORGETFUL
                && order.status() == OrderStatus.NOT_FOUND
                && real.status().isTerminal();
    }

    private static boolean aSecondStartChangesNothing(Outcome world) {
        boolean sameFacts = world.ledgerAgain().equals(world.ledger())
                && world.last().truth().equals(world.ledger())
                && !Weather.LYING.contains(world.traits().weather)
                && world.traits().weather != Weather.OTHER_ACCOUNT
                && !mayBeOldCash(world);
        if (world.again().isEmpty() || !world.last().endedWell() || !sameFacts) {
            return false;
        }
        RecoveryReport again = world.lastAgain().report();
        assertThat(again.status()).isEqualTo(RecoveryStatus.SUCCESS);
        assertThat(again.stateChanged()).isFalse();
        assertThat(quantities(restored(world.lastAgain()).positions()))
                .isEqualTo(quantities(restored(world.last()).positions()));
        return true;
    }

    private static boolean aSecondStartAsksTheSame(Outcome world) {
        Set<Weather> changing = EnumSet.of(Weather.RANDOM, Weather.MOVING, Weather.FORGETFUL);
        if (world.again().isEmpty()
                || world.last().endedWell()
                || !world.ledgerAgain().equals(world.ledger())
                || changing.contains(world.traits().weather)) {
            return false;
        }
        RecoveryReport first = world.last().report();
        RecoveryReport again = world.lastAgain().report();
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.planDigest()).isEqualTo(first.planDigest());
        return true;
    }

    private static boolean badRunsLeaveEveryStoredByte(Outcome world) {
        boolean applies = false;
        for (Outcome.Run run : world.runs()) {
            if (!run.endedWell()) {
                applies = true;
                assertThat(run.changedFiles()).as("changed by " + run.report()).isEmpty();
                assertThat(run.report().savedAs()).isNull();
            }
        }
        return applies;
    }

    private static boolean noOrderIsEverSent(Outcome world) {
        assertThat(world.submissions()).isZero();
        return true;
    }

    private static boolean noWorkingOrderDisappears(Outcome world) {
        boolean applies = false;
        Set<String> saved = openOrdersOf(world);
        for (Outcome.Run run : world.runs()) {
            SystemStateSnapshot restored = run.restored();
            if (restored == null) {
                continue;
            }
            Set<String> working = new TreeSet<>();
            run.truth().openOrders().stream().map(Order::clientOrderId).forEach(working::add);
            working.removeIf(id -> !saved.contains(id) && !run.shownOpen().contains(id));
            applies |= !working.isEmpty();
            assertThat(restored.orders().stream()
                            .filter(order -> !order.status().isTerminal())
                            .map(Order::clientOrderId)
                            .collect(Collectors.toSet()))
                    .as("open orders after " + run.report())
                    .containsAll(working);
        }
        return applies;
    }

    /** Client order ids of what was open in the copy or in the journal. */
    static Set<String> openOrdersOf(Outcome world) {
        return savedOrders(world).stream()
                .filter(order -> !order.status().isTerminal())
                .map(Order::clientOrderId)
                .collect(Collectors.toSet());
    }

    private static List<Order> savedOrders(Outcome world) {
        List<Order> saved = new ArrayList<>();
        if (world.copy() != null) {
            saved.addAll(world.copy().orders());
        }
        world.journal().orders().forEach(journalled -> saved.add(journalled.order()));
        return saved;
    }

    private static boolean noRunEndsWellOnIncompleteFacts(Outcome world) {
        boolean applies = false;
        for (Outcome.Run run : world.runs()) {
            applies |= !run.missing().isEmpty();
            if (run.endedWell()) {
                Set<String> missing = new TreeSet<>(run.missing().keySet());
                missing.removeAll(questionsOfEnded(world));
                assertThat(missing).as("not answered in full").isEmpty();
            }
        }
        return applies;
    }

    /** Questions about orders of which the bot knows that they ended: the answer could only confirm it. */
    private static Set<String> questionsOfEnded(Outcome world) {
        Set<String> open = openOrdersOf(world);
        return savedOrders(world).stream()
                .filter(order -> !open.contains(order.clientOrderId()))
                .flatMap(order -> Stream.of(order.clientOrderId(), "broker order " + order.brokerOrderId()))
                .map(key -> "order " + key)
                .collect(Collectors.toSet());
    }

    private static boolean whatWasNeverSentNeverTurnsUp(Outcome world) {
        boolean applies = false;
        for (Outcome.Run run : world.runs()) {
            for (var finding : run.report().findings()) {
                if (finding.kind() == InconsistencyKind.INTENT_NEVER_SENT) {
                    applies = true;
                    String id = Objects.requireNonNull(finding.orderKey()).clientOrderId();
                    assertThat(world.ledgerLater().orders()).doesNotContainKey(id);
                }
            }
        }
        return applies;
    }

    private static boolean theGateFollowsTheStatus(Outcome world) {
        Map<RecoveryStatus, GateState> expected = new HashMap<>();
        expected.put(RecoveryStatus.SUCCESS, GateState.OPEN);
        expected.put(RecoveryStatus.RECONCILED, GateState.OPEN);
        expected.put(RecoveryStatus.PARTIAL, GateState.REDUCE_ONLY);
        expected.put(RecoveryStatus.FAILED, GateState.BLOCKED);
        for (Outcome.Run run : world.runs()) {
            RecoveryReport report = run.report();
            assertThat(report.gate().state()).isEqualTo(expected.get(report.status()));
            assertThat(run.restored() != null).isEqualTo(report.status() != RecoveryStatus.FAILED);
        }
        return true;
    }

    private static boolean nobodyIsAskedWhereTheFactsAreWhole(Outcome world) {
        if (!world.traits().isWhole()) {
            return false;
        }
        assertThat(world.last().endedWell()).as("whole facts need nobody").isTrue();
        return true;
    }

    private static SystemStateSnapshot restored(Outcome.Run run) {
        return Objects.requireNonNull(run.restored(), "the engine was given nothing");
    }
}
