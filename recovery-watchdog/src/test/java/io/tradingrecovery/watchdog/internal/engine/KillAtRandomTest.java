package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bot, watchdog or both are killed at any moment, and always there is one bot in the end. */
final class KillAtRandomTest {

    private static final int KILLS = Boolean.getBoolean("recovery.torture") ? 200 : 20;
    private static final long SEED = Long.getLong("recovery.seed", 20_261_123);
    private static final List<String> OPTIONS =
            List.of("--backoff-initial", "0ms", "--ready", "alive:0ms", "--max-restarts", "100000");
    private static final List<String> BOT = List.of("sleep", "3600");

    @TempDir
    private Path directory;

    @Test
    void leavesExactlyOneBotHoweverTheyAreKilled() throws Exception {
        Random random = new Random(SEED);
        LiveWatchdog watchdog = LiveWatchdog.run(directory, OPTIONS, BOT);
        try {
            watchdog.view().awaitReadyBotOtherThan(0);
            for (int i = 0; i < KILLS; i++) {
                String where = "seed " + SEED + ", kill " + i;
                int victim = random.nextInt(3);
                List<Long> bots = watchdog.view().livePids();
                if (victim != 1) {
                    bots.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
                    LockSupport.parkNanos(random.nextInt(9_000_000));
                }
                if (victim != 0) {
                    watchdog.kill();
                    assertThat(watchdog.view().livePids()).as(where).hasSizeLessThanOrEqualTo(1);
                    watchdog.close(false);
                    watchdog = LiveWatchdog.run(directory, OPTIONS, BOT);
                    if (random.nextInt(3) == 0) {
                        // Killed while it looks, adopts or launches.
                        LockSupport.parkNanos(
                                Duration.ofMillis(random.nextInt(400)).toNanos());
                        watchdog.kill();
                        watchdog.close(false);
                        watchdog = LiveWatchdog.run(directory, OPTIONS, BOT);
                    }
                }
                awaitOneBot(watchdog, bots, victim != 1, where);
            }
        } finally {
            watchdog.close();
        }
    }

    private static void awaitOneBot(LiveWatchdog watchdog, List<Long> before, boolean replaced, String where)
            throws Exception {
        StateDirectoryView view = watchdog.view();
        Await.until("one bot, " + where, () -> view.diagnosis() + watchdog.messages(), () -> {
            List<Long> live = view.livePids();
            assertThat(live).as(where).hasSizeLessThanOrEqualTo(1);
            SavedState state = view.state();
            return live.size() == 1
                    && state.phase() == Phase.RUNNING
                    && state.number("watchdogPid") == watchdog.pid()
                    && state.number("pid") == live.get(0)
                    && replaced != before.contains(live.get(0));
        });
    }
}
