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

    /** Says what is done next, where that takes a while. */
    public void stage(String text) {
        out.println();
        out.println(text);
        out.flush();
    }

    /** Says how a scenario went. */
    public void scenario(Scenario scenario) {
        out.println("  " + scenario.name() + ": " + (scenario.passed() ? "ok" : "FAILED"));
        scenario.course().forEach(step -> out.println("    - " + step));
        scenario.problems().forEach(problem -> out.println("    PROBLEM: " + problem));
        out.flush();
    }

    /** Says what it all came to. */
    public void end(DrillSummary summary) {
        out.println();
        out.printf("%-28s %d orders, %d fills%n", "traded", summary.ordersTaken(), summary.fills());
        out.printf(
                "%-28s median %d ms, p99 %d ms%n%n",
                "time to recover", summary.recoverMillisMedian(), summary.recoverMillisP99());
        summary.measures().forEach(this::measure);
        out.println();
        summary.findings().forEach(finding -> out.println("  " + finding));
        out.println(summary.verdict());
        out.flush();
    }

    private void measure(Measure measure) {
        String target = measure.target().isEmpty() ? "" : "  (target " + measure.target() + ")";
        out.printf("%-6s %s: %s%s%n", measure.met() ? "ok" : "MISSED", measure.name(), measure.measured(), target);
    }
}
