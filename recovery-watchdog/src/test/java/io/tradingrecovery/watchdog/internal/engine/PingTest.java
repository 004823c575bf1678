package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.alert.TinyServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dead man's switch hears of a bot that may trade, once a minute, and of no other. */
final class PingTest {

    private final ShiftedClocks time = new ShiftedClocks();

    @TempDir
    private Path directory;

    @Test
    void comesOnceAMinuteWhileTheBotMayTrade() throws Exception {
        try (TinyServer server = new TinyServer();
                InProcessWatchdog watchdog = start(server, List.of("sleep", "3600"), "alive:0ms")) {
            Await.until(
                    "the first",
                    watchdog.view()::diagnosis,
                    () -> server.bodies().size() == 1);
            look(watchdog, 1);
            assertThat(server.bodies()).as("within the minute").hasSize(1);
            time.pass(Duration.ofMinutes(1));
            Await.until(
                    "the second",
                    watchdog.view()::diagnosis,
                    () -> server.bodies().size() == 2);
        }
    }

    @Test
    void doesNotComeWhileTheBotIsBlocked() throws Exception {
        List<String> bot = JavaCommand.in(directory, TestBot.class, "blocked");
        try (TinyServer server = new TinyServer();
                InProcessWatchdog watchdog = start(server, bot, "heartbeat")) {
            watchdog.view().awaitEvent("alert", 1);
            time.pass(Duration.ofMinutes(1));
            look(watchdog, 1);
            look(watchdog, 2);
            assertThat(server.bodies()).isEmpty();
        }
    }

    /** Once it has answered, it has looked. */
    private static void look(InProcessWatchdog watchdog, int answers) throws Exception {
        watchdog.request("resume");
        watchdog.view().awaitEvent("refused", answers);
    }

    private InProcessWatchdog start(TinyServer server, List<String> command, String ready) {
        WatchdogConfig config = WatchdogConfig.builder()
                .stateDirectory(directory)
                .command(command)
                .ready(ready)
                .hangTimeout(Duration.ofHours(1))
                .pingUrl(URI.create(server.address()))
                .build();
        return InProcessWatchdog.start(config, time.clocks());
    }
}
