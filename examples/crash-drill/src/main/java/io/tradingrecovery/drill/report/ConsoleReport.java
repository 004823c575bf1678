package io.tradingrecovery.drill.report;

import java.io.PrintStream;
import java.util.Map;

/** Says on the console how the drill goes. */
public final class ConsoleReport {

    private final PrintStream out;

    /** A report to this stream. */
    public ConsoleReport(PrintStream out) {
        this.out = out;
    }

    /** Says what is about to run, and with which timers. */
    public void begin(long seed, int rounds, Map<String, String> timers) {
        out.printf("Crash drill: %d rounds, seed %d%n", rounds, seed);
        timers.forEach((name, value) -> out.printf("  %-24s %s%n", name, value));
        out.println();
        out.printf("%5s  %-22s %10s  %-12s %-8s %s%n", "round", "fault", "recovered", "status", "verdict", "");
    }

    /** Says how a round went. */
    public void round(Round round) {
        out.printf(
                "%5d  %-22s %10s  %-12s %-8s %s%n",
                round.number(),
                round.fault(),
                round.recoverMillis() < 0 ? "never" : round.recoverMillis() + " ms",
                round.status().isEmpty() ? "-" : round.status(),
                round.passed() ? "ok" : "FAILED",
                round.detail() + (round.settled() ? ", settled" : "") + (round.approved() ? ", approved" : ""));
        round.problems().forEach(problem -> out.println("       " + problem));
        out.flush();
    }

    /** Says what it all came to. */
    public void end(DrillSummary summary) {
        out.println();
        out.printf("%-28s %d orders, %d fills%n", "traded", summary.ordersTaken(), summary.fills());
        row("orders lost", summary.ordersLost());
        row("orders sent twice", summary.ordersDuplicated());
        row("orders booked wrong", summary.ordersMisbooked());
        row("positions differing", summary.positionsDiffering());
        out.printf("%-28s %s%n", "unexplained cash", summary.unexplainedCash());
        row("acknowledged intents missing", summary.intentsMissing());
        row("acknowledged states missing", summary.statesMissing());
        row("moments with two bots", summary.twoBotsSeen());
        out.printf(
                "%-28s median %d ms, p99 %d ms%n",
                "time to recover", summary.recoverMillisMedian(), summary.recoverMillisP99());
        summary.findings().forEach(finding -> out.println("  " + finding));
        out.println(summary.verdict());
        out.flush();
    }

    private void row(String name, int count) {
        out.printf("%-28s %d%n", name, count);
    }
}
