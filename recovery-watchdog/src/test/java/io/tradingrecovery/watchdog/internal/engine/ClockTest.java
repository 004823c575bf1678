package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks that jump, and a watchdog that was away, neither kill a bot nor forgive a restart. */
final class ClockTest {

    private final ShiftedClocks time = new ShiftedClocks();

    @TempDir
    private Path directory;

    @Test
    void killsNobodyWhenBothWereSuspendedForADay() throws Exception {
        WatchdogConfig config = WatchdogConfig.builder()
                .stateDirectory(directory)
                .command(JavaCommand.in(directory, TestBot.class, "patient"))
                .ready("heartbeat")
                .build();
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(config, time.clocks())) {
            long pid = watchdog.view().awaitReadyBotOtherThan(0);
            LiveWatchdog.signal("STOP", pid);
            // It has looked at the bot, which stands still from now on, once it has answered.
            watchdog.request("resume");
            watchdog.view().awaitEvent("refused", 1);
            time.pass(Duration.ofDays(1));
            watchdog.request("resume");
            watchdog.view().awaitEvent("refused", 2);
            LiveWatchdog.signal("CONT", pid);
            watchdog.request("resume");
            watchdog.view().awaitEvent("refused", 3);

            assertThat(watchdog.view().events("suspect")).isEmpty();
            assertThat(watchdog.view().events("hang")).isEmpty();
            assertThat(watchdog.view().state().number("pid")).isEqualTo(pid);
        }
    }

    @Test
    void doesNothingWhenTheClockOnTheWallIsMovedADay() throws Exception {
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(
                InProcessWatchdog.quick(directory, "sleep", "3600").build(), time.clocks())) {
            long pid = watchdog.view().awaitReadyBotOtherThan(0);
            for (int days : new int[] {1, -2, 1}) {
                time.moveWall(Duration.ofDays(days));
                watchdog.request("resume");
                int answered = watchdog.view().events("refused").size() + 1;
                watchdog.view().awaitEvent("refused", answered);
            }
            assertThat(watchdog.view().state().number("pid")).isEqualTo(pid);
            assertThat(watchdog.view().events("exit")).isEmpty();
        }
    }

    @Test
    void givesUpAfterTheEleventhStartOfABotThatLivesThreeSecondsEachTime() throws Exception {
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(
                InProcessWatchdog.quick(directory, "sleep", "3600").build(), time.clocks())) {
            long pid = 0;
            for (int start = 1; start <= 11; start++) {
                pid = watchdog.view().awaitReadyBotOtherThan(pid);
                time.pass(Duration.ofSeconds(3));
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
            watchdog.awaitPhase(Phase.EXHAUSTED);
            watchdog.view().awaitEvent("exhausted", 1);

            assertThat(watchdog.view().events("restart")).hasSize(10);
            assertThat(watchdog.view().livePids()).isEmpty();
        }
    }

    @Test
    void forgivesARestartOnlyAfterAnHourOfItsOwnClock() throws Exception {
        WatchdogConfig config = InProcessWatchdog.quick(directory, "sleep", "3600")
                .maxRestarts(1)
                .build();
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(config, time.clocks())) {
            long first = watchdog.view().awaitReadyBotOtherThan(0);
            ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
            long second = watchdog.view().awaitReadyBotOtherThan(first);
            time.moveWall(Duration.ofDays(2));
            time.pass(Duration.ofMinutes(61));
            ProcessHandle.of(second).ifPresent(ProcessHandle::destroyForcibly);
            long third = watchdog.view().awaitReadyBotOtherThan(second);
            time.moveWall(Duration.ofDays(2));
            ProcessHandle.of(third).ifPresent(ProcessHandle::destroyForcibly);
            watchdog.awaitPhase(Phase.EXHAUSTED);
        }
    }
}
