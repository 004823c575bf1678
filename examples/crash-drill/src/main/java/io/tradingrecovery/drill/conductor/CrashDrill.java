package io.tradingrecovery.drill.conductor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
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

    private static final int START_PAIRS = 10;

    @Option(
            names = "--rounds",
            defaultValue = "25",
            description = "How many things are broken; ${DEFAULT-VALUE} unless said.")
    private int rounds;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--seed", description = "Decides what breaks when; drawn, and printed, unless said.")
    private String seed = "";

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
        FaultSchedule schedule = FaultSchedule.of(chosenSeed(), rounds, faults);
        Path clean = emptied(directory.toAbsolutePath());
        Path jar = watchdog == null ? null : watchdog.toAbsolutePath();
        DrillRun run = new DrillRun(clean, jar, schedule, START_PAIRS, true, System.out);
        return run.play().passed() ? 0 : 1;
    }

    private long chosenSeed() {
        if (seed.isBlank()) {
            return ThreadLocalRandom.current().nextInt(1, Integer.MAX_VALUE);
        }
        try {
            return Long.parseLong(seed);
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    command.commandLine(), "--seed " + seed + " is no whole number; give one that a drill printed", e);
        }
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
