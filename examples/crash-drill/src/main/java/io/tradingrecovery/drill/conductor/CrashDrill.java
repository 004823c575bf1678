package io.tradingrecovery.drill.conductor;

import io.tradingrecovery.drill.audit.Audit;
import io.tradingrecovery.drill.audit.Evidence;
import io.tradingrecovery.drill.audit.Verdict;
import io.tradingrecovery.drill.exchange.matching.Books;
import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import io.tradingrecovery.drill.report.ConsoleReport;
import io.tradingrecovery.drill.report.DrillSummary;
import io.tradingrecovery.drill.report.HtmlReport;
import io.tradingrecovery.drill.report.Round;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The drill's command line. Ends with 0 only if nothing was lost, sent twice, booked wrong or left unexplained. */
@Command(
        name = "crash-drill",
        mixinStandardHelpOptions = true,
        description = "Breaks a trading bot until it is believed.")
public final class CrashDrill implements Callable<Integer> {

    @Option(
            names = "--rounds",
            defaultValue = "25",
            description = "How many things are broken; ${DEFAULT-VALUE} unless said.")
    private int rounds;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--seed", description = "Decides what breaks when; drawn, and printed, unless said.")
    private @Nullable Long seed;

    @Option(names = "--faults", split = ",", description = "Only these, as SIGKILL_BOT,HANG_BOT; all unless said.")
    private Set<DrillFault> faults = EnumSet.allOf(DrillFault.class);

    @Option(
            names = "--dir",
            required = true,
            description = "Where everything is left; what an earlier drill left there is deleted.")
    private @Nullable Path directory;

    @Option(names = "--watchdog", description = "The watchdog's executable jar; from the class path unless said.")
    private @Nullable Path watchdog;

    /** Runs a drill: 0 if it proved what it is meant to, 1 if not, 2 for wrong usage. */
    public static void main(String[] arguments) {
        System.exit(command().execute(arguments));
    }

    static CommandLine command() {
        return new CommandLine(new CrashDrill());
    }

    @Override
    public Integer call() throws Exception {
        if (directory == null) {
            throw new IllegalStateException("picocli fills this in before it calls");
        }
        if (rounds < 1) {
            throw new ParameterException(
                    command.commandLine(), "--rounds " + rounds + " proves nothing; give at least 1");
        }
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE) : seed;
        Path clean = emptied(directory.toAbsolutePath());
        DrillSummary summary = run(
                clean,
                watchdog == null ? null : watchdog.toAbsolutePath(),
                FaultSchedule.of(chosen, rounds, faults),
                Timers.SHORT,
                System.out);
        return summary.passed() ? 0 : 1;
    }

    /** Runs a drill in an empty directory. */
    static DrillSummary run(
            Path directory, @Nullable Path watchdog, FaultSchedule schedule, Timers timers, PrintStream out)
            throws IOException, InterruptedException {
        ConsoleReport console = new ConsoleReport(out);
        console.begin(schedule.seed(), schedule.rounds().size(), timers.described());
        Programs programs = new Programs("-Ddrill.bot=" + directory, watchdog);
        try (Scene scene = Scene.open(directory, programs, timers)) {
            long begin = System.currentTimeMillis();
            scene.require(
                    0,
                    note -> note.event().equals("open"),
                    "The bot never opened its gate; see watchdog.log and watchdog/output.log in " + directory);
            BooksCollector books = new BooksCollector(scene.stateDirectory());
            RoundRunner runner = new RoundRunner(
                    scene,
                    books,
                    new ApprovingOperator(scene.stateDirectory(), () -> Books.of(scene.control.ledger())),
                    begin);
            List<Round> played = new ArrayList<>();
            for (FaultSchedule.Planned planned : schedule.rounds()) {
                Round round = runner.play(played.size() + 1, planned);
                played.add(round);
                console.round(round);
            }
            List<LedgerEntry> ledger = settle(scene, books);
            Verdict verdict = Audit.of(
                    new Evidence(ledger, books.books(), acknowledgedIntents(scene), runner.lives(), scene.twoBots()));
            DrillSummary summary = DrillSummary.of(
                    schedule.seed(),
                    played,
                    verdict,
                    count(ledger, LedgerEntry.Taken.class),
                    count(ledger, LedgerEntry.Filled.class),
                    timers.described());
            Files.writeString(directory.resolve("summary.json"), summary.toJson());
            Files.writeString(directory.resolve("report.html"), HtmlReport.of(summary));
            console.end(summary);
            out.println("Report: " + directory.resolve("report.html"));
            return summary;
        }
    }

    /**
     * Brings both sides to a standstill: the exchange fills nothing more, the bot is killed a last time, recovers, and sends
     * nothing more. Then its books must be the ledger's.
     */
    private static List<LedgerEntry> settle(Scene scene, BooksCollector books) throws IOException {
        scene.setBreakPoint("loop");
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

    /** Only what is plainly a drill's own is deleted. */
    private Path emptied(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent() && Files.notExists(directory.resolve("exchange/ledger.jsonl"))) {
                    throw new ParameterException(
                            command.commandLine(),
                            "--dir " + directory
                                    + " holds something that no drill left there; give an empty directory");
                }
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(directory);
    }
}
