package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.RiskLimits;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through one comparison step by step: orders and their fills, positions, cash, protection, what is carried over. */
final class Planner {

    private final Comparison comparison;
    private final Findings findings;
    private final @Nullable SystemStateSnapshot copy;

    Planner(Comparison comparison) {
        this.comparison = comparison;
        findings = comparison.findings();
        copy = comparison.saved().snapshot();
    }

    Plan plan() {
        findings.addAll(comparison.saved().findings());
        reportGaps();
        ProposedOrders orders = orders();
        Effects effects = Effects.of(comparison, orders.booked());
        PositionStep positions = new PositionStep(comparison, effects);
        positions.run();
        CashStep cash = new CashStep(comparison, effects);
        cash.run();
        new ProtectiveStep(comparison, orders.orders(), positions.proposed()).run();
        boolean feesPosted = reportPostedFees();
        boolean dropped = reportDropped();
        List<Fill> newFills =
                orders.booked().stream().map(ProposedOrders.Booked::fill).toList();
        SystemStateSnapshot proposed = propose(orders, positions, newFills);
        boolean changed = orders.changed() || positions.changed() || cash.changed() || feesPosted || dropped;
        List<Inconsistency> sorted = findings.sorted();
        return new Plan(
                strategy(changed, sorted),
                sorted,
                proposed,
                changed,
                newFills,
                orders.adopted(),
                orders.closed(),
                positions.changes(),
                cash.changes(),
                accountBefore(),
                comparison.view().account());
    }

    @Nullable
    AccountState accountBefore() {
        return copy == null ? null : copy.account();
    }

    private ProposedOrders orders() {
        ProposedOrders orders = new ProposedOrders();
        OrderBooking booking = new OrderBooking(comparison, orders);
        new KnownOrderStep(comparison, orders, booking).run();
        new StrangerStep(comparison, orders, booking).run();
        if (!comparison.isFreshStart()) {
            booking.bookStrays();
        }
        return orders;
    }

    private void reportGaps() {
        if (comparison.view().fills() instanceof FillHistory.Incomplete fills) {
            reportGap("fills", fills.why());
        }
        if (comparison.view().activities() instanceof ActivityHistory.Incomplete activities) {
            reportGap("activities", activities.why());
        }
        if (comparison.saved().isNothing() && !comparison.isFreshStart()) {
            findings.of(InconsistencyKind.STATE_UNREADABLE)
                    .says("The broker works orders that bear this bot's client order id prefix, yet nothing is saved"
                            + " here; see whether the state directory is the right one, and mounted");
        }
    }

    private void reportGap(String what, String why) {
        findings.of(InconsistencyKind.HISTORY_INCOMPLETE)
                .change(null, what)
                .askingAgainMayResolve(true)
                .says("The broker's " + what + " are incomplete: " + why + ". What they don't show proves nothing");
    }

    private boolean reportPostedFees() {
        Map<String, Fill> posted = comparison.fills().feesPosted();
        posted.values()
                .forEach(fill -> findings.of(InconsistencyKind.FEE_POSTED)
                        .symbol(fill.symbol())
                        .key(FillBooking.keyOf(fill))
                        .change(null, Amounts.text(fill.fee()))
                        .evidence(fill.fillId())
                        .says("The fee of fill " + fill.fillId() + " of " + fill.symbol() + " is known now: "
                                + Amounts.text(fill.fee()) + (fill.feeAsset() == null ? "" : " " + fill.feeAsset())));
        return !posted.isEmpty();
    }

    /** Saved rows outside of the scope are not handed to the engine again. */
    private boolean reportDropped() {
        if (copy == null || comparison.policy().scope().symbols().isEmpty()) {
            return false;
        }
        Scope scope = comparison.policy().scope();
        Set<String> dropped = new HashSet<>();
        copy.positions().forEach(position -> dropped.add(position.symbol()));
        copy.orders().stream().map(Order::symbol).forEach(dropped::add);
        dropped.removeIf(scope::ownsSymbol);
        dropped.forEach(symbol -> findings.of(InconsistencyKind.OUT_OF_SCOPE)
                .symbol(symbol)
                .change("saved", null)
                .says("What was saved of " + symbol + " is outside of this bot's scope now and is left out"));
        return !dropped.isEmpty();
    }

    private SystemStateSnapshot propose(ProposedOrders orders, PositionStep positions, List<Fill> newFills) {
        SystemStateSnapshot.Builder proposed = SystemStateSnapshot.builder(
                        comparison.view().asOf())
                .positions(positions.proposed())
                .orders(orders.orders())
                .fills(fills(newFills))
                .account(comparison.view().account());
        if (copy != null) {
            RiskLimits limits = new CarryOver(comparison).riskLimits(copy.riskLimits());
            proposed.riskLimits(limits).session(copy.session());
            copy.sections().forEach(proposed::section);
        }
        return proposed.build();
    }

    private List<Fill> fills(List<Fill> newFills) {
        List<Fill> fills = new ArrayList<>();
        if (copy != null) {
            Map<String, Fill> posted = comparison.fills().feesPosted();
            for (Fill fill : copy.fills()) {
                Fill withFee = posted.get(fill.fillId());
                fills.add(withFee == null ? fill : withFee);
            }
        }
        fills.addAll(newFills);
        if (comparison.isFreshStart()) {
            // What is held now includes them, so that they are no news to the next start.
            fills.addAll(comparison.fills().all());
        }
        return fills;
    }

    private Strategy strategy(boolean changed, List<Inconsistency> sorted) {
        if (comparison.isFreshStart()) {
            return Strategy.FRESH_START;
        }
        if (copy == null || comparison.saved().stale()) {
            return Strategy.REBUILD;
        }
        boolean review = !sorted.isEmpty() && sorted.get(0).severity() == Severity.REVIEW;
        return changed || review ? Strategy.RECONCILE : Strategy.RESUME;
    }
}
