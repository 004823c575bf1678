package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hangs is dumped, killed and restarted; what only was away is left alone. */
final class HangTest {

    @TempDir
    private Path directory;

    @Test
    void restartsABotWhoseLoopHangsThoughAnotherThreadBeatsOn() throws Exception {
        try (InProcessWatchdog watchdog = start("hangs-on-first-launch")) {
            watchdog.view().awaitEvent("restart", 1);
            watchdog.view().awaitEvent("ready", 2);

            assertThat(watchdog.view().events("hang"))
                    .singleElement()
                    .asString()
                    .contains("strategy");
            assertThat(watchdog.view().events("restart"))
                    .singleElement()
                    .asString()
                    .contains("strategy");
            String dump = watchdog.view().events("dump").get(0);
            Path file = Path.of(dump.replaceAll(".*\"cause\":\"([^\"]+)\".*", "$1"));
            assertThat(Files.readString(file)).contains("Full thread dump", "TestBot.forever");
        }
    }

    @Test
    void confirmsARestartAsRecovered() throws Exception {
        try (InProcessWatchdog watchdog = start("wants-restart")) {
            watchdog.view().awaitEvent("restart", 1);
            watchdog.view().awaitEvent("ready", 1);

            assertThat(watchdog.view().events("ready").get(0)).contains("RECONCILED", "\"blocked\":false", "confirmMs");
        }
    }

    @Test
    void callsAPersonAndRestartsNothingWhenTheBotIsReadyButBlocked() throws Exception {
        try (InProcessWatchdog watchdog = start("blocked")) {
            watchdog.view().awaitEvent("alert", 1);

            assertThat(watchdog.view().events("alert").get(0)).contains("PARTIAL", "critical");
            assertThat(watchdog.view().state().phase()).isEqualTo(Phase.RUNNING);
            assertThat(watchdog.view().state().text("blocked")).isEqualTo("true");
            assertThat(watchdog.view().events("restart")).isEmpty();
        }
    }

    @Test
    void restartsABotThatIsStoppedBySignal() throws Exception {
        try (InProcessWatchdog watchdog = start("healthy")) {
            long pid = watchdog.view().awaitReadyBotOtherThan(0);
            LiveWatchdog.signal("STOP", pid);
            watchdog.view().awaitReadyBotOtherThan(pid);

            // More than one where the watchdog was late itself, and so began anew.
            assertThat(watchdog.view().events("hang")).isNotEmpty();
            assertThat(watchdog.view().livePids()).hasSize(1);
        }
    }

    @Test
    void leavesABotAloneThatIsAwayForLessThanItsLimit() throws Exception {
        // The loop's limit is 1.5 s, the grace after it 5 s.
        WatchdogConfig config =
                config("healthy").hangTimeout(Duration.ofSeconds(20)).build();
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(config)) {
            long pid = watchdog.view().awaitReadyBotOtherThan(0);
            // As a long garbage collection does, seen from outside.
            LiveWatchdog.signal("STOP", pid);
            watchdog.view().awaitEvent("suspect", 1);
            LiveWatchdog.signal("CONT", pid);
            watchdog.view().awaitEvent("beats-back", 1);

            assertThat(watchdog.view().state().number("pid")).isEqualTo(pid);
            assertThat(watchdog.view().events("hang")).isEmpty();
        }
    }

    @Test
    void killsNobodyWhenBothWereStoppedLongerThanAnyLimit() throws Exception {
        // The limit is 2 s, the grace after it half a second.
        List<String> bot = JavaCommand.in(directory, TestBot.class, "unlimited");
        try (LiveWatchdog watchdog =
                LiveWatchdog.run(directory, List.of("--ready", "heartbeat", "--hang-timeout", "2s"), bot)) {
            long pid = watchdog.view().awaitReadyBotOtherThan(0);
            LiveWatchdog.signal("STOP", watchdog.pid());
            LiveWatchdog.signal("STOP", pid);
            long resumed = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            Await.until("5 s without either", () -> "", () -> System.nanoTime() - resumed >= 0);
            ControlFiles.request(directory, "resume", "a test");
            LiveWatchdog.signal("CONT", watchdog.pid());
            // It has looked at the bot, which still stands still, once it has answered.
            watchdog.view().awaitEvent("refused", 1);
            LiveWatchdog.signal("CONT", pid);
            ControlFiles.request(directory, "resume", "a test");
            watchdog.view().awaitEvent("refused", 2);

            assertThat(watchdog.view().events("exit")).isEmpty();
            assertThat(watchdog.view().state().number("pid")).isEqualTo(pid);
        }
    }

    @Test
    void restartsABotThatDoesNotBecomeReadyInTime() throws Exception {
        WatchdogConfig config = config("never-ready")
                .startupTimeout(Duration.ofMillis(700))
                .maxRestarts(1)
                .build();
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(config)) {
            watchdog.awaitPhase(Phase.EXHAUSTED);
            assertThat(watchdog.view().events("hang")).hasSize(2).allMatch(line -> line.contains("not ready within"));
        }
    }

    private InProcessWatchdog start(String behaviour) {
        return InProcessWatchdog.start(config(behaviour).build());
    }

    private WatchdogConfig.Builder config(String behaviour) {
        return WatchdogConfig.builder()
                .stateDirectory(directory)
                .command(JavaCommand.in(directory, TestBot.class, behaviour))
                .backoffInitial(Duration.ZERO)
                .hangTimeout(Duration.ofSeconds(2))
                .stopTimeout(Duration.ofSeconds(10))
                .ready("heartbeat");
    }
}
