package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.reconcile.Lookups.Fate;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of each order that was saved. */
final class KnownOrderStep {

    private final Comparison comparison;
    private final ProposedOrders proposed;
    private final OrderBooking booking;
    private final Findings findings;
    private final RowCheck check;
    private final Set<KnownOrder> conflicted = new HashSet<>();

    KnownOrderStep(Comparison comparison, ProposedOrders proposed, OrderBooking booking) {
        this.comparison = comparison;
        this.proposed = proposed;
        this.booking = booking;
        findings = comparison.findings();
        check = new RowCheck(comparison);
    }

    void run() {
        comparison.broker().conflicts().forEach(conflict -> conflicted.add(conflict.known()));
        comparison.known().all().forEach(this::decide);
    }

    private void decide(KnownOrder order) {
        Order row = order.row;
        if (row != null) {
            applyRow(order, row);
        } else if (conflicted.contains(order)) {
            keepAsSaved(order);
        } else if (order.isOpenQuestion(comparison.window())) {
            decideUnlisted(order);
        } else if (order.copied != null) {
            bookWithoutRow(order, order.copied);
        } else {
            booking.bookNews(order.ours(), comparison.fills().of(order.clientOrderId).fromBroker);
        }
    }

    private void applyRow(KnownOrder order, Order row) {
        Order ours = order.ours();
        BigDecimal booked = order.bookedQuantity();
        BigDecimal total = total(order, row);
        if (!check.allows(order, row, total)) {
            keepUnbooked(order, ours, row);
            return;
        }
        Order merged = OrderMerge.merged(order.clientOrderId, ours, row);
        if (!Amounts.same(Amounts.orZero(merged.filledQuantity()), total)) {
            merged = OrderMerge.moved(merged, merged.status(), total, merged.averageFillPrice());
        }
        boolean news = order.isNews(comparison.window());
        int before = proposed.booked().size();
        if (news) {
            Order copied = order.copied;
            booking.bookUpTo(merged, booked, copied == null ? null : copied.averageFillPrice(), total);
        } else {
            booking.bookNews(merged, comparison.fills().of(order.clientOrderId).fromBroker);
        }
        boolean forgotten =
                !news && merged.status().isTerminal() && proposed.booked().size() == before;
        if (!forgotten) {
            propose(order, merged);
        }
    }

    private void propose(KnownOrder order, Order merged) {
        Order copied = order.copied;
        if (copied != null && !differs(copied, merged)) {
            proposed.keep(copied);
            return;
        }
        proposed.change(copied, merged);
        if (copied == null || order.isPendingIntent()) {
            reportAdopted(order, merged);
        } else {
            reportChange(copied, merged);
        }
    }

    private boolean differs(Order copied, Order merged) {
        return OrderMerge.differs(copied, merged, comparison.policy().averagePriceTolerance());
    }

    private void reportAdopted(KnownOrder order, Order merged) {
        boolean intent = order.isPendingIntent() || order.journalled == null;
        findings.of(intent ? InconsistencyKind.INTENT_FOUND : InconsistencyKind.ORDER_STATUS)
                .order(merged)
                .change(null, state(merged))
                .evidence(merged.brokerOrderId())
                .says("Order " + OrderKey.of(merged) + " reached the broker: " + describe(merged) + ", "
                        + state(merged));
    }

    private void reportChange(Order copied, Order merged) {
        if (copied.status() != merged.status() || !sameFilled(copied, merged) || newBrokerId(copied, merged)) {
            boolean reopened = copied.status().isTerminal() && !merged.status().isTerminal();
            String before = state(copied);
            String after = state(merged);
            StringBuilder words = findings.words().append("Order ").append(merged.clientOrderId());
            if (merged.brokerOrderId() != null) {
                words.append(" (broker order ").append(merged.brokerOrderId()).append(')');
            }
            words.append(" went from ").append(before).append(" to ").append(after);
            findings.of(InconsistencyKind.ORDER_STATUS)
                    .severity(reopened ? Severity.WARN : Severity.INFO)
                    .order(merged)
                    .change(before, after)
                    .evidence(merged.brokerOrderId())
                    .says(reopened ? words.append(", though the bot took it for ended") : words);
        }
        var amendments = OrderMerge.amendments(copied, merged);
        if (!amendments.isEmpty()) {
            findings.of(InconsistencyKind.ORDER_AMENDED)
                    .order(merged)
                    .evidence(merged.brokerOrderId())
                    .change(null, String.join(", ", amendments))
                    .says("Order " + OrderKey.of(merged) + " was changed: " + String.join(", ", amendments));
        }
    }

    private static boolean sameFilled(Order copied, Order merged) {
        return Amounts.same(Amounts.orZero(copied.filledQuantity()), Amounts.orZero(merged.filledQuantity()));
    }

    private static boolean newBrokerId(Order copied, Order merged) {
        return copied.brokerOrderId() == null && merged.brokerOrderId() != null;
    }

    /** Nothing of the row is booked; only whether it still works is taken from it. */
    private void keepUnbooked(KnownOrder order, @Nullable Order ours, Order row) {
        Order base = ours == null ? OrderMerge.renamed(order.clientOrderId, row) : ours;
        Order kept = base.status() == row.status()
                ? base
                : OrderMerge.moved(base, row.status(), base.filledQuantity(), base.averageFillPrice());
        Order copied = order.copied;
        proposed.propose(copied, copied != null && !differs(copied, kept) ? copied : kept);
    }

    private void keepAsSaved(KnownOrder order) {
        Order kept = order.copied == null ? order.ours() : order.copied;
        if (kept != null && (order.copied != null || !kept.status().isTerminal())) {
            proposed.propose(order.copied, kept);
        }
    }

    private void decideUnlisted(KnownOrder order) {
        Fate fate = comparison.lookups().fate(order.clientOrderId, order.brokerOrderId());
        Order ours = order.ours();
        if (ours == null) {
            if (order.remembered == null) {
                reportTail(order, fate);
            }
            booking.bookNews(null, comparison.fills().of(order.clientOrderId).fromBroker);
            return;
        }
        boolean endedForUs = order.copied == null
                ? ours.status().isTerminal()
                : order.copied.status().isTerminal() && !order.isPendingIntent();
        if (endedForUs) {
            bookWithoutRow(order, ours);
        } else if (order.isPendingIntent()) {
            decideIntent(order, ours, fate);
        } else {
            decideMissing(order, ours, fate);
        }
    }

    private void decideIntent(KnownOrder order, Order ours, Fate fate) {
        boolean filled = order.bookedQuantity().signum() > 0
                || !comparison.fills().of(order.clientOrderId).fromBroker.isEmpty()
                || !comparison.fills().of(order.clientOrderId).fromJournal.isEmpty();
        if (fate instanceof Fate.Absent && comparison.view().settled() && !filled) {
            Order closed = ended(order, ours);
            findings.of(InconsistencyKind.INTENT_NEVER_SENT)
                    .order(ours)
                    .change(ours.status().name(), OrderStatus.NOT_FOUND.name())
                    .says("Intent " + ours.clientOrderId() + " (" + describe(ours)
                            + ") never reached the broker: it may be submitted again under the same id");
            proposed.propose(order.copied, closed);
            return;
        }
        String why =
                filled && fate instanceof Fate.Absent ? "fills name it, yet the broker does not know it" : reason(fate);
        findings.of(InconsistencyKind.INTENT_AMBIGUOUS)
                .order(ours)
                .change(ours.status().name(), null)
                .askingAgainMayResolve(mayResolve(fate))
                .says("Whether intent " + ours.clientOrderId() + " (" + describe(ours)
                        + ") reached the broker is not known: " + why
                        + ". Look it up at the broker; it must not be sent again before");
        bookWithoutRow(order, ours);
    }

    private void decideMissing(KnownOrder order, Order ours, Fate fate) {
        if (fate instanceof Fate.Absent && comparison.view().settled()) {
            findings.of(InconsistencyKind.ORDER_NOT_FOUND)
                    .order(ours)
                    .change(state(ours), OrderStatus.NOT_FOUND.name())
                    .says("Order " + OrderKey.of(ours) + " (" + describe(ours)
                            + ") was open, and the broker does not know it; it is closed and keeps its fills");
            bookWithoutRow(order, ended(order, ours));
            return;
        }
        findings.of(InconsistencyKind.ORDER_MISSING)
                .order(ours)
                .change(state(ours), null)
                .askingAgainMayResolve(mayResolve(fate))
                .says("Order " + OrderKey.of(ours) + " (" + describe(ours)
                        + ") was open, and the broker does not list it: " + reason(fate) + ". It stays open");
        bookWithoutRow(order, ours);
    }

    private void reportTail(KnownOrder order, Fate fate) {
        if (fate instanceof Fate.Absent && comparison.view().settled()) {
            return;
        }
        findings.of(InconsistencyKind.INTENT_AMBIGUOUS)
                .key(OrderKey.ofClient(order.clientOrderId))
                .askingAgainMayResolve(mayResolve(fate))
                .says("Client order id " + order.clientOrderId
                        + " stood in the journal's cut end, and whether it reached the broker is not known: "
                        + reason(fate));
    }

    private boolean mayResolve(Fate fate) {
        return !comparison.view().settled() || (fate instanceof Fate.Unproven unproven && unproven.mayChange());
    }

    private static String reason(Fate fate) {
        if (fate instanceof Fate.Unproven unproven) {
            return unproven.why();
        }
        return fate instanceof Fate.Found
                ? "the broker's answer is about another order"
                : "the broker does not know it yet, which may be lag";
    }

    private static Order ended(KnownOrder order, Order ours) {
        Order copied = order.copied;
        return copied != null && copied.status() == OrderStatus.NOT_FOUND
                ? copied
                : OrderMerge.moved(ours, OrderStatus.NOT_FOUND, ours.filledQuantity(), ours.averageFillPrice());
    }

    /** Books what the journal and the history of fills show of an order that the broker gave no account of. */
    private void bookWithoutRow(KnownOrder order, Order next) {
        Order copied = order.copied;
        BigDecimal total = shown(order, next);
        boolean more = total.compareTo(Amounts.orZero(next.filledQuantity())) > 0;
        Order filled = more ? OrderMerge.moved(next, next.status(), total, null) : next;
        if (order.isNews(comparison.window())) {
            booking.bookUpTo(filled, order.bookedQuantity(), copied == null ? null : copied.averageFillPrice(), total);
            proposed.propose(copied, filled);
            return;
        }
        booking.bookNews(filled, comparison.fills().of(order.clientOrderId).fromBroker);
        if (!filled.status().isTerminal()) {
            proposed.propose(copied, filled);
        }
    }

    /** Units filled as the row says, or as it implies. */
    private BigDecimal total(KnownOrder order, Order row) {
        BigDecimal filled = row.filledQuantity();
        if (filled == null && row.status() == OrderStatus.FILLED) {
            filled = row.quantity();
        }
        return filled == null ? shown(order, row) : filled;
    }

    /** Units that are shown to be filled by what is not the order's own row. */
    private BigDecimal shown(KnownOrder order, Order next) {
        BigDecimal total = order.bookedQuantity();
        if (order.journalled != null) {
            total = total.max(Amounts.orZero(order.journalled.order().filledQuantity()));
        }
        if (comparison.view().fills() instanceof FillHistory.Complete) {
            total = total.max(comparison.fills().of(next.clientOrderId()).brokerTotal());
        }
        return total;
    }

    static String state(Order order) {
        return order.filledQuantity() == null || order.filledQuantity().signum() == 0
                ? order.status().name()
                : order.status() + " with " + Amounts.plain(order.filledQuantity()) + " filled";
    }

    static String describe(Order order) {
        String amount =
                order.quantity() == null ? "for " + Amounts.text(order.notional()) : Amounts.plain(order.quantity());
        return order.side() + " " + amount + " " + order.symbol();
    }
}
