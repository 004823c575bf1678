package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of the broker's orders that the bot does not know, and of those that contradict what it knows. */
final class StrangerStep {

    private final Comparison comparison;
    private final ProposedOrders proposed;
    private final OrderBooking booking;
    private final Findings findings;
    private final RowCheck check;
    private final boolean freshStart;
    private final Map<Order, Order> predecessors = new HashMap<>();

    StrangerStep(Comparison comparison, ProposedOrders proposed, OrderBooking booking) {
        this.comparison = comparison;
        this.proposed = proposed;
        this.booking = booking;
        findings = comparison.findings();
        check = new RowCheck(comparison);
        freshStart = comparison.isFreshStart();
    }

    void run() {
        comparison.known().all().forEach(this::followReplacements);
        comparison.broker().strangers().forEach(this::decide);
        comparison.broker().conflicts().forEach(this::decide);
    }

    /** Marks the orders that took the place of one of the bot's, step by step, and reports a chain that breaks off. */
    private void followReplacements(KnownOrder known) {
        Order row = known.row;
        if (row == null || row.replacedBy() == null) {
            return;
        }
        Order predecessor = OrderMerge.merged(known.clientOrderId, known.ours(), row);
        String next = row.replacedBy();
        for (int step = 0; next != null; step++) {
            Order successor = comparison.successor(next);
            if (successor == null || step == OrderQuestions.MOST_REPLACEMENTS) {
                reportLostSuccessor(known, predecessor, next);
                return;
            }
            if (comparison.known().byClientId(successor.clientOrderId()) != null) {
                return;
            }
            if (predecessors.putIfAbsent(successor, predecessor) != null) {
                return;
            }
            predecessor = successor;
            next = successor.replacedBy();
        }
    }

    private void reportLostSuccessor(KnownOrder known, @Nullable Order predecessor, String next) {
        if (comparison.broker().lists(next)) {
            return;
        }
        KnownOrder ours = comparison.known().byClientId(next);
        if (ours != null) {
            // It is reported for itself.
            return;
        }
        Lookups.Fate fate = comparison.lookups().fate(null, next);
        findings.of(InconsistencyKind.ORDER_MISSING)
                .symbol(predecessor == null ? null : predecessor.symbol())
                .key(OrderKey.ofBroker(next))
                .askingAgainMayResolve(!comparison.view().settled()
                        || (fate instanceof Lookups.Fate.Unproven unproven && unproven.mayChange()))
                .says("Order " + known.clientOrderId + " was replaced by order " + next
                        + ", which the broker did not show; it may be working. Look it up at the broker");
    }

    private void decide(Order row) {
        Order predecessor = predecessors.get(row);
        boolean ours = predecessor != null || isLegOfOurs(row);
        boolean open = !row.status().isTerminal();
        if (!ours && !comparison.policy().scope().ownsOrder(row.clientOrderId(), row.symbol())) {
            if (open) {
                reportOutOfScope(row);
            }
            booking.bookNews(row, comparison.fills().of(row.clientOrderId()).fromBroker);
            return;
        }
        if (!freshStart) {
            book(row);
        }
        if (open || ours) {
            Order adopted = predecessor == null ? row : inherit(row, predecessor);
            proposed.propose(null, adopted);
            report(adopted, predecessor, ours);
        }
    }

    /** A leg that the broker made for one of the bot's orders bears an id of the broker's. */
    private boolean isLegOfOurs(Order row) {
        String parent = row.parentOrderId();
        return parent != null
                && (comparison.known().byClientId(parent) != null
                        || comparison.known().byBrokerId(parent) != null);
    }

    private void book(Order row) {
        BigDecimal total = row.filledQuantity();
        if (total == null && row.status() == OrderStatus.FILLED) {
            total = row.quantity();
        }
        FillEvidence.OfOrder evidence = comparison.fills().of(row.clientOrderId());
        BigDecimal filled = total == null ? evidence.brokerTotal() : total;
        if (!check.allows(row, filled)) {
            return;
        }
        Instant born = HistoryWindow.bornAt(row);
        if (born != null && comparison.window().isNews(born)) {
            booking.bookUpTo(row, BigDecimal.ZERO, null, filled);
        } else {
            booking.bookNews(row, evidence.fromBroker);
        }
    }

    private static Order inherit(Order row, Order predecessor) {
        return row.toBuilder()
                .tags(row.tags().isEmpty() ? predecessor.tags() : row.tags())
                .parentOrderId(row.parentOrderId() == null ? predecessor.parentOrderId() : row.parentOrderId())
                .replaces(row.replaces() == null ? predecessor.clientOrderId() : row.replaces())
                .build();
    }

    private void report(Order row, @Nullable Order predecessor, boolean ours) {
        if (predecessor != null) {
            findings.of(InconsistencyKind.ORDER_AMENDED)
                    .order(row)
                    .change(predecessor.clientOrderId(), KnownOrderStep.state(row))
                    .evidence(row.brokerOrderId())
                    .says("Order " + predecessor.clientOrderId() + " was replaced by " + OrderKey.of(row) + ": "
                            + KnownOrderStep.describe(row) + ", " + KnownOrderStep.state(row));
            return;
        }
        boolean asks = freshStart && !comparison.policy().adoptOnFirstStart();
        Severity severity = ours ? Severity.INFO : asks ? Severity.REVIEW : Severity.WARN;
        findings.of(InconsistencyKind.ORDER_UNKNOWN)
                .severity(severity)
                .order(row)
                .change(null, KnownOrderStep.state(row))
                .evidence(row.brokerOrderId())
                .says((ours ? "Leg " : "Order ") + OrderKey.of(row) + " (" + KnownOrderStep.describe(row) + ", "
                        + KnownOrderStep.state(row)
                        + ") works at the broker, and the bot did not know it; it is adopted");
    }

    private void reportOutOfScope(Order row) {
        findings.of(InconsistencyKind.OUT_OF_SCOPE)
                .order(row)
                .change(null, KnownOrderStep.state(row))
                .says("Order " + OrderKey.of(row) + " (" + KnownOrderStep.describe(row) + ") is not this bot's");
    }

    private void decide(BrokerOrders.Conflict conflict) {
        Order row = conflict.row();
        findings.of(InconsistencyKind.ORDER_CONFLICT)
                .order(row)
                .change(conflict.known().clientOrderId, KnownOrderStep.state(row))
                .evidence(row.brokerOrderId())
                .says("The broker's order " + OrderKey.of(row) + " (" + KnownOrderStep.describe(row)
                        + ") can't be the saved " + conflict.known().clientOrderId + ": " + conflict.why()
                        + ". Nothing is booked on either; see at the broker which it is");
        String id = BrokerOrders.conflictId(row);
        if (!row.status().isTerminal() && comparison.known().byClientId(id) == null) {
            proposed.propose(null, OrderMerge.renamed(id, row));
        }
    }
}
