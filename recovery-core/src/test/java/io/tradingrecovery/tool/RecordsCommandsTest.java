package io.tradingrecovery.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tradingrecovery.recovery.RecoveryCoordinator;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.recovery.RecoveryStatus;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.testkit.FakeBroker;
import io.tradingrecovery.testkit.FakeEngine;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on what recovery wrote down, beside a bot that has the directory. */
class RecordsCommandsTest {

    @TempDir
    Path temp;

    private final FakeBroker broker = new FakeBroker();

    @Test
    void reportShowsTheNewestUnlessSaid() throws IOException {
        try (RecoveryCoordinator bot = bot()) {
            RecoveryReport first = partial(bot);
            RecoveryReport second = bot.recover();
            awaitPages(second);

            ToolRun newest = ToolRun.of("report", temp);
            assertThat(newest.exitCode()).isZero();
            assertThat(newest.err()).isEmpty();
            assertThat(newest.out())
                    .isEqualTo(second.toText())
                    .contains("only what reduces positions", "PARTIAL", "MSFT");
            assertThat(ToolRun.of("report", temp, "--text", "--id", first.id()).out())
                    .isEqualTo(first.toText());
            assertThat(ToolRun.of("report", temp, "--html").out())
                    .isEqualTo(second.toHtml())
                    .startsWith("<!DOCTYPE html>");
            JsonNode json =
                    ToolRun.of("report", temp, "--id", first.id(), "--json").json();
            assertThat(json.at("/id").asText()).isEqualTo(first.id());
            assertThat(json.at("/status").asText()).isEqualTo("PARTIAL");
            assertThat(json.at("/planDigest").asText()).isEqualTo(first.planDigest());
        }
    }

    @Test
    void reportWithoutAnyNamesTheFolder() throws IOException {
        ToolRun run = ToolRun.of("report", temp);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("There is no report in ", "reports", "The bot writes one at each start");
        assertThat(ToolRun.of("report", temp, "--json").json().at("/exitCode").asInt())
                .isEqualTo(1);
    }

    @Test
    void reportNamesThoseKeptWhereTheIdIsWrong() throws IOException {
        try (RecoveryCoordinator bot = bot()) {
            RecoveryReport report = partial(bot);

            for (String id : new String[] {"20261123T143000123Z-3fa9", "../../etc/passwd", ""}) {
                ToolRun run = ToolRun.of("report", temp, "--id", id);
                assertThat(run.exitCode()).isEqualTo(1);
                assertThat(run.err()).contains("There is no report " + id, "The newest of 1 are " + report.id());
            }
        }
    }

    @Test
    void reportSaysThatAPageWasNotWrittenWhereOnlyTheJsonWas() throws IOException {
        try (RecoveryCoordinator bot = bot()) {
            RecoveryReport report = partial(bot);
            Files.delete(temp.resolve("reports/" + report.id() + ".txt"));

            ToolRun run = ToolRun.of("report", temp);

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("was not written as TEXT", "Its JSON is there");
            assertThat(ToolRun.of("report", temp, "--json").exitCode()).isZero();
        }
    }

    @Test
    void reportThatIsDamagedIsNeitherShownAsJsonNorApproved() throws IOException {
        try (RecoveryCoordinator bot = bot()) {
            RecoveryReport report = partial(bot);
            Path file = temp.resolve("reports/" + report.id() + ".json");
            String json = Files.readString(file);
            for (String damaged : new String[] {
                json.substring(0, json.length() / 2), json + "{}", "", json.replace("\"planDigest\"", "\"PlanDigest\"")
            }) {
                Files.writeString(file, damaged);

                ToolRun shown = ToolRun.of("report", temp, "--json");
                assertThat(shown.exitCode()).isEqualTo(1);
                assertThat(shown.json().at("/error").asText()).contains(report.id(), "is damaged");
                assertThat(approve(report.id()).err()).contains("is damaged");
            }
            assertThat(temp.resolve("approvals")).doesNotExist();
        }
    }

    @Test
    void twoFormsAtOnceMakeNoSense() throws IOException {
        try (RecoveryCoordinator bot = bot()) {
            RecoveryReport unused = partial(bot);

            assertThat(ToolRun.of("report", temp, "--text", "--html").exitCode())
                    .isEqualTo(2);
            ToolRun run = ToolRun.of("report", temp, "--html", "--json");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.json().at("/error").asText()).contains("--json and --html exclude each other");
        }
    }

    @Test
    void auditListsWhatHappenedOldestFirst() throws IOException {
        try (RecoveryCoordinator bot = bot()) {
            RecoveryReport report = partial(bot);
            bot.halt("a person said so");

            ToolRun run = ToolRun.of("audit", temp);

            assertThat(run.exitCode()).isZero();
            assertThat(run.out().lines().toList().get(0)).startsWith("TIME").contains("EVENT", "DETAILS");
            assertThat(run.out())
                    .containsSubsequence(
                            "START",
                            "RECOVERY",
                            "report=" + report.id(),
                            "status=PARTIAL",
                            "GATE",
                            "HALT",
                            "reason=a person said so");
            JsonNode json = ToolRun.of("audit", temp, "--json").json();
            assertThat(json.at("/entries/0/event").asText()).isEqualTo("START");
            assertThat(json.at("/entries").findValuesAsText("planDigest")).contains(report.planDigest());
            assertThat(json.at("/illegible").isArray()).isTrue();
            assertThat(json.at("/illegible")).isEmpty();
        }
    }

    @Test
    void auditShowsALineThatACrashCutShortAndGoesOn() throws IOException {
        try (RecoveryCoordinator bot = bot()) {
            RecoveryReport unused = partial(bot);
            Files.writeString(temp.resolve("audit.jsonl"), "{\"at\":\"2026-11-2", StandardOpenOption.APPEND);
            bot.halt("after it");

            ToolRun run = ToolRun.of("audit", temp);

            assertThat(run.exitCode()).isZero();
            assertThat(run.out())
                    .contains("reason=after it", "ILLEGIBLE, as a crash may leave it: {\"at\":\"2026-11-2");
            JsonNode json = ToolRun.of("audit", temp, "--json").json();
            assertThat(json.at("/illegible/0").asText()).isEqualTo("{\"at\":\"2026-11-2");
            assertThat(json.at("/entries").findValuesAsText("reason")).contains("after it");
        }
    }

    @Test
    void auditOfADirectoryThatNeverRecoveredIsEmpty() throws IOException {
        ToolRun run = ToolRun.of("audit", temp);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("No audit in " + temp);
        assertThat(ToolRun.of("audit", temp, "--json").json().at("/entries")).isEmpty();
    }

    @Test
    void textsOfOthersSteerNoTerminal() throws IOException {
        try (RecoveryCoordinator bot = bot()) {
            RecoveryReport unused = bot.recover();
            bot.halt("\u001b[2J\u009bred\u202egnp.exe\u2028next");

            assertThat(ToolRun.of("audit", temp).out())
                    .contains("reason=?[2J?red?gnp.exe?next")
                    .doesNotContain("\u001b", "\u009b", "\u202e", "\u2028");
        }
    }

    @Test
    void approveNeedsNoLockAndTheRunningBotGoesOn() throws IOException {
        try (RecoveryCoordinator bot = bot()) {
            RecoveryReport report = partial(bot);

            ToolRun run = approve(report.id());

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("Wrote " + temp.toAbsolutePath().resolve("approvals") + "/" + report.id());
            assertThat(bot.recover().status()).isEqualTo(RecoveryStatus.RECONCILED);
            assertThat(ToolRun.of("audit", temp).out()).contains("APPROVED", "by=jo", "note=bought by hand");
        }
    }

    @Test
    void approveSaysTheFileToAProgramAndOnlyItsOwnerReadsIt() throws IOException {
        try (RecoveryCoordinator bot = bot()) {
            RecoveryReport report = partial(bot);

            JsonNode json = approve(report.id(), "--json").json();

            Path file = Path.of(json.at("/file").asText());
            assertThat(json.at("/report").asText()).isEqualTo(report.id());
            assertThat(Files.readString(file)).contains(report.planDigest(), "\"by\":\"jo\"");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void approveRefusesAReportThatLeavesNothingToDecide() throws IOException {
        try (RecoveryCoordinator bot = bot()) {
            RecoveryReport report = bot.recover();
            assertThat(report.status()).isEqualTo(RecoveryStatus.SUCCESS);

            ToolRun run = approve(report.id());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("ended SUCCESS", "leaves nothing to approve", report.id());
            assertThat(approve("20261123T143000123Z-3fa9").exitCode()).isEqualTo(1);
            assertThat(temp.resolve("approvals")).doesNotExist();
        }
    }

    @Test
    void approveWantsAPersonAndAReason() throws IOException {
        try (RecoveryCoordinator bot = bot()) {
            RecoveryReport report = partial(bot);

            ToolRun blank = ToolRun.of("approve", temp, "--report", report.id(), "--by", " ", "--note", "why");
            assertThat(blank.exitCode()).isEqualTo(2);
            assertThat(blank.err()).contains("The by of an approval is blank");
            ToolRun absent = ToolRun.of("approve", temp, "--report", report.id(), "--by", "jo");
            assertThat(absent.exitCode()).isEqualTo(2);
            assertThat(absent.err()).contains("--note");
            ToolRun endless =
                    ToolRun.of("approve", temp, "--report", report.id(), "--by", "jo", "--note", "x".repeat(2_001));
            assertThat(endless.exitCode()).isEqualTo(2);
            assertThat(endless.err()).contains("2001 characters");
            assertThat(temp.resolve("approvals")).doesNotExist();
        }
    }

    @Test
    void lookingAtRecordsChangesNothing() throws IOException {
        try (RecoveryCoordinator bot = bot()) {
            RecoveryReport unused = partial(bot);
            Map<String, String> before = new BotDirectory(temp).contents();

            assertThat(ToolRun.of("report", temp, "--html").exitCode()).isZero();
            assertThat(ToolRun.of("report", temp, "--json").exitCode()).isZero();
            assertThat(ToolRun.of("audit", temp, "--json").exitCode()).isZero();

            assertThat(new BotDirectory(temp).contents()).isEqualTo(before);
        }
    }

    private ToolRun approve(String report, String... more) {
        String[] options = {"--report", report, "--by", "jo", "--note", "bought by hand"};
        String[] all = new String[options.length + more.length];
        System.arraycopy(options, 0, all, 0, options.length);
        System.arraycopy(more, 0, all, options.length, more.length);
        return ToolRun.of("approve", temp, all);
    }

    private RecoveryCoordinator bot() {
        return RecoveryCoordinator.builder()
                .stateDirectory(temp)
                .broker(broker)
                .engine(new FakeEngine())
                .settleTime(Duration.ZERO)
                .build();
    }

    /** A run that leaves a position to a person. */
    private RecoveryReport partial(RecoveryCoordinator bot) {
        broker.positions.add(Position.of("MSFT", BigDecimal.TEN, BigDecimal.TEN));
        RecoveryReport report = bot.recover();
        assertThat(report.status()).isEqualTo(RecoveryStatus.PARTIAL);
        awaitPages(report);
        return report;
    }

    /** They are written after the report was given. */
    private void awaitPages(RecoveryReport report) {
        Path last = temp.resolve("reports/" + report.id() + ".html");
        long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!Files.exists(last)) {
            assertThat(System.nanoTime()).as("waiting for %s", last).isLessThan(limit);
            Thread.onSpinWait();
        }
    }
}
