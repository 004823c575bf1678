package io.tradingrecovery.recovery;

import io.tradingrecovery.reconcile.Inconsistency;
import io.tradingrecovery.reconcile.Severity;
import java.util.List;
import java.util.Locale;

/** The findings of a report for a browser: what a person decides first, what is only for information folded away. */
final class FindingsHtml {

    private final RecoveryReport report;
    private final Html page;

    FindingsHtml(RecoveryReport report, Html page) {
        this.report = report;
        this.page = page;
    }

    void write() {
        group(Severity.FATAL, "Why there is nothing to compare");
        group(Severity.REVIEW, review());
        group(Severity.WARN, "Trading may go on, and somebody should look");
        group(Severity.INFO, "Explained, or of no consequence");
    }

    private String review() {
        Approval approval = report.approval();
        if (approval != null) {
            return "Decided by " + approval.by();
        }
        return report.gate().reasons().containsKey(GateReason.REVIEW)
                ? "A person decides before trading goes on"
                : "Not clear yet, and looked at again by itself";
    }

    private void group(Severity severity, String title) {
        List<Inconsistency> group = report.findings().stream()
                .filter(found -> found.severity() == severity)
                .toList();
        if (group.isEmpty()) {
            return;
        }
        String style = severity.name().toLowerCase(Locale.ROOT);
        page.raw("<section class=\"findings " + style + "\"><details")
                .raw(severity == Severity.INFO ? "><summary>" : " open><summary>")
                .element("span class=\"tag\"", severity.name() + " " + group.size())
                .raw(" ")
                .element("h2", title)
                .raw("</summary><ul>");
        group.forEach(this::finding);
        page.raw("</ul></details></section>");
    }

    private void finding(Inconsistency found) {
        page.raw("<li><p>").text(found.message());
        if (found.severity() == Severity.REVIEW && found.settles() && report.nextRunAt() != null) {
            page.raw(" <i>May settle by itself.</i>");
        }
        page.raw("</p><p class=\"facts\">").element("b", found.kind().name());
        if (found.before() != null || found.after() != null) {
            page.raw(" <span>").text(change(found)).raw("</span>");
        }
        page.raw(" <span>").text(evidence(found)).raw("</span></p></li>");
    }

    private static String change(Inconsistency found) {
        String before = found.before() == null ? "nothing" : found.before();
        return before + " → " + (found.after() == null ? "nothing" : found.after());
    }

    private static String evidence(Inconsistency found) {
        return found.evidence().isEmpty() ? "no evidence" : "by " + String.join(", ", found.evidence());
    }
}
