package io.tradingrecovery.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.reconcile.Inconsistency;
import io.tradingrecovery.reconcile.InconsistencyKind;
import io.tradingrecovery.reconcile.Plan;
import io.tradingrecovery.reconcile.PositionChange;
import io.tradingrecovery.reconcile.Severity;
import io.tradingrecovery.reconcile.UnexplainedPolicy;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** That each difference is named, and that no explanation is made up. */
final class Explanations {

    private Explanations() {}

    static boolean everyDeltaIsNamed(Outcome world) {
        boolean applies = false;
        Map<String, BigDecimal> before = world.copy() == null
                ? Map.of()
                : Invariants.quantities(world.copy().positions());
        for (Outcome.Run run : world.runs()) {
            SystemStateSnapshot restored = run.restored();
            if (restored == null) {
                continue;
            }
            List<Inconsistency> findings = run.report().findings();
            Map<String, BigDecimal> after = Invariants.quantities(restored.positions().stream()
                    .filter(held -> held.quantity() != null)
                    .toList());
            Set<String> symbols = new TreeSet<>(before.keySet());
            symbols.addAll(after.keySet());
            symbols.removeIf(symbol ->
                    before.getOrDefault(symbol, BigDecimal.ZERO).compareTo(after.getOrDefault(symbol, BigDecimal.ZERO))
                            == 0);
            applies |= !symbols.isEmpty();
            for (String symbol : symbols) {
                assertThat(findings)
                        .as("findings that name " + symbol + ", " + before.get(symbol) + " before and "
                                + after.get(symbol) + " after")
                        .anyMatch(found -> symbol.equals(found.symbol()) || symbol.equals(found.before()));
            }
            changes(run).forEach(Explanations::addsUp);
        }
        return applies;
    }

    private static void addsUp(PositionChange change) {
        BigDecimal from = change.quantityBefore();
        BigDecimal to = change.quantityAfter();
        if (from != null && to != null && change.unexplained() != null) {
            assertThat(change.explained().add(change.unexplained()))
                    .as("explained and unexplained of " + change)
                    .isEqualByComparingTo(to.subtract(from));
        }
    }

    static boolean whatIsUnexplainedIsLeftToAPerson(Outcome world) {
        boolean applies = false;
        for (Outcome.Run run : world.runs()) {
            for (PositionChange change : changes(run)) {
                BigDecimal unexplained = change.unexplained();
                if (unexplained != null && unexplained.signum() == 0) {
                    continue;
                }
                applies = true;
                boolean adopts = world.traits().unexplained == UnexplainedPolicy.ADOPT;
                assertThat(run.report().findings())
                        .as("a finding of weight for " + change)
                        .anyMatch(found -> change.symbol().equals(found.symbol())
                                && (found.severity() == Severity.REVIEW
                                        || (adopts && found.severity() == Severity.WARN)));
                assertThat(run.endedWell() && !adopts).isFalse();
            }
        }
        return applies;
    }

    /** What is explained is the sum of what the broker showed and the journal kept, each once. */
    static boolean nothingIsExplainedWithoutEvidence(Outcome world) {
        boolean applies = false;
        Set<String> journalled = journalled(world);
        for (Outcome.Run run : world.runs()) {
            Set<String> known = new HashSet<>(run.shown());
            known.addAll(journalled);
            for (PositionChange change : changes(run)) {
                if (change.explained().signum() == 0 || has(run, InconsistencyKind.FEE_PENDING, change.symbol())) {
                    continue;
                }
                applies = true;
                BigDecimal sum = BigDecimal.ZERO;
                for (String id : change.evidence()) {
                    sum = sum.add(worth(id, change.symbol(), run, world, known));
                }
                assertThat(change.explained())
                        .as("what the evidence of " + change + " comes to")
                        .isEqualByComparingTo(sum);
            }
        }
        return applies;
    }

    private static BigDecimal worth(String id, String symbol, Outcome.Run run, Outcome world, Set<String> known) {
        Plan plan = Objects.requireNonNull(run.report().plan());
        for (Fill fill : plan.newFills()) {
            if (fill.fillId().equals(id)) {
                assertThat(fill.inferred() ? orderOf(fill, known) : known.contains(id))
                        .as("somebody showed the evidence for " + fill)
                        .isTrue();
                return signed(fill).subtract(coinFee(fill, symbol));
            }
        }
        assertThat(known).as("evidence of " + symbol).contains(id);
        for (Activity activity : world.ledgerLater().activities()) {
            if (activity.activityId().equals(id)) {
                return Objects.requireNonNull(activity.quantityChange(), () -> "no units: " + activity);
            }
        }
        for (Fill fill : world.ledgerLater().fills()) {
            if (fill.fillId().equals(id)) {
                return coinFee(fill, symbol).negate();
            }
        }
        throw new AssertionError("Evidence " + id + " of " + symbol + " is nothing that ever happened");
    }

    private static boolean orderOf(Fill inferred, Set<String> known) {
        return known.contains(String.valueOf(inferred.brokerOrderId()))
                || known.contains(String.valueOf(inferred.clientOrderId()));
    }

    private static BigDecimal signed(Fill fill) {
        BigDecimal quantity = Objects.requireNonNull(fill.quantity());
        return fill.side() == OrderSide.BUY ? quantity : quantity.negate();
    }

    private static BigDecimal coinFee(Fill fill, String symbol) {
        boolean coin = fill.feeAsset() != null && symbol.startsWith(fill.feeAsset() + "/");
        return coin && fill.fee() != null ? fill.fee() : BigDecimal.ZERO;
    }

    /** Ids of the fills that the journal holds, and of the orders of which it holds any. */
    private static Set<String> journalled(Outcome world) {
        Set<String> ids = new HashSet<>();
        world.journal().strayFills().stream().map(Fill::fillId).forEach(ids::add);
        for (JournaledOrder order : world.journal().orders()) {
            order.fills().stream().map(Fill::fillId).forEach(ids::add);
            if (!order.fills().isEmpty()) {
                ids.add(order.order().clientOrderId());
            }
        }
        return ids;
    }

    static boolean everyEndOfAnOrderIsNamed(Outcome world) {
        boolean applies = false;
        Set<String> saved = Invariants.openOrdersOf(world);
        for (Outcome.Run run : world.runs()) {
            SystemStateSnapshot restored = run.restored();
            if (restored == null) {
                continue;
            }
            Set<String> ended = new TreeSet<>(saved);
            restored.orders().stream()
                    .filter(order -> !order.status().isTerminal())
                    .map(order -> order.clientOrderId())
                    .forEach(ended::remove);
            applies |= !ended.isEmpty();
            for (String id : ended) {
                assertThat(run.report().findings())
                        .as("findings that name order " + id + ", which is no longer open")
                        .anyMatch(found -> found.orderKey() != null
                                && id.equals(found.orderKey().clientOrderId()));
            }
        }
        return applies;
    }

    private static boolean has(Outcome.Run run, InconsistencyKind kind, String symbol) {
        return run.report().findings().stream()
                .anyMatch(found -> found.kind() == kind && symbol.equals(found.symbol()));
    }

    private static List<PositionChange> changes(Outcome.Run run) {
        Plan plan = run.report().plan();
        return plan == null ? List.of() : plan.positions();
    }
}
