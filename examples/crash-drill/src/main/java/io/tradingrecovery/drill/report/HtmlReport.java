package io.tradingrecovery.drill.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The drill as one page that needs nothing else: what it came to, when it happened, how long each recovery took. */
public final class HtmlReport {

    private HtmlReport() {}

    /** The page. */
    public static String of(DrillSummary summary) {
        return template()
                .replace("{{verdict}}", summary.passed() ? "Nothing lost, nothing sent twice" : "The drill failed")
                .replace("{{verdictClass}}", summary.passed() ? "good" : "bad")
                .replace("{{intro}}", intro(summary))
                .replace("{{tiles}}", tiles(summary))
                .replace("{{timeline}}", Chart.timeline(summary.roundList()))
                .replace("{{times}}", Chart.recoveryTimes(summary.roundList()))
                .replace("{{measures}}", measures(summary))
                .replace("{{scenarios}}", scenarios(summary))
                .replace("{{timers}}", timers(summary))
                .replace("{{findings}}", findings(summary))
                // Last, since a detail may hold any text.
                .replace("{{rounds}}", rounds(summary));
    }

    private static String intro(DrillSummary summary) {
        return Html.escape(String.format(
                "%d rounds with seed %d. The bot sent %d orders, which the exchange filled in %d parts, while the bot, its"
                        + " supervisor, the exchange and their files were killed, damaged and cut off.",
                summary.rounds(), summary.seed(), summary.ordersTaken(), summary.fills()));
    }

    private static String tiles(DrillSummary summary) {
        return tile("orders lost", summary.ordersLost())
                + tile("orders sent twice", summary.ordersDuplicated())
                + tile("orders booked wrong", summary.ordersMisbooked())
                + tile("positions differing", summary.positionsDiffering())
                + tile(
                        "unexplained cash",
                        summary.unexplainedCash(),
                        summary.unexplainedCash().equals("0"))
                + tile("acknowledged intents missing", summary.intentsMissing())
                + tile("acknowledged states missing", summary.statesMissing())
                + tile("moments with two bots", summary.twoBotsSeen())
                + tile("median time to recover", summary.recoverMillisMedian() + " ms", true)
                + tile("99th percentile", summary.recoverMillisP99() + " ms", true);
    }

    private static String tile(String name, int count) {
        return tile(name, Integer.toString(count), count == 0);
    }

    private static String tile(String name, String value, boolean good) {
        return "<div class='tile " + (good ? "good" : "bad") + "'><b>" + Html.escape(value) + "</b><span>"
                + Html.escape(name) + "</span></div>\n";
    }

    private static String measures(DrillSummary summary) {
        return summary.measures().stream()
                .map(measure -> "<tr class='" + (measure.met() ? "good" : "bad") + "'><td>"
                        + Html.escape(measure.name()) + "</td><td>" + Html.escape(measure.target()) + "</td><td>"
                        + Html.escape(measure.measured()) + "</td><td>"
                        + (measure.target().isEmpty() ? "" : measure.met() ? "ok" : "missed") + "</td></tr>")
                .collect(Collectors.joining("\n"));
    }

    private static String scenarios(DrillSummary summary) {
        return summary.scenarios().stream()
                .map(scenario -> "<h3 class='" + (scenario.passed() ? "good" : "bad") + "'>"
                        + Html.escape(scenario.name()) + "</h3>" + list("", scenario.course())
                        + list("findings", scenario.problems()))
                .collect(Collectors.joining("\n"));
    }

    private static String list(String styleClass, List<String> rows) {
        return rows.isEmpty()
                ? ""
                : rows.stream()
                        .map(row -> "<li>" + Html.escape(row) + "</li>")
                        .collect(Collectors.joining("\n", "<ul class='" + styleClass + "'>", "</ul>"));
    }

    private static String timers(DrillSummary summary) {
        return summary.timers().entrySet().stream()
                .map(timer -> "<tr><td>" + Html.escape(timer.getKey()) + "</td><td>" + Html.escape(timer.getValue())
                        + "</td></tr>")
                .collect(Collectors.joining("\n"));
    }

    private static String findings(DrillSummary summary) {
        if (summary.findings().isEmpty()) {
            return "<p>The audit found nothing.</p>";
        }
        return list("findings", summary.findings());
    }

    private static String rounds(DrillSummary summary) {
        return summary.roundList().stream().map(HtmlReport::row).collect(Collectors.joining("\n"));
    }

    private static String row(Round round) {
        String remarks = (round.settled() ? "settled " : "") + (round.approved() ? "approved" : "");
        String problems = round.problems().stream()
                .map(problem -> "<div class='problem'>" + Html.escape(problem) + "</div>")
                .collect(Collectors.joining());
        return "<tr class='" + (round.passed() ? "good" : "bad") + "'><td>" + round.number() + "</td><td>"
                + Html.escape(round.fault()) + "</td><td>" + Html.escape(round.detail()) + problems
                + "</td><td class='number'>"
                + (round.recoverMillis() < 0 ? "never" : round.recoverMillis() + " ms") + "</td><td>"
                + Html.escape(round.status()) + "</td><td>" + remarks.trim() + "</td><td>"
                + (round.passed() ? "ok" : "failed") + "</td></tr>";
    }

    private static String template() {
        try (InputStream stream = HtmlReport.class.getResourceAsStream("report.html")) {
            if (stream == null) {
                throw new IllegalStateException("report.html is missing beside " + HtmlReport.class.getName());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read report.html", e);
        }
    }
}
