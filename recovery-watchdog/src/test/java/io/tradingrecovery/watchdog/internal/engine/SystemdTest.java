package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** systemd hears of the bot what the watchdog knows, and the bot hears nothing of systemd. */
final class SystemdTest {

    @TempDir
    private Path directory;

    @Test
    void hearsThatTheBotIsReadyAndThatItIsStopped() throws Exception {
        Path heard = directory.resolve("heard");
        Path programs = Files.createDirectory(directory.resolve("programs"));
        Path notify = Files.writeString(
                programs.resolve("systemd-notify"), "#!/bin/sh\nprintf '%s|' \"$@\" >> '" + heard + "'\n");
        Files.setPosixFilePermissions(notify, PosixFilePermissions.fromString("rwx------"));
        Path state = directory.resolve("state");
        List<String> words = LiveWatchdog.runWords(
                state,
                List.of("--ready", "alive:0ms"),
                List.of("sh", "-c", "echo \"[$NOTIFY_SOCKET]\"; exec sleep 3600"));
        Map<String, String> environment = Map.of(
                "NOTIFY_SOCKET",
                directory.resolve("socket").toString(),
                "PATH",
                programs + ":" + System.getenv("PATH"));
        try (LiveWatchdog watchdog = LiveWatchdog.start(state, words, environment)) {
            watchdog.view().awaitReadyBotOtherThan(0);
            Await.until(
                    "READY=1",
                    watchdog.view()::diagnosis,
                    () -> Files.exists(heard) && Files.readString(heard).contains("READY=1|STATUS=running"));
            watchdog.signal("TERM");

            assertThat(watchdog.awaitExit()).isZero();
            assertThat(Files.readString(heard)).contains("STOPPING=1|STATUS=st");
            assertThat(watchdog.view().output()).contains("[]");
        }
    }
}
