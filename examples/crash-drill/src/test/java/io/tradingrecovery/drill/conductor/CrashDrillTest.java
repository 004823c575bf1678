package io.tradingrecovery.drill.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.drill.report.DrillSummary;
import io.tradingrecovery.drill.report.Round;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of it, small: exchange, watchdog and bot in processes of their own. */
class CrashDrillTest {

    private static final long SEED = 20_131_125;

    @TempDir
    Path directory;

    @Test
    void losesNothingAndSendsNothingTwiceWhileBotAndWatchdogAreKilledAndAnAnswerIsLost() throws Exception {
        FaultSchedule schedule = new FaultSchedule(
                SEED,
                List.of(
                        new FaultSchedule.Planned(DrillFault.DROP_ANSWER, Duration.ZERO, SEED),
                        new FaultSchedule.Planned(DrillFault.SIGKILL_WATCHDOG, Duration.ofMillis(100), SEED),
                        new FaultSchedule.Planned(DrillFault.SIGKILL_BOT, Duration.ofMillis(300), SEED)));
        ByteArrayOutputStream console = new ByteArrayOutputStream();

        DrillSummary summary = new DrillRun(
                        directory, null, schedule, 0, false, new PrintStream(console, true, StandardCharsets.UTF_8))
                .play();

        assertThat(summary.findings()).isEmpty();
        assertThat(summary.roundList())
                .hasSize(3)
                .allSatisfy(
                        round -> assertThat(round.problems()).as(round.fault()).isEmpty());
        assertThat(summary.verdict())
                .as(console.toString(StandardCharsets.UTF_8))
                .isEqualTo("PASS");
        assertThat(summary.ordersTaken()).isGreaterThanOrEqualTo(3);
        assertThat(summary.roundList())
                .extracting(Round::fault)
                .containsExactly("DROP_ANSWER", "SIGKILL_WATCHDOG", "SIGKILL_BOT");
        assertThat(Files.readString(directory.resolve("summary.json"))).isEqualTo(summary.toJson());
        assertThat(directory.resolve("report.html")).isNotEmptyFile();
        assertThat(directory.resolve("state")).isNotEmptyDirectory();
    }

    @Test
    void refusesADirectoryThatHoldsSomethingElse() throws Exception {
        Path precious = Files.writeString(directory.resolve("precious.txt"), "not a drill's");

        int exit = CrashDrill.command().execute("--dir", directory.toString(), "--rounds", "1");

        assertThat(exit).isEqualTo(2);
        assertThat(precious).hasContent("not a drill's");
    }

    @Test
    void refusesASeedThatIsNoNumber() {
        assertThat(CrashDrill.command().execute("--dir", directory.toString(), "--seed", "today"))
                .isEqualTo(2);
    }

    @Test
    void refusesToProveAnythingInNoRounds() {
        assertThat(CrashDrill.command().execute("--dir", directory.toString(), "--rounds", "0"))
                .isEqualTo(2);
    }
}
