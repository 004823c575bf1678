package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The limit limits: for real bots that die at once, across watchdogs, and whatever the clock says. */
final class RestartBudgetProcessTest {

    private static final String[] DIES_AT_ONCE = {"sh", "-c", "echo started; exit 1"};

    @TempDir
    private Path directory;

    @Test
    void givesUpAfterTheEleventhStartAndCallsAPersonOnce() throws Exception {
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(
                InProcessWatchdog.quick(directory, DIES_AT_ONCE).build())) {
            watchdog.awaitPhase(Phase.EXHAUSTED);
            watchdog.view().awaitEvent("alert", 1);

            assertThat(starts(watchdog)).isEqualTo(11);
            assertThat(watchdog.view().events("restart")).hasSize(10);
            assertThat(watchdog.view().events("alert"))
                    .singleElement()
                    .asString()
                    .contains("\"severity\":\"critical\"", "exhausted");
        }
    }

    @Test
    void startsAtOnceWhenAPersonResumes() throws Exception {
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(
                InProcessWatchdog.quick(directory, DIES_AT_ONCE).build())) {
            watchdog.awaitPhase(Phase.EXHAUSTED);
            watchdog.request("resume");
            watchdog.view().awaitEvent("exhausted", 2);

            assertThat(starts(watchdog)).as("11 starts a budget").isEqualTo(22);
        }
    }

    @Test
    void refusesARestartWhileTheBudgetIsUsedUp() throws Exception {
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(
                InProcessWatchdog.quick(directory, DIES_AT_ONCE).build())) {
            watchdog.awaitPhase(Phase.EXHAUSTED);
            watchdog.request("restart");
            watchdog.view().awaitEvent("refused", 1);

            assertThat(watchdog.view().state().phase()).isEqualTo(Phase.EXHAUSTED);
            assertThat(starts(watchdog)).isEqualTo(11);
        }
    }

    @Test
    void forgivesNothingWhenTheWatchdogIsStartedAgainAndTheClockIsMovedADay() throws Exception {
        Path marker = Files.createFile(directory.resolve("lives"));
        // Lives as long as the marker does: the test decides how often it dies under which watchdog.
        String[] command = {"sh", "-c", "echo started; while test -e '" + marker + "'; do sleep 0.02; done; exit 1"};
        try (InProcessWatchdog first = InProcessWatchdog.start(
                InProcessWatchdog.quick(directory, command).maxRestarts(4).build())) {
            long pid = first.view().awaitReadyBotOtherThan(0);
            for (int i = 0; i < 3; i++) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                pid = first.view().awaitReadyBotOtherThan(pid);
            }
        }
        Files.delete(marker);
        for (Duration jump : new Duration[] {Duration.ofDays(-1), Duration.ofDays(1)}) {
            Clocks moved = new Clocks(System::nanoTime, Clock.offset(Clock.system(ZoneOffset.UTC), jump));
            try (InProcessWatchdog next = InProcessWatchdog.start(
                    InProcessWatchdog.quick(directory, command).maxRestarts(4).build(), moved)) {
                next.awaitPhase(Phase.EXHAUSTED);
                assertThat(next.view().state().used()).as("after %s", jump).isEqualTo(4);
                assertThat(next.view().events("restart"))
                        .as("three before, and the one that was left")
                        .hasSize(4);
            }
        }
    }

    @Test
    void staysExhaustedWhenTheWatchdogIsStoppedAndStartedAgainUntilAPersonResumes() throws Exception {
        WatchdogConfig config =
                InProcessWatchdog.quick(directory, DIES_AT_ONCE).maxRestarts(2).build();
        try (InProcessWatchdog first = InProcessWatchdog.start(config)) {
            first.awaitPhase(Phase.EXHAUSTED);
        }
        try (InProcessWatchdog next = InProcessWatchdog.start(config)) {
            next.view().awaitEvent("still-exhausted", 1);
            assertThat(starts(next)).as("nothing was started").isEqualTo(3);
            next.request("resume");
            next.view().awaitEvent("exhausted", 2);
            assertThat(starts(next)).isEqualTo(6);
        }
    }

    @Test
    void staysExhaustedWhenTheWatchdogIsKilledAndStartedAgain() throws Exception {
        List<String> options = LiveWatchdog.words("--backoff-initial", "0ms", "--max-restarts", "2");
        try (LiveWatchdog killed = LiveWatchdog.run(directory, options, List.of(DIES_AT_ONCE))) {
            killed.view().awaitEvent("alert", 1);
            killed.kill();
            try (LiveWatchdog next = LiveWatchdog.run(directory, options, List.of(DIES_AT_ONCE))) {
                next.view().awaitEvent("still-exhausted", 1);
                assertThat(next.view().events("alert")).as("no second alert").hasSize(1);
                next.signal("TERM");
                assertThat(next.awaitExit()).isZero();
            }
        }
    }

    @Test
    void takesTheBudgetFromTheLogWhenTheStateFileIsDamaged() throws Exception {
        try (InProcessWatchdog first = InProcessWatchdog.start(
                InProcessWatchdog.quick(directory, DIES_AT_ONCE).maxRestarts(3).build())) {
            first.awaitPhase(Phase.EXHAUSTED);
        }
        Files.writeString(directory.resolve("state"), "phase=RUN");
        try (InProcessWatchdog next = InProcessWatchdog.start(
                InProcessWatchdog.quick(directory, DIES_AT_ONCE).maxRestarts(3).build())) {
            next.view().awaitEvent("exhausted", 2);
            assertThat(next.view().events("restart")).as("none was forgiven").hasSize(3);
        }
    }

    @Test
    void countsAStartThatThrowsAsAFailedRestart() throws Exception {
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(InProcessWatchdog.quick(
                        directory, directory.resolve("no-such-program").toString())
                .maxRestarts(2)
                .build())) {
            watchdog.awaitPhase(Phase.EXHAUSTED);
            watchdog.view().awaitEvent("exhausted", 1);
            assertThat(watchdog.view().events("launch-failed")).hasSize(3);
        }
    }

    private static long starts(InProcessWatchdog watchdog) throws Exception {
        return watchdog.view().output().lines().filter("started"::equals).count();
    }
}
