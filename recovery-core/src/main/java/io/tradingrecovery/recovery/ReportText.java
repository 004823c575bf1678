package io.tradingrecovery.recovery;

import io.tradingrecovery.reconcile.Inconsistency;
import io.tradingrecovery.reconcile.Plan;
import io.tradingrecovery.reconcile.PositionChange;
import io.tradingrecovery.state.Order;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A report for a terminal. No text of a broker or a bot steers it. */
final class ReportText {

    private ReportText() {}

    static String line(RecoveryReport report) {
        return Texts.printable("Recovery " + report.id() + " " + report.status()
                + (report.strategy() == null ? "" : " by " + report.strategy()) + " in "
                + Durations.text(report.duration()) + ", gate " + report.gate() + ": " + report.reason());
    }

    static String page(RecoveryReport report) {
        StringBuilder page = new StringBuilder();
        row(page, "Trading", tradingText(report));
        row(page, "Outcome", report.status() + (report.strategy() == null ? "" : " by " + report.strategy()));
        row(page, "Why", report.reason());
        report.gate().reasons().forEach((reason, sentence) -> row(page, "Gate", reason + ": " + sentence));
        row(page, "To do", ToDo.of(report).toString());
        if (report.nextRunAt() != null) {
            row(page, "Next run", report.nextRunAt() + ", by itself");
        }
        row(page, "State", source(report.source()));
        row(
                page,
                "Report",
                report.id() + ", plan digest " + (report.planDigest().isEmpty() ? "none" : report.planDigest()));
        if (report.launch().id() != null) {
            row(
                    page,
                    "Launch",
                    report.launch().id() + ", attempt " + report.launch().attempt());
        }
        rows(page, "Findings", report.findings(), Inconsistency::toString);
        plan(page, report.plan());
        rows(page, "Files not used", report.source().rejected(), Object::toString);
        rows(page, "Broker failures", report.attempts(), ReportText::attempt);
        rows(page, "Time", report.phases(), phase -> phase.phase() + " " + Durations.text(phase.duration()));
        rows(page, "Notes", report.notes(), Function.identity());
        return page.toString();
    }

    static String tradingText(RecoveryReport report) {
        return switch (report.gate().state()) {
            case OPEN -> "allowed";
            case REDUCE_ONLY -> "only what reduces positions, and cancels";
            case BLOCKED -> "not allowed";
        };
    }

    static String source(StateSource source) {
        if (source.sequence() == null) {
            return source.file();
        }
        return source.file() + ", taken at " + source.takenAt() + ", " + source.age() + "; " + source.journalRecords()
                + " journal records after it";
    }

    static String attempt(BrokerAttempt attempt) {
        return attempt.question() + ", attempt " + attempt.attempt() + ": " + attempt.kind() + ", " + attempt.failure()
                + (attempt.delay().isZero() ? "" : "; asked again after " + Durations.text(attempt.delay()));
    }

    private static void plan(StringBuilder page, @Nullable Plan plan) {
        if (plan == null) {
            return;
        }
        rows(page, "Positions", plan.positions(), ReportText::position);
        rows(
                page,
                "Cash",
                plan.cash(),
                cash -> cash.currency() + ": " + Amounts.text(cash.before()) + " -> " + Amounts.text(cash.after()));
        rows(page, "Orders adopted", plan.adoptedOrders(), ReportText::order);
        rows(page, "Orders ended", plan.closedOrders(), ReportText::order);
    }

    private static String position(PositionChange change) {
        return change.symbol() + ": " + Amounts.text(change.quantityBefore()) + " -> "
                + Amounts.text(change.quantityAfter())
                + ", explained " + Amounts.text(change.explained()) + ", unexplained "
                + Amounts.text(change.unexplained())
                + (change.evidence().isEmpty() ? "" : " by " + String.join(", ", change.evidence()));
    }

    private static String order(Order order) {
        return order.clientOrderId() + ": " + order.side() + " " + Amounts.text(order.quantity()) + " " + order.symbol()
                + " " + order.type() + ", " + order.status();
    }

    private static void row(StringBuilder page, String name, String text) {
        page.append(name)
                .append(" ".repeat(10 - name.length()))
                .append(Texts.printable(text))
                .append("\n");
    }

    private static <T> void rows(StringBuilder page, String title, List<T> rows, Function<T, String> text) {
        if (!rows.isEmpty()) {
            page.append(title).append(":\n");
            rows.forEach(row ->
                    page.append("  ").append(Texts.printable(text.apply(row))).append('\n'));
        }
    }
}
