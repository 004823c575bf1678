package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.beat.BotLock;
import io.tradingrecovery.watchdog.internal.beat.Environment;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bot that ended or hangs leaves for its operator, and what tells one bot from another. */
final class EvidenceTest {

    @TempDir
    private Path directory;

    @Test
    void namesTheCrashReportOfAJvmThatDiedInNativeCode() throws Exception {
        List<String> bot = JavaCommand.in(directory, TestBot.class, "healthy");
        bot.set(bot.indexOf("-c") + 1, "ulimit -c 0; " + bot.get(bot.indexOf("-c") + 1));
        WatchdogConfig config = WatchdogConfig.builder()
                .stateDirectory(directory)
                .command(bot)
                .ready("heartbeat")
                .maxRestarts(0)
                .hangTimeout(Duration.ofHours(1))
                .build();
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(config)) {
            long pid = watchdog.view().awaitReadyBotOtherThan(0);
            LiveWatchdog.signal("SEGV", pid);
            watchdog.awaitPhase(Phase.EXHAUSTED);
            watchdog.view().awaitEvent("exit", 1);

            assertThat(directory.resolve("hs_err_pid" + pid + ".log")).exists();
            assertThat(watchdog.view().events("exit").get(0))
                    .contains("\"exit\":134", "\"hsErr\":\"" + directory.resolve("hs_err_pid" + pid + ".log") + "\"");
        }
    }

    @Test
    void takesThreadsByJcmdWhereTheBotsOutputIsNotInAFile() throws Exception {
        Process bot = bot("healthy", "launch-1");
        try {
            awaitLockOf(bot);
            try (ThreadDumps dumps = new ThreadDumps(directory.resolve("dumps"), Duration.ofMinutes(1), null)) {
                Path file = Path.of(dumps.take("launch-1", bot.pid()));
                assertThat(Files.readString(file)).contains("Full thread dump", "TestBot.healthy");
            }
        } finally {
            bot.destroyForcibly().waitFor();
        }
    }

    @Test
    void endsASecondBotBeforeItsShutdownHooksCouldTouchAnything() throws Exception {
        Process first = bot("healthy", "launch-1");
        try {
            awaitLockOf(first);
            Process second = bot("hooked", "launch-2");
            boolean ended = second.waitFor(Await.LIMIT.toSeconds(), TimeUnit.SECONDS);
            second.destroyForcibly().waitFor();

            assertThat(ended).as("ends by itself").isTrue();
            assertThat(second.exitValue()).isEqualTo(BotLock.ANOTHER_BOT);
            assertThat(directory.resolve("printed-launch-2"))
                    .content()
                    .contains("Another bot holds", "exit code 75")
                    .doesNotContain("a hook ran");
            assertThat(first.isAlive()).isTrue();
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    @Test
    void tellsAProcessFromALaterOneByWhenItWasStarted() throws Exception {
        Process one = sleep();
        Process other = sleep();
        try {
            String before = Boot.identity(one.pid());
            assertThat(Boot.isAlive(one.pid(), before)).isTrue();
            // The system counts starts in ticks, of which several processes may share one.
            for (int i = 0; i < 100 && Boot.identity(other.pid()).equals(before); i++) {
                other.destroyForcibly().waitFor();
                other = sleep();
            }
            assertThat(Boot.isAlive(other.pid(), before))
                    .as("as if the pid had been given again")
                    .isFalse();
        } finally {
            one.destroyForcibly().waitFor();
            other.destroyForcibly().waitFor();
        }
        assertThat(Boot.identity(one.pid())).isEmpty();
    }

    private static Process sleep() throws IOException {
        return new ProcessBuilder("sleep", "3600").start();
    }

    private void awaitLockOf(Process bot) throws Exception {
        Await.until(
                "the bot holds its lock",
                () -> "",
                () -> BotLock.holder(directory)
                        .filter(holder -> holder.pid() == bot.pid())
                        .isPresent());
    }

    private Process bot(String behaviour, String launchId) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(JavaCommand.of(TestBot.class, behaviour))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        Redirect.to(directory.resolve("printed-" + launchId).toFile()));
        builder.environment().put(Environment.STATE_DIRECTORY, directory.toString());
        builder.environment().put(Environment.LAUNCH_ID, launchId);
        return builder.start();
    }
}
