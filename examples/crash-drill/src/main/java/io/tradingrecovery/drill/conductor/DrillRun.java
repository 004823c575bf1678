package io.tradingrecovery.drill.conductor;

import io.tradingrecovery.drill.audit.Audit;
import io.tradingrecovery.drill.audit.Evidence;
import io.tradingrecovery.drill.bot.BreakPoints;
import io.tradingrecovery.drill.exchange.matching.Books;
import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import io.tradingrecovery.drill.report.ConsoleReport;
import io.tradingrecovery.drill.report.DrillSummary;
import io.tradingrecovery.drill.report.HtmlReport;
import io.tradingrecovery.drill.report.Round;
import io.tradingrecovery.drill.report.Scenario;
import io.tradingrecovery.drill.report.StartTimes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A whole drill: the rounds, the audit, what a start costs, the limits, the reports.
 *
 * @param directory where everything is left; empty
 * @param watchdogJar the watchdog's executable jar; absent to take it from the class path
 * @param startPairs how often a start is measured; 0 for never
 * @param withLimits whether the scenarios with the default limits are played
 */
record DrillRun(
        Path directory,
        @Nullable Path watchdogJar,
        FaultSchedule schedule,
        int startPairs,
        boolean withLimits,
        PrintStream out) {

    /** Plays it. */
    DrillSummary play() throws IOException, InterruptedException {
        ConsoleReport console = new ConsoleReport(out);
        Timers timers = Timers.SHORT;
        console.begin(schedule.seed(), schedule.rounds().size(), timers.described());
        DrillSummary summary;
        try (Scene scene = Scene.open(directory, programs("main"), timers)) {
            BooksCollector books = new BooksCollector(scene.stateDirectory());
            RoundRunner runner = runner(scene, books);
            List<Round> rounds = rounds(runner, console);
            List<LedgerEntry> ledger = settle(scene, books);
            Evidence evidence =
                    new Evidence(ledger, books.books(), acknowledgedIntents(scene), runner.lives(), scene.twoBots());
            DrillSummary.Course course = new DrillSummary.Course(
                    schedule.seed(),
                    rounds,
                    count(ledger, LedgerEntry.Taken.class),
                    count(ledger, LedgerEntry.Filled.class),
                    starts(scene, console),
                    limits(console),
                    timers.described());
            summary = DrillSummary.of(course, Audit.of(evidence));
        }
        Files.writeString(directory.resolve("summary.json"), summary.toJson());
        Files.writeString(directory.resolve("report.html"), HtmlReport.of(summary));
        console.end(summary);
        out.println("Report: " + directory.resolve("report.html"));
        return summary;
    }

    private Programs programs(String scene) {
        return new Programs("-Ddrill.bot=" + scene + ":" + directory, watchdogJar);
    }

    private static RoundRunner runner(Scene scene, BooksCollector books) {
        scene.require(
                0,
                note -> note.event().equals("open"),
                "The bot never opened its gate; see watchdog.log and watchdog/output.log beside "
                        + scene.stateDirectory());
        Operator operator = new ApprovingOperator(scene.stateDirectory(), () -> Books.of(scene.control.ledger()));
        return new RoundRunner(scene, books, operator, System.currentTimeMillis());
    }

    /** A round that can't be played to its end is the last: what it left is no fair start for another. */
    private List<Round> rounds(RoundRunner runner, ConsoleReport console) throws IOException, InterruptedException {
        List<Round> rounds = new ArrayList<>();
        for (FaultSchedule.Planned planned : schedule.rounds()) {
            Round round;
            try {
                round = runner.play(rounds.size() + 1, planned);
            } catch (IllegalStateException e) {
                round = Round.broken(rounds.size() + 1, planned.fault().name(), String.valueOf(e.getMessage()));
            }
            rounds.add(round);
            console.round(round);
            if (round.recoverMillis() < 0) {
                break;
            }
        }
        return rounds;
    }

    /**
     * Brings both sides to a standstill: the exchange fills nothing more, the bot is killed a last time, recovers, and sends
     * nothing more. Then its books must be the ledger's.
     */
    private static List<LedgerEntry> settle(Scene scene, BooksCollector books) throws IOException {
        scene.setBreakPoint(BreakPoints.LOOP);
        scene.control.halt();
        Process bot = scene.lastLife();
        try {
            scene.require(
                    0,
                    note -> note.pid() == bot.pid() && note.event().equals("stands"),
                    "The bot never came to a standstill for the audit");
            scene.require(
                    0,
                    note -> note.pid() == bot.pid()
                            && note.event().equals("report")
                            && ReportNote.of(note).opens(),
                    "The bot did not recover for the audit");
            List<LedgerEntry> ledger = scene.control.ledger();
            books.collect();
            return ledger;
        } finally {
            Programs.kill(bot.toHandle());
        }
    }

    private static Set<String> acknowledgedIntents(Scene scene) {
        return scene.witness.from(0).stream()
                .filter(note -> note.event().equals("intent"))
                .map(WitnessReader.Note::value)
                .collect(Collectors.toSet());
    }

    private static long count(List<LedgerEntry> ledger, Class<? extends LedgerEntry> type) {
        return ledger.stream().filter(type::isInstance).count();
    }

    private StartTimes starts(Scene scene, ConsoleReport console) throws IOException {
        if (startPairs == 0) {
            return StartTimes.NONE;
        }
        console.stage(
                "What a start costs: " + startPairs + " with the library and " + startPairs + " without, in turn");
        return StartPairs.measure(scene, programs("measured"), directory.resolve("starts"), startPairs);
    }

    private List<Scenario> limits(ConsoleReport console) throws IOException, InterruptedException {
        if (!withLimits) {
            return List.of();
        }
        console.stage("The limits with their defaults: a bot that is killed again and again");
        Path own = Files.createDirectories(directory.resolve("limits"));
        try (Scene scene = Scene.open(own, programs("limits"), Timers.DEFAULT_LIMITS)) {
            List<Scenario> scenarios = LimitScenarios.play(scene);
            scenarios.forEach(console::scenario);
            return scenarios;
        }
    }
}
