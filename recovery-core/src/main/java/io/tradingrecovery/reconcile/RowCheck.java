package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Whether an order row of the broker's makes sense beside what is known; what does not is reported and not booked. */
final class RowCheck {

    private final Comparison comparison;
    private final Findings findings;

    RowCheck(Comparison comparison) {
        this.comparison = comparison;
        findings = comparison.findings();
    }

    /** Whether a known order's row may be booked. */
    boolean allows(KnownOrder order, Order row, BigDecimal total) {
        Order ours = order.ours();
        BigDecimal knownFilled =
                order.bookedQuantity().max(ours == null ? BigDecimal.ZERO : Amounts.orZero(ours.filledQuantity()));
        BigDecimal named = comparison.fills().of(order.clientOrderId).brokerTotal();
        // A row that was found by the broker's id alone may bear another client order id; findings bear the bot's.
        Order own =
                row.clientOrderId().equals(order.clientOrderId) ? row : OrderMerge.renamed(order.clientOrderId, row);
        return isSane(own, total)
                && !isBehind(own, total, knownFilled, "the bot already knows of")
                && !isBehind(own, total, named, "its own executions add up to")
                && !isReopened(ours, own)
                && !isOverfilled(own, ours == null ? null : ours.quantity(), total);
    }

    /** Whether the row of an order that nobody knows may be booked. */
    boolean allows(Order row, BigDecimal total) {
        return isSane(row, total) && !isOverfilled(row, null, total);
    }

    private boolean isSane(Order row, BigDecimal total) {
        if (total.signum() >= 0) {
            return true;
        }
        findings.of(InconsistencyKind.ROW_INVALID)
                .order(row)
                .change(null, Amounts.plain(total))
                .says("Order " + OrderKey.of(row) + " has a filled quantity of " + Amounts.plain(total)
                        + " at the broker, which is below zero; nothing is booked. Compare it with the broker's own"
                        + " statement");
        return false;
    }

    private boolean isBehind(Order row, BigDecimal total, BigDecimal known, String who) {
        BigDecimal missing = known.subtract(total);
        if (missing.signum() <= 0 || negligible(row, missing)) {
            return false;
        }
        findings.of(InconsistencyKind.BROKER_BEHIND)
                .order(row)
                .change(Amounts.plain(known), Amounts.plain(total))
                .lagMayExplain()
                .says("The broker says that " + Amounts.plain(total) + " of order " + OrderKey.of(row)
                        + " is filled, and " + who + " " + Amounts.plain(known) + "; nothing is taken back");
        return true;
    }

    /** An end is final, so a row that still works is an old one, until lag explains nothing any more. */
    private boolean isReopened(@Nullable Order ours, Order row) {
        if (ours == null
                || comparison.view().settled()
                || !ours.status().isTerminal()
                || ours.status() == OrderStatus.NOT_FOUND
                || row.status().isTerminal()) {
            return false;
        }
        findings.of(InconsistencyKind.BROKER_BEHIND)
                .order(row)
                .change(ours.status().name(), row.status().name())
                .lagMayExplain()
                .says("The broker lists order " + OrderKey.of(row) + " as " + row.status()
                        + ", and the bot already knows that it ended as " + ours.status());
        return true;
    }

    private boolean isOverfilled(Order row, @Nullable BigDecimal savedQuantity, BigDecimal total) {
        BigDecimal ordered = row.quantity() == null ? savedQuantity : row.quantity();
        if (ordered == null) {
            return false;
        }
        BigDecimal excess = total.subtract(ordered);
        if (excess.signum() <= 0 || negligible(row, excess)) {
            return false;
        }
        findings.of(InconsistencyKind.OVERFILL)
                .order(row)
                .change(Amounts.plain(ordered), Amounts.plain(total))
                .evidence(row.brokerOrderId())
                .says("Order " + OrderKey.of(row) + " over " + Amounts.plain(ordered) + " is filled with "
                        + Amounts.plain(total) + " at the broker; nothing is booked. Ask the broker which executions"
                        + " stand");
        return true;
    }

    private boolean negligible(Order row, BigDecimal difference) {
        return Amounts.negligible(difference, comparison.policy().sizePrecision(row.symbol()));
    }
}
