package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tradingrecovery.watchdog.internal.cli.Main;
import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop is a stop: in every state, by signal, by verb and by keyboard, and no bot survives it. */
final class StopTest {

    private static final int ROUNDS = Boolean.getBoolean("recovery.torture") ? 50 : 1;
    private static final int PAIRS = Boolean.getBoolean("recovery.torture") ? 50 : 5;
    private static final String STUBBORN = "trap '' TERM; echo stubborn; while true; do sleep 0.05; done";

    @TempDir
    private Path directory;

    /** What brings a watchdog into a phase and keeps it there until it is stopped. */
    private record Scene(Phase phase, List<String> options, List<String> command) {}

    private static List<Scene> scenes() {
        List<String> sleep = List.of("sleep", "3600");
        List<String> fails = List.of("sh", "-c", "exit 1");
        return List.of(
                new Scene(Phase.RUNNING, List.of("--ready", "alive:0ms"), sleep),
                new Scene(Phase.STARTING, List.of("--ready", "heartbeat"), sleep),
                new Scene(Phase.BACKOFF, List.of("--backoff-initial", "1h", "--backoff-max", "1h"), fails),
                new Scene(Phase.EXHAUSTED, List.of("--max-restarts", "0"), fails),
                new Scene(Phase.GATED, List.of(), List.of("sh", "-c", "exit 78")),
                new Scene(
                        Phase.DUMPING,
                        List.of("--ready", "heartbeat", "--startup-timeout", "500ms"),
                        JavaCommand.of(TestBot.class, "never-ready")));
    }

    @Test
    void leavesNoBotBehindWhenTheWatchdogIsTerminatedInAnyPhase() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            for (Scene scene : scenes()) {
                Path state = directory.resolve(scene.phase() + "-" + round);
                try (LiveWatchdog watchdog = LiveWatchdog.run(state, scene.options(), scene.command())) {
                    watchdog.view().awaitPhase(scene.phase());
                    watchdog.signal("TERM");

                    assertThat(watchdog.awaitExit())
                            .as("%s: %s", scene.phase(), watchdog.messages())
                            .isZero();
                    assertThat(watchdog.view().livePids())
                            .as("%s", scene.phase())
                            .isEmpty();
                    assertThat(watchdog.view().state().phase()).isEqualTo(Phase.STOPPED);
                    assertThat(watchdog.view().events("restart")).isEmpty();
                }
            }
        }
    }

    @Test
    void leavesNoBotBehindWhenTheWatchdogIsTerminatedWhileItBegins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            for (int millis = 0; millis < 600; millis += 120) {
                Path state = directory.resolve("begins-" + millis + "-" + round);
                try (LiveWatchdog watchdog = LiveWatchdog.run(state, List.of(), List.of("sleep", "3600"))) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
                    watchdog.signal("TERM");
                    watchdog.awaitExit();
                    assertThat(watchdog.view().livePids())
                            .as("after %s ms", millis)
                            .isEmpty();
                }
            }
        }
    }

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
    void endsBothWithoutARestartWhenControlCIsPressedInATerminal() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs a pseudo terminal");
        List<String> run = new ArrayList<>(JavaCommand.of(Main.class, "run", "--state-dir", directory.toString()));
        run.addAll(List.of("--ready", "alive:0ms", "--", "sleep", "3600"));
        Process terminal = new ProcessBuilder("script", "-qec", String.join(" ", run), "/dev/null")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        StateDirectoryView view = new StateDirectoryView(directory);
        try (OutputStream keyboard = terminal.getOutputStream()) {
            view.awaitReadyBotOtherThan(0);
            keyboard.write(3);
            keyboard.flush();
            Await.until("the watchdog ends", view::diagnosis, () -> view.state().phase() == Phase.STOPPED);
            view.awaitNoBot();

            assertThat(view.events("restart")).isEmpty();
            assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            terminal.destroyForcibly();
            view.clear();
        }
    }
}
