package io.tradingrecovery.benchmarks;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tradingrecovery.benchmarks.persistence.PersistenceGroup;
import io.tradingrecovery.benchmarks.quotes.QuotesGroup;
import io.tradingrecovery.benchmarks.reconcile.ReconcileGroup;
import io.tradingrecovery.benchmarks.watchdog.WatchdogGroup;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command line: runs a group of benchmarks and prints a table. A target that is missed is printed as missed and does
 * not change the exit code: a noisy machine is no error.
 */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        description = "Measures the library against the bare system calls and against what else a bot would use.")
public final class Benchmarks implements Callable<Integer> {

    private static final List<Group> GROUPS =
            List.of(new PersistenceGroup(), new ReconcileGroup(), new WatchdogGroup(), new QuotesGroup());

    @Parameters(
            index = "0",
            paramLabel = "GROUP",
            description = "What to measure: persistence, reconcile, watchdog or quotes.")
    private String group = "";

    @Option(names = "--json", paramLabel = "FILE", description = "Write the rows to this file, too.")
    private @Nullable Path json;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where files are written, in a new folder that is deleted afterwards; here unless said."
                    + " A memory file system measures nothing.")
    private Path directory = Path.of("");

    @Option(
            names = "--pairs",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Interleaved pairs of a comparison: ${DEFAULT-VALUE} unless said; fewer only for trying.")
    private int pairs;

    @Option(names = "--only", paramLabel = "TEXT", description = "Run only the benchmarks whose name holds this.")
    private String only = "";

    @Spec
    private @Nullable CommandSpec spec;

    /** Runs and exits: 0 for done, 1 for a failure, 2 for wrong usage. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Benchmarks()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Group chosen = chosenGroup();
        if (pairs < 1) {
            throw usage("--pairs is " + pairs + "; give at least 1");
        }
        PrintWriter out = spec().commandLine().getOut();
        try (WorkFolder folder = WorkFolder.in(directory)) {
            out.println(Machine.describe(folder.path()));
            out.println();
            List<Measurement> measurements = measure(chosen, folder.path(), out);
            Table table = new Table();
            measurements.forEach(table::add);
            out.println();
            out.print(table);
            out.flush();
            writeJson(measurements.stream()
                    .map(measurement -> Row.of(chosen.name(), measurement))
                    .toList());
        }
        return 0;
    }

    private List<Measurement> measure(Group chosen, Path folder, PrintWriter out) throws Exception {
        List<Measurement> measurements = new ArrayList<>();
        for (Benchmark benchmark : chosen.benchmarks()) {
            if (benchmark.name().contains(only)) {
                out.println("Measuring " + benchmark.name());
                out.flush();
                Path own = Files.createDirectory(folder.resolve(benchmark.name()));
                measurements.addAll(benchmark.measure(new Run(own, pairs)));
            }
        }
        return measurements;
    }

    private void writeJson(List<Row> rows) throws IOException {
        if (json != null) {
            JsonMapper mapper = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();
            Files.writeString(json, mapper.writeValueAsString(rows) + "\n");
        }
    }

    private Group chosenGroup() {
        return GROUPS.stream()
                .filter(candidate -> candidate.name().equals(group))
                .findFirst()
                .orElseThrow(() -> usage("There is no group " + group + "; give one of "
                        + GROUPS.stream().map(Group::name).collect(Collectors.joining(", "))));
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("picocli fills this in before it calls");
        }
        return spec;
    }
}
