package io.tradingrecovery.watchdog.internal.beat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.watchdog.internal.machine.Ending;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bot says is what the watchdog hears, and silence is measured by the listener's clock. */
final class BeatFileTest {

    private static final long LIMIT = Duration.ofMinutes(1).toNanos();

    @TempDir
    private Path directory;

    @Test
    void carriesEverythingABotSays() throws Exception {
        BeatWriter writer = BeatWriter.create(directory.resolve("beats"));
        int strategy = writer.loop("strategy ☂", 1_500);
        writer.beat(strategy, 42);
        writer.pause(writer.loop("orders", 0), true);
        writer.starting();
        writer.ready("PARTIAL", true);
        writer.stopping(Ending.SIGNALLED);

        BeatSnapshot heard = read();
        assertThat(heard.pid()).isEqualTo(ProcessHandle.current().pid());
        assertThat(heard.ready()).isTrue();
        assertThat(heard.blocked()).isTrue();
        assertThat(heard.status()).isEqualTo("PARTIAL");
        assertThat(heard.starting()).isEqualTo(1);
        assertThat(heard.stopping()).isTrue();
        assertThat(heard.ending()).isEqualTo(Ending.SIGNALLED);
        assertThat(heard.loops())
                .containsExactly(
                        new BeatSnapshot.Loop(0, "strategy ☂", 42, 1_500, false),
                        new BeatSnapshot.Loop(1, "orders", 0, 0, true));
    }

    @Test
    void keepsWhatTheBotWantsWhenItsJvmReportsASignalLater() throws Exception {
        BeatWriter writer = BeatWriter.create(directory.resolve("beats"));
        writer.stopping(Ending.WANTS_STOP);
        writer.stopping(Ending.SIGNALLED);
        assertThat(read().ending()).isEqualTo(Ending.WANTS_STOP);
    }

    @Test
    void hearsNothingFromAFileThatIsMissingForeignOrShort() throws Exception {
        try (BeatReader missing = new BeatReader(directory.resolve("beats"))) {
            assertThat(missing.read()).isEmpty();
        }
        for (int size : new int[] {0, 100, BeatLayout.SIZE}) {
            Files.write(directory.resolve("beats"), new byte[size]);
            try (BeatReader foreign = new BeatReader(directory.resolve("beats"))) {
                assertThat(foreign.read()).as("%s zero bytes", size).isEmpty();
            }
        }
    }

    @Test
    void refusesALoopNameThatDoesNotFitAndALoopTooMany() {
        BeatWriter writer = BeatWriter.unread();
        assertThatThrownBy(() -> writer.loop("x".repeat(37), 0)).hasMessageContaining("36");
        assertThatThrownBy(() -> writer.loop("", 0)).isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < BeatLayout.LOOPS; i++) {
            writer.loop("loop " + i, 0);
        }
        assertThatThrownBy(() -> writer.loop("one more", 0)).hasMessageContaining("All 60 loops");
        writer.free(7);
        assertThat(writer.loop("in its place", 0)).isEqualTo(7);
    }

    @Test
    void missesALoopOnlyAfterItsOwnLimit() {
        BeatMonitor monitor = new BeatMonitor(LIMIT);
        BeatSnapshot still = snapshot(new BeatSnapshot.Loop(0, "strategy", 7, 1_000, false));
        assertThat(monitor.look(still, 0)).as("armed when first seen").isEmpty();
        assertThat(monitor.look(still, Duration.ofSeconds(1).toNanos())).isEmpty();
        assertThat(monitor.look(still, Duration.ofMillis(1_001).toNanos()))
                .map(BeatMonitor.Silence::loop)
                .contains("strategy");
        BeatSnapshot moved = snapshot(new BeatSnapshot.Loop(0, "strategy", 8, 1_000, false));
        assertThat(monitor.look(moved, Duration.ofMillis(1_002).toNanos())).isEmpty();
    }

    @Test
    void neitherMissesAPausedLoopNorAnyAfterItWasLateItself() {
        BeatMonitor monitor = new BeatMonitor(LIMIT);
        BeatSnapshot paused = snapshot(new BeatSnapshot.Loop(0, "strategy", 7, 0, true));
        BeatSnapshot resumed = snapshot(new BeatSnapshot.Loop(0, "strategy", 7, 0, false));
        assertThat(monitor.look(paused, 0)).isEmpty();
        assertThat(monitor.look(paused, 10 * LIMIT)).isEmpty();
        assertThat(monitor.look(resumed, 11 * LIMIT)).isEmpty();
        monitor.rearm(100 * LIMIT);
        assertThat(monitor.look(resumed, 101 * LIMIT)).isEmpty();
        assertThat(monitor.look(resumed, 101 * LIMIT + 1)).isPresent();
    }

    @Test
    void findsAndNamesTheHolderOfTheBotLock() throws Exception {
        assertThat(BotLock.holder(directory)).isEmpty();
        Optional<BotLock> lock = BotLock.take(directory, "w-1", Duration.ZERO);
        assertThat(BotLock.take(directory, "w-2", Duration.ZERO))
                .as("a second bot")
                .isEmpty();
        assertThat(BotLock.holder(directory))
                .contains(new BotLock.Holder(ProcessHandle.current().pid(), "w-1"));
        lock.orElseThrow().release();
        assertThat(BotLock.take(directory, "w-2", Duration.ZERO)).isPresent();
    }

    private BeatSnapshot read() throws Exception {
        try (BeatReader reader = new BeatReader(directory.resolve("beats"))) {
            return reader.read().orElseThrow();
        }
    }

    private static BeatSnapshot snapshot(BeatSnapshot.Loop loop) {
        return new BeatSnapshot(1, true, false, Ending.SILENT, 0, "READY", false, List.of(loop));
    }
}
