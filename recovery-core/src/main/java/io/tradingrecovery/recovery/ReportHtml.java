package io.tradingrecovery.recovery;

import io.tradingrecovery.reconcile.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report for a browser: one page that loads nothing and runs nothing. */
final class ReportHtml {

    private static final String STYLE = "report.css";

    private final RecoveryReport report;
    private final Html page = new Html(16 << 10);
    private final @Nullable PlanHtml changes;

    private ReportHtml(RecoveryReport report) {
        this.report = report;
        this.changes = report.plan() == null ? null : new PlanHtml(report.plan());
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
                .element("title", headline() + ": recovery " + report.status() + " " + report.id())
                .raw("<style>")
                .raw(Style.TEXT)
                .raw("</style></head><body><main>");
        head();
        answers();
        new FindingsHtml(report, page).write();
        if (changes != null) {
            changes.write(page);
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
        page.raw("<section class=\"answers\"><div>").element("h2", "What changed");
        changed();
        page.raw("</div><div>").element("h2", "Why").element("p", report.reason());
        reasons();
        page.raw("</div><div class=\"todo\">").element("h2", "What must I do");
        toDo(ToDo.of(report));
        page.raw("</div></section>");
    }

    private void changed() {
        Plan plan = report.plan();
        if (plan == null || changes == null) {
            page.element("p", "Nothing: there were no facts to compare with.");
        } else if (!plan.changed()) {
            page.element("p", "Nothing.");
        } else {
            list(changes.inShort());
            page.element(
                    "p class=\"soft\"",
                    report.savedAs() != null ? "Saved as snapshot " + report.savedAs() + "." : "Nothing was saved.");
        }
    }

    private void reasons() {
        if (report.gate().reasons().isEmpty()) {
            return;
        }
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

    private void toDo(ToDo toDo) {
        page.element("p", toDo.text());
        if (toDo.command() != null) {
            page.element("code", toDo.command());
        }
        if (toDo.otherwise() != null) {
            page.element("p", toDo.otherwise());
        }
        if (report.nextRunAt() != null) {
            page.element("p class=\"soft\"", "The library looks again by itself at " + report.nextRunAt() + ".");
        }
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
            page.element("h3", title);
            list(lines);
        }
    }

    private void list(List<String> lines) {
        page.raw("<ul>");
        lines.forEach(line -> page.element("li", line));
        page.raw("</ul>");
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
