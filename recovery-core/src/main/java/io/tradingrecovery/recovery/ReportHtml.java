package io.tradingrecovery.recovery;

import io.tradingrecovery.reconcile.CashChange;
import io.tradingrecovery.reconcile.Inconsistency;
import io.tradingrecovery.reconcile.Plan;
import io.tradingrecovery.reconcile.PositionChange;
import io.tradingrecovery.reconcile.Severity;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A report for a browser: one page that loads nothing and runs nothing. */
final class ReportHtml {

    private static final String STYLE = "report.css";

    private final RecoveryReport report;
    private final Html page = new Html(16 << 10);

    private ReportHtml(RecoveryReport report) {
        this.report = report;
    }

    static String of(RecoveryReport report) {
        ReportHtml html = new ReportHtml(report);
        html.write();
        return html.page.toString();
    }

    private void write() {
        page.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .raw(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
                .element("title", "Recovery " + report.status() + " " + report.id())
                .raw("<style>")
                .raw(Style.TEXT)
                .raw("</style></head><body><main>");
        head();
        answers();
        findings();
        Plan plan = report.plan();
        if (plan != null) {
            positions(plan);
            orders(plan);
            fills(plan);
            cash(plan);
        }
        timeline();
        details();
        page.raw("</main></body></html>\n");
    }

    private void head() {
        page.raw("<header class=\"")
                .raw(report.gate().state().name().toLowerCase(Locale.ROOT))
                .raw("\"><div>");
        page.element("p class=\"label\"", "May I trade?");
        page.element("h1", headline());
        page.raw("</div><dl>");
        fact("Outcome", report.status() + (report.strategy() == null ? "" : " by " + report.strategy()));
        fact("At", report.at().toString());
        fact("Took", Durations.text(report.duration()));
        page.raw("</dl></header>");
    }

    private String headline() {
        return switch (report.gate().state()) {
            case OPEN -> "Yes";
            case REDUCE_ONLY -> "Only to reduce positions";
            case BLOCKED -> "No";
        };
    }

    private void fact(String name, String value) {
        page.raw("<div>").element("dt", name).element("dd", value).raw("</div>");
    }

    private void answers() {
        page.raw("<section class=\"answers\">");
        answer("What changed", changed());
        answer("Why", report.reason());
        answer("What must I do", ToDo.of(report));
        page.raw("</section>");
        if (!report.gate().reasons().isEmpty()) {
            page.raw("<ul class=\"reasons\">");
            report.gate()
                    .reasons()
                    .forEach((reason, sentence) -> page.raw("<li>")
                            .element("b", reason.name())
                            .raw(" ")
                            .text(sentence)
                            .raw("</li>"));
            page.raw("</ul>");
        }
        if (report.nextRunAt() != null) {
            page.element("p class=\"next\"", "The library looks again by itself at " + report.nextRunAt() + ".");
        }
    }

    private void answer(String question, String answer) {
        page.raw("<div>").element("h2", question).element("p", answer).raw("</div>");
    }

    private String changed() {
        Plan plan = report.plan();
        if (plan == null) {
            return "Nothing: there were no facts to compare with.";
        }
        if (!plan.changed()) {
            return "Nothing.";
        }
        String counts = String.join(
                ", ",
                List.of(
                                count(plan.positions().size(), "position"),
                                count(plan.newFills().size(), "new fill"),
                                count(plan.adoptedOrders().size(), "order adopted", "orders adopted"),
                                count(plan.closedOrders().size(), "order ended", "orders ended"),
                                count(plan.cash().size(), "balance"))
                        .stream()
                        .filter(text -> !text.isEmpty())
                        .toList());
        String kept = report.savedAs() != null ? "Saved as snapshot " + report.savedAs() + "." : "Nothing was saved.";
        return (counts.isEmpty() ? "Details of the state" : counts) + ". " + kept;
    }

    private static String count(int count, String one) {
        return count(count, one, one + "s");
    }

    private static String count(int count, String one, String many) {
        return count == 0 ? "" : count + " " + (count == 1 ? one : many);
    }

    private <T> void table(String title, List<T> rows, List<String> columns, Consumer<T> row) {
        if (rows.isEmpty()) {
            return;
        }
        page.raw("<section>").element("h2", title).raw("<div class=\"scroll\"><table><thead><tr>");
        columns.forEach(column -> page.element("th", column));
        page.raw("</tr></thead><tbody>");
        for (T value : rows) {
            page.raw("<tr>");
            row.accept(value);
            page.raw("</tr>");
        }
        page.raw("</tbody></table></div></section>");
    }

    private void cell(@Nullable String text) {
        page.element("td", text == null ? "–" : text);
    }

    private void number(@Nullable BigDecimal amount) {
        page.element("td class=\"n\"", amount == null ? "–" : Amounts.plain(amount));
    }

    private void findings() {
        table(
                "Findings",
                report.findings(),
                List.of("", "What", "About", "Before", "After", "Evidence"),
                this::finding);
    }

    private void finding(Inconsistency found) {
        String severity = found.severity().name();
        page.raw("<td><span class=\"tag " + severity.toLowerCase(Locale.ROOT) + "\">" + severity + "</span></td><td>")
                .element("b", found.kind().name())
                .raw("<br>")
                .text(found.message());
        if (found.severity() == Severity.REVIEW && found.settles() && report.nextRunAt() != null) {
            page.raw(" <i>May settle by itself.</i>");
        }
        page.raw("</td>");
        cell(about(found));
        cell(found.before());
        cell(found.after());
        cell(found.evidence().isEmpty() ? "none" : String.join(", ", found.evidence()));
    }

    private static @Nullable String about(Inconsistency found) {
        if (found.symbol() == null) {
            return found.orderKey() == null ? null : found.orderKey().toString();
        }
        return found.orderKey() == null ? found.symbol() : found.symbol() + ", " + found.orderKey();
    }

    private void positions(Plan plan) {
        table(
                "Positions, before and after",
                plan.positions(),
                List.of("Symbol", "Before", "at", "After", "at", "Explained", "Unexplained", "Evidence"),
                this::position);
    }

    private void position(PositionChange change) {
        page.raw("<td>")
                .element("b", change.symbol())
                .raw(change.flips() ? " <i>closed and reversed</i></td>" : "</td>");
        number(change.quantityBefore());
        number(price(change.before()));
        number(change.quantityAfter());
        number(price(change.after()));
        number(change.explained());
        BigDecimal unexplained = change.unexplained();
        boolean open = unexplained == null || unexplained.signum() != 0;
        page.element(
                "td class=\"n" + (open ? " open" : "") + "\"",
                unexplained == null ? "unknown" : Amounts.plain(unexplained));
        cell(change.evidence().isEmpty() ? "none" : String.join(", ", change.evidence()));
    }

    private static @Nullable BigDecimal price(@Nullable Position position) {
        return position == null ? null : position.averagePrice();
    }

    private void orders(Plan plan) {
        List<String> columns = List.of("Order", "Symbol", "Side", "Type", "Quantity", "Filled", "Status");
        table("Orders that are new to the bot", plan.adoptedOrders(), columns, this::order);
        table("Orders that have ended", plan.closedOrders(), columns, this::order);
    }

    private void order(Order order) {
        cell(order.clientOrderId());
        cell(order.symbol());
        cell(order.side().name());
        cell(order.type().name());
        number(order.quantity());
        number(order.filledQuantity());
        cell(order.status().name());
    }

    private void fills(Plan plan) {
        table(
                "Fills that were missed",
                plan.newFills(),
                List.of("Time", "Fill", "Order", "Symbol", "Side", "Quantity", "Price", "Fee"),
                this::fill);
    }

    private void fill(Fill fill) {
        cell(fill.time().toString());
        cell(fill.fillId() + (fill.inferred() ? " (inferred)" : ""));
        cell(fill.clientOrderId() == null ? fill.brokerOrderId() : fill.clientOrderId());
        cell(fill.symbol());
        cell(fill.side().name());
        number(fill.quantity());
        number(fill.price());
        cell(
                fill.fee() == null
                        ? null
                        : Amounts.plain(fill.fee()) + " " + (fill.feeAsset() == null ? "" : fill.feeAsset()));
    }

    private void cash(Plan plan) {
        table(
                "Cash, before and after",
                plan.cash(),
                List.of("Currency", "Before", "After", "Explained", "Unexplained"),
                this::cash);
    }

    private void cash(CashChange change) {
        cell(change.currency());
        number(change.before());
        number(change.after());
        number(change.explained());
        number(change.unexplained());
    }

    private void timeline() {
        Duration total = report.duration();
        page.raw("<section>").element("h2", "Timeline").raw("<ol class=\"timeline\">");
        for (PhaseTime phase : report.phases()) {
            long share = total.isZero() ? 0 : Math.max(1, 100 * phase.duration().toNanos() / total.toNanos());
            page.raw("<li>")
                    .element("span class=\"phase\"", phase.phase().name())
                    .raw("<span class=\"bar\"><span style=\"width:" + share + "%\"></span></span>")
                    .element("span class=\"n\"", Durations.text(phase.duration()))
                    .raw("</li>");
        }
        page.raw("</ol>");
        lines(
                "Questions the broker did not answer",
                report.attempts().stream().map(ReportText::attempt).toList());
        page.raw("</section>");
    }

    private void details() {
        page.raw("<section>").element("h2", "Where it comes from").raw("<dl class=\"details\">");
        fact("State", ReportText.source(report.source()));
        fact("Report", report.id());
        fact("Plan digest", report.planDigest().isEmpty() ? "none" : report.planDigest());
        if (report.launch().id() != null) {
            fact("Launch", report.launch().id() + ", attempt " + report.launch().attempt());
        }
        Approval approval = report.approval();
        if (approval != null) {
            fact("Approved", "by " + approval.by() + " at " + approval.at() + ": " + approval.note());
        }
        page.raw("</dl>");
        lines(
                "Files that were not used, and are kept",
                report.source().rejected().stream().map(Object::toString).toList());
        lines("Notes", report.notes());
        page.raw("</section>");
    }

    private void lines(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            page.element("h3", title).raw("<ul>");
            lines.forEach(line -> page.element("li", line));
            page.raw("</ul>");
        }
    }

    /** Loaded with the first page only. */
    private static final class Style {
        static final String TEXT = read();

        private static String read() {
            try (InputStream style = ReportHtml.class.getResourceAsStream(STYLE)) {
                if (style == null) {
                    throw new IllegalStateException("The jar lacks " + STYLE + "; build it again");
                }
                return new String(style.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
