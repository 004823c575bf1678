package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the watchdog does when it is terminated: no bot survives it, and none is started. */
final class StopInEachPhaseTest {

    private static final int ROUNDS = Boolean.getBoolean("recovery.torture") ? 50 : 2;
    private static final String STUBBORN = StopTest.STUBBORN;

    /** Leaves a child behind that is no longer its own, and ignores being asked as long as it may. */
    private static final String HARD_TO_KILL = "(setsid sh -c \"" + STUBBORN + "\" &); " + STUBBORN;

    @TempDir
    private Path directory;

    /** What brings a watchdog into a phase that lasts until it is stopped. */
    private record Scene(Phase phase, List<String> options, List<String> command, Cue cue) {}

    /** What must happen to a watchdog whose bot runs. */
    @FunctionalInterface
    private interface Cue {
        void give(LiveWatchdog watchdog) throws Exception;
    }

    private static List<Scene> scenes(Path bots) {
        List<String> sleep = List.of("sleep", "3600");
        List<String> fails = List.of("sh", "-c", "exit 1");
        List<String> atOnce = List.of("--ready", "alive:0ms");
        Cue none = watchdog -> {};
        return List.of(
                new Scene(Phase.RUNNING, atOnce, sleep, none),
                new Scene(Phase.STARTING, List.of("--ready", "heartbeat"), sleep, none),
                new Scene(Phase.BACKOFF, List.of("--backoff-initial", "1h", "--backoff-max", "1h"), fails, none),
                new Scene(Phase.EXHAUSTED, List.of("--max-restarts", "0"), fails, none),
                new Scene(Phase.GATED, List.of(), List.of("sh", "-c", "exit 78"), none),
                new Scene(
                        Phase.SUSPECT,
                        List.of("--ready", "heartbeat", "--hang-timeout", "1h"),
                        JavaCommand.in(bots, TestBot.class, "healthy"),
                        watchdog -> LiveWatchdog.signal("STOP", watchdog.view().awaitReadyBotOtherThan(0))),
                new Scene(
                        Phase.DUMPING,
                        List.of("--ready", "heartbeat", "--startup-timeout", "500ms"),
                        JavaCommand.in(bots, TestBot.class, "never-ready"),
                        none),
                new Scene(
                        Phase.STOPPING,
                        List.of("--ready", "log:stubborn", "--stop-timeout", "1500ms"),
                        List.of("sh", "-c", STUBBORN),
                        StopInEachPhaseTest::requestRestart),
                new Scene(
                        Phase.KILLING,
                        List.of("--ready", "log:stubborn", "--stop-timeout", "100ms"),
                        List.of("sh", "-c", HARD_TO_KILL),
                        StopInEachPhaseTest::requestRestart));
    }

    private static void requestRestart(LiveWatchdog watchdog) throws Exception {
        watchdog.view().awaitReadyBotOtherThan(0);
        ControlFiles.request(watchdog.view().path(), "restart", "a test");
    }

    @Test
    void leavesNoBotBehindWhenTheWatchdogIsTerminatedInAnyPhase() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            for (Scene scene : scenes(directory)) {
                Path state = directory.resolve(scene.phase() + "-" + round);
                try (LiveWatchdog watchdog = LiveWatchdog.run(state, scene.options(), scene.command())) {
                    scene.cue().give(watchdog);
                    watchdog.view().awaitPhase(scene.phase());
                    terminate(watchdog, scene.phase());
                }
            }
        }
    }

    @Test
    void leavesNoBotBehindWhenTheWatchdogIsTerminatedWhileItAdopts() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Path state = directory.resolve("adopts-" + round);
            List<String> options = List.of("--ready", "heartbeat");
            try (LiveWatchdog first = LiveWatchdog.run(state, options, List.of("sleep", "3600"))) {
                Await.until(
                        "a bot",
                        first.view()::diagnosis,
                        () -> first.view().state().isBotAlive());
                first.kill();
                try (LiveWatchdog next = LiveWatchdog.run(state, options, List.of("sleep", "3600"))) {
                    next.view().awaitPhase(Phase.ADOPTING);
                    terminate(next, Phase.ADOPTING);
                }
            }
        }
    }

    private static void terminate(LiveWatchdog watchdog, Phase phase) throws Exception {
        watchdog.signal("TERM");
        assertThat(watchdog.awaitExit())
                .as("%s: %s", phase, watchdog.messages())
                .isZero();
        assertThat(watchdog.view().livePids()).as("%s", phase).isEmpty();
        assertThat(watchdog.view().state().phase()).isEqualTo(Phase.STOPPED);
        assertThat(watchdog.view().events("restart")).isEmpty();
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
}
