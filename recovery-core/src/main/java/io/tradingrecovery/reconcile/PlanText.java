package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A plan as a page for an operator. Texts of the broker are printed without control characters. */
final class PlanText {

    private PlanText() {}

    static String of(Plan plan) {
        StringBuilder page = new StringBuilder();
        page.append("Plan: ").append(plan.strategy()).append(plan.changed() ? ", the state changes" : ", no change");
        page.append(", digest ").append(plan.digest(), 0, 12).append('\n');
        rows(page, "Findings", plan.findings(), Inconsistency::toString);
        rows(page, "Positions", plan.positions(), PlanText::position);
        rows(page, "Cash", plan.cash(), PlanText::cash);
        rows(
                page,
                "Orders adopted",
                plan.adoptedOrders(),
                order -> order.clientOrderId() + " " + order.symbol() + " " + order.status());
        rows(
                page,
                "Orders ended",
                plan.closedOrders(),
                order -> order.clientOrderId() + " " + order.symbol() + " " + order.status());
        return page.toString();
    }

    private static <T> void rows(StringBuilder page, String title, List<T> rows, Function<T, String> text) {
        if (!rows.isEmpty()) {
            page.append(title).append(":\n");
            rows.forEach(
                    row -> page.append("  ").append(printable(text.apply(row))).append('\n'));
        }
    }

    private static String position(PositionChange change) {
        return change.symbol() + ": " + holding(change.before()) + " -> " + holding(change.after()) + ", explained "
                + Amounts.text(change.explained()) + ", unexplained " + Amounts.text(change.unexplained())
                + ids(change.evidence());
    }

    private static String holding(@Nullable Position position) {
        return position == null ? "none" : Amounts.holding(position);
    }

    private static String cash(CashChange change) {
        return change.currency() + ": " + Amounts.text(change.before()) + " -> " + Amounts.text(change.after())
                + difference(change.unexplained()) + ids(change.evidence());
    }

    private static String difference(@Nullable BigDecimal unexplained) {
        return unexplained == null ? ", not checked" : ", unexplained " + Amounts.text(unexplained);
    }

    private static String ids(List<String> evidence) {
        return evidence.isEmpty() ? "" : " by " + String.join(", ", evidence);
    }

    private static String printable(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
