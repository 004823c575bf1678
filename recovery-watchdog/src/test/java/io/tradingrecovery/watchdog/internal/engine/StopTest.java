package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.beat.StopFile;
import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop is a stop: in every state, by signal, by verb and by keyboard, and no bot survives it. */
final class StopTest {

    private static final int PAIRS = Boolean.getBoolean("recovery.torture") ? 50 : 5;
    /** A bot that says so, and ignores being asked to end. */
    static final String STUBBORN = "trap '' TERM; echo stubborn; while true; do sleep 0.05; done";

    @TempDir
    private Path directory;

    @Test
    void stopsAnAdoptedBotToo() throws Exception {
        try (LiveWatchdog first = LiveWatchdog.run(directory, List.of(), List.of("sleep", "3600"))) {
            first.view().awaitReadyBotOtherThan(0);
            first.kill();
            try (LiveWatchdog next = LiveWatchdog.run(directory, List.of(), List.of("sleep", "3600"))) {
                next.view().awaitEvent("adopted", 1);
                next.signal("TERM");
                assertThat(next.awaitExit()).isZero();
                assertThat(next.view().livePids()).isEmpty();
            }
        }
    }

    @Test
    void killsABotThatIgnoresBeingAsked() throws Exception {
        try (InProcessWatchdog watchdog =
                InProcessWatchdog.start(InProcessWatchdog.quick(directory, "sh", "-c", STUBBORN)
                        .option("stop-timeout", "300ms")
                        .build())) {
            Await.until("it ignores", () -> "", () -> watchdog.view().output().contains("stubborn"));
            watchdog.request("stop");

            assertThat(watchdog.awaitExit()).isZero();
            assertThat(watchdog.view().livePids()).isEmpty();
            assertThat(watchdog.view().events("killing")).hasSize(1);
        }
    }

    @Test
    void endsTheChildrenThatABotLeavesBehindBeforeTheNextIsStarted() throws Exception {
        Path grandchild = directory.resolve("grandchild");
        String script = "test -e " + grandchild + " && exec sleep 3600; setsid sleep 3600 & echo $! > " + grandchild
                + "; kill -9 $$";
        try (InProcessWatchdog watchdog =
                InProcessWatchdog.start(InProcessWatchdog.quick(directory.resolve("state"), "sh", "-c", script)
                        .build())) {
            watchdog.view().awaitEvent("restart", 1);
            long orphan = Long.parseLong(Files.readString(grandchild).strip());

            assertThat(Boot.isAlive(orphan, Boot.identity(orphan)))
                    .as("the child of the first bot")
                    .isFalse();
            assertThat(watchdog.view().livePids()).hasSize(1);
        }
    }

    @Test
    void letsOneOfTwoWatchdogsWin() throws Exception {
        List<String> sleep = List.of("sleep", "3600");
        for (int pair = 0; pair < PAIRS; pair++) {
            Path state = directory.resolve("pair-" + pair);
            try (LiveWatchdog left = LiveWatchdog.run(state, List.of("--ready", "alive:0ms"), sleep);
                    LiveWatchdog right = LiveWatchdog.run(state, List.of("--ready", "alive:0ms"), sleep)) {
                Await.until("one gives up", left.view()::diagnosis, () -> left.isAlive() != right.isAlive());
                LiveWatchdog loser = left.isAlive() ? right : left;
                left.view().awaitReadyBotOtherThan(0);

                assertThat(loser.awaitExit()).isEqualTo(ExitCodes.NOT_THE_ONE);
                assertThat(loser.messages()).contains("Another watchdog holds");
                assertThat(left.view().livePids()).hasSize(1);
            }
        }
    }

    @Test
    void endsBothWithoutARestartWhenTheWholeProcessGroupIsInterrupted() throws Exception {
        // As a terminal does it on Control-C, which sends the signal to each process of the group in the foreground.
        try (LiveWatchdog watchdog =
                LiveWatchdog.run(directory, List.of("--ready", "alive:0ms"), List.of("sleep", "3600"))) {
            long bot = watchdog.view().awaitReadyBotOtherThan(0);
            new ProcessBuilder("sh", "-c", "kill -s INT " + watchdog.pid() + " " + bot)
                    .start()
                    .waitFor();

            assertThat(watchdog.awaitExit()).as(watchdog.messages()).isIn(ExitCodes.OK, ExitCodes.STOPPED_OUTSIDE);
            assertThat(watchdog.view().livePids()).isEmpty();
            assertThat(watchdog.view().events("restart")).isEmpty();
        }
    }

    @Test
    void endsBothWithoutARestartWhenControlCIsPressedInATerminal() throws Exception {
        List<String> run = LiveWatchdog.runWords(directory, List.of("--ready", "alive:0ms"), List.of("sleep", "3600"));
        StateDirectoryView view = new StateDirectoryView(directory);
        try (Keyboard keyboard = Keyboard.of(run)) {
            long bot = view.awaitReadyBotOtherThan(0);
            keyboard.pressControlC(view.state().number("watchdogPid"), bot);
            Await.until("the watchdog ends", view::diagnosis, () -> view.state().phase() == Phase.STOPPED);
            view.awaitNoBot();

            assertThat(view.events("restart")).isEmpty();
            keyboard.awaitEnd();
        } finally {
            view.clear();
        }
    }

    @Test
    void keepsABotDownThatAPersonTerminatedAndThatDidNotEndInTime() throws Exception {
        WatchdogConfig config = WatchdogConfig.builder()
                .stateDirectory(directory)
                .command(JavaCommand.in(directory, TestBot.class, "never-ends"))
                .ready("heartbeat")
                .stopTimeout(Duration.ofMillis(300))
                .build();
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(config)) {
            long pid = watchdog.view().awaitReadyBotOtherThan(0);
            LiveWatchdog.signal("TERM", pid);

            assertThat(watchdog.awaitExit()).isEqualTo(ExitCodes.STOPPED_OUTSIDE);
            assertThat(watchdog.view().events("killing")).hasSize(1);
            assertThat(watchdog.view().events("restart")).isEmpty();
            assertThat(watchdog.view().livePids()).isEmpty();
        }
    }

    @Test
    void endsABotInOrderThatIsAskedByAFile() throws Exception {
        Path printed = directory.resolve("printed");
        Process bot = new ProcessBuilder(JavaCommand.of(TestBot.class, "asked-by-file", directory.toString()))
                .redirectOutput(printed.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            Await.until(
                    "it has begun", () -> "", () -> Files.readString(printed).contains("begun"));
            StopFile.request(directory, "launch-2");
            StopFile.request(directory, "launch-1");
            assertThat(bot.waitFor()).isEqualTo(143);
            assertThat(printed).content().contains("in order");
        } finally {
            bot.destroyForcibly();
        }
    }
}
