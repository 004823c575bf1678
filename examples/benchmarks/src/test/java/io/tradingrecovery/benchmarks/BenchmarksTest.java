package io.tradingrecovery.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarksTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void everyBenchmarkRunsAndItsRowsHaveTheSameFields() throws Exception {
        Path json = directory.resolve("rows.json");

        int exit = run("persistence", "--pairs", "2", "--dir", directory.toString(), "--json", json.toString());

        assertThat(exit).as(err.toString()).isZero();
        JsonNode rows = new ObjectMapper().readTree(json.toFile());
        assertThat(rows).hasSize(16).allSatisfy(row -> {
            assertThat(names(row))
                    .containsExactly("group", "name", "value", "unit", "baseline", "ratio", "target", "met");
            assertThat(row.get("group").asText()).isEqualTo("persistence");
            assertThat(row.get("value").asDouble()).isPositive();
            assertThat(out.toString()).contains(row.get("name").asText());
        });
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).as("what is left behind").containsExactly(json);
        }
    }

    @Test
    void everyBenchmarkOfReconciliationRuns() throws Exception {
        Path json = directory.resolve("rows.json");

        int exit = run("reconcile", "--pairs", "1", "--dir", directory.toString(), "--json", json.toString());

        assertThat(exit).as(err.toString()).isZero();
        assertThat(new ObjectMapper().readTree(json.toFile()))
                .extracting(row -> row.get("name").asText())
                .contains(
                        "plan for 10,000 positions, 10,000 orders, 10,000 new fills",
                        "the same plan, the first in a fresh JVM",
                        "plan, 100,000 of each against 1,000",
                        "allocated for a plan, garbage included, beyond its inputs",
                        "the same with a class archive of the application",
                        "gate.tradingAllowed()");
    }

    @Test
    void measuresHowSoonTheWatchdogStartsTheNextChildAndWhatABeatCosts() throws Exception {
        Path json = directory.resolve("rows.json");

        for (String only : List.of("heartbeat", "engine-size", "native", "jvm-restart", "restarts")) {
            int exit = run(
                    "watchdog",
                    "--pairs",
                    "2",
                    "--only",
                    only,
                    "--dir",
                    directory.toString(),
                    "--json",
                    json.toString());

            assertThat(exit).as(err.toString()).isZero();
            assertThat(new ObjectMapper().readTree(json.toFile()))
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.get("group").asText()).isEqualTo("watchdog"));
        }
        assertThat(out.toString()).contains("one heartbeat", "SIGKILL of a native child", "growth of resident memory");
    }

    @Test
    void everyBenchmarkOfQuotesRuns() throws Exception {
        Path json = directory.resolve("rows.json");

        int exit = run("quotes", "--pairs", "2", "--dir", directory.toString(), "--json", json.toString());

        assertThat(exit).as(err.toString()).isZero();
        assertThat(new ObjectMapper().readTree(json.toFile()))
                .hasSize(11)
                .allSatisfy(row -> assertThat(row.get("group").asText()).isEqualTo("quotes"))
                .extracting(row -> row.get("name").asText())
                .contains(
                        "chain around a provider that answers at once",
                        "quote when Alpaca refuses connections, against Polygon alone");
    }

    @Test
    void theTableSaysOnWhatMachineAndFileSystemItWasTaken() {
        int exit = run("persistence", "--pairs", "2", "--dir", directory.toString(), "--only", "growth");

        assertThat(exit).isZero();
        assertThat(out.toString())
                .startsWith("20")
                .contains(System.getProperty("java.vm.name"), "File system: ", "serialise + digest")
                .doesNotContain("saveState");
    }

    @Test
    void anUnknownGroupAndASenselessNumberOfPairsAreWrongUsage() {
        assertThat(run("speed")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString())
                .contains("There is no group speed; give one of persistence, reconcile, watchdog, quotes");

        assertThat(run("persistence", "--pairs", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--pairs is 0; give at least 1");
    }

    private int run(String... arguments) {
        return new CommandLine(new Benchmarks())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static List<String> names(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
