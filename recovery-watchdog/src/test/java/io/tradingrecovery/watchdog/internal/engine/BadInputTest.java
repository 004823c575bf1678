package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.OrphanPolicy;
import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.beat.BotLock;
import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bots and files that are not as they should be: the bot is kept running where it runs, and never are there two. */
final class BadInputTest {

    @TempDir
    private Path directory;

    @Test
    void neverTakesAForeignProcessForItsBot() throws Exception {
        Process foreign = new ProcessBuilder("sleep", "3600").start();
        try {
            rewriteState(foreign.pid(), "not its identity");
            try (InProcessWatchdog watchdog = start("sleep", "3600")) {
                watchdog.view().awaitReadyBotOtherThan(foreign.pid());
                assertThat(foreign.isAlive()).isTrue();
            }
            assertThat(foreign.isAlive()).as("after the stop of the bot").isTrue();
        } finally {
            foreign.destroyForcibly();
        }
    }

    @Test
    void findsItsBotThoughTheStateFileIsLost() throws Exception {
        try (LiveWatchdog first = LiveWatchdog.run(
                directory, LiveWatchdog.words("--ready", "alive:0ms"), LiveWatchdog.words("sleep", "3600"))) {
            long pid = first.view().awaitReadyBotOtherThan(0);
            first.kill();
            Files.delete(directory.resolve("state"));
            try (InProcessWatchdog next = start("sleep", "3600")) {
                next.view().awaitEvent("adopted", 1);
                next.awaitPhase(Phase.RUNNING);
                assertThat(next.view().state().number("pid")).isEqualTo(pid);
                assertThat(next.view().livePids()).containsExactly(pid);
            }
        }
    }

    @Test
    void leavesALiveBotAloneWhenToldToRefuse() throws Exception {
        try (LiveWatchdog first = LiveWatchdog.run(
                directory, LiveWatchdog.words("--ready", "alive:0ms"), LiveWatchdog.words("sleep", "3600"))) {
            long pid = first.view().awaitReadyBotOtherThan(0);
            first.kill();
            WatchdogConfig config = InProcessWatchdog.quick(directory, "sleep", "3600")
                    .orphan(OrphanPolicy.REFUSE)
                    .build();
            try (InProcessWatchdog next = InProcessWatchdog.start(config)) {
                assertThat(next.awaitExit()).isEqualTo(ExitCodes.ORPHAN_REFUSED);
                assertThat(next.view().livePids()).containsExactly(pid);
            }
        }
    }

    @Test
    void replacesALiveBotWhenToldToKill() throws Exception {
        try (LiveWatchdog first = LiveWatchdog.run(
                directory, LiveWatchdog.words("--ready", "alive:0ms"), LiveWatchdog.words("sleep", "3600"))) {
            long pid = first.view().awaitReadyBotOtherThan(0);
            first.kill();
            WatchdogConfig config = InProcessWatchdog.quick(directory, "sleep", "3600")
                    .orphan(OrphanPolicy.KILL)
                    .build();
            try (InProcessWatchdog next = InProcessWatchdog.start(config)) {
                next.view().awaitReadyBotOtherThan(pid);
                assertThat(next.view().livePids()).hasSize(1).doesNotContain(pid);
            }
        }
    }

    @Test
    void holdsTheOutputOfABotThatSpewsAndClosesIt() throws Exception {
        int megabytes = Boolean.getBoolean("recovery.torture") ? 200 : 40;
        String script = "head -c " + megabytes + "000000 /dev/zero; echo done; exec >&- 2>&-; exec sleep 3600";
        try (InProcessWatchdog watchdog = start("sh", "-c", script)) {
            Path rotated = directory.resolve("output.log.1");
            Await.until(
                    "the output is cut",
                    watchdog.view()::diagnosis,
                    () -> Files.exists(rotated) && Files.size(directory.resolve("output.log")) <= 10 << 20);
            assertThat(Files.size(rotated)).isLessThanOrEqualTo(10 << 20);
            watchdog.awaitPhase(Phase.RUNNING);
            assertThat(watchdog.view().events("exit")).isEmpty();
        }
    }

    @Test
    void losesNoOutputAndHearsRequestsWhileTheOutputCannotBeCut() throws Exception {
        // A directory in the place of the copy, as a full disk would refuse it.
        Path inTheWay =
                Files.createDirectories(directory.resolve("output.log.tmp").resolve("in the way"));
        Path older = Files.writeString(directory.resolve("output.log.1"), "older");
        String script = "head -c 12000000 /dev/zero; exec sleep 3600";
        try (InProcessWatchdog watchdog = start("sh", "-c", script)) {
            watchdog.view().awaitEvent("problem", 1);
            watchdog.request("resume");
            watchdog.view().awaitEvent("refused", 1);
            assertThat(older).hasContent("older");
            assertThat(watchdog.view().events("problem"))
                    .as("said once")
                    .singleElement()
                    .asString()
                    .contains("cutting the output");

            Files.delete(inTheWay);
            Files.delete(inTheWay.getParent());
            Await.until(
                    "the output is cut",
                    watchdog.view()::diagnosis,
                    () -> Files.size(directory.resolve("output.log")) <= 10 << 20);
            assertThat(directory.resolve("output.log.2")).hasContent("older");
        }
    }

    @Test
    void startsNothingWhileSomebodyOutOfSightHoldsTheBotLock() throws Exception {
        // This process is never taken for the bot, so it stands for one in another container.
        BotLock held = BotLock.take(directory, "elsewhere-1", Duration.ZERO).orElseThrow();
        try (InProcessWatchdog watchdog = start("sleep", "3600")) {
            watchdog.awaitPhase(Phase.GATED);
            watchdog.view().awaitEvent("alert", 1);
            assertThat(watchdog.view().events("alert").get(0)).contains("bot.lock is held", "critical");
            assertThat(watchdog.view().livePids()).isEmpty();

            held.release();
            watchdog.request("resume");
            watchdog.view().awaitReadyBotOtherThan(0);
        } finally {
            held.release();
        }
    }

    @Test
    void restartsWithoutWaitingForAWebhookThatNeverAnswers() throws Exception {
        ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        WatchdogConfig config = InProcessWatchdog.quick(directory, "sh", "-c", "exit 1")
                .alertWebhook(URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/SECRET"))
                .build();
        try (InProcessWatchdog watchdog = InProcessWatchdog.start(config)) {
            try (silent;
                    Socket asked = silent.accept()) {
                assertThat(asked.isConnected()).isTrue();
                watchdog.request("resume");
                watchdog.view().awaitEvent("exhausted", 2);
                assertThat(watchdog.view().events("restart")).hasSize(20);
                assertThat(watchdog.view().events()).noneMatch(line -> line.contains("SECRET"));
            }
        }
    }

    @Test
    void startsTheNextBotThoughTheWatchdogsOwnJdkWasReplaced() throws Exception {
        Path jdk = PrivateJdk.copyTo(directory.resolve("jdk"));
        List<String> words = LiveWatchdog.runWords(
                directory.resolve("state"),
                List.of("--ready", "alive:0ms", "--backoff-initial", "0ms"),
                List.of("sleep", "3600"));
        words.set(0, jdk.resolve("bin/java").toString());
        try (LiveWatchdog watchdog = LiveWatchdog.start(directory.resolve("state"), words)) {
            long pid = watchdog.view().awaitReadyBotOtherThan(0);
            PrivateJdk.delete(jdk);
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            watchdog.view().awaitReadyBotOtherThan(pid);
            watchdog.signal("TERM");
            assertThat(watchdog.awaitExit()).as(watchdog.messages()).isZero();
            assertThat(watchdog.view().livePids()).isEmpty();
        }
    }

    @Test
    void tellsTheBotItsLaunchAndItsAttempt() throws Exception {
        String script = "echo \"[$RECOVERY_LAUNCH_ID $RECOVERY_ATTEMPT]\"; test $RECOVERY_ATTEMPT -lt 2 && exit 1;"
                + " exec sleep 3600";
        try (InProcessWatchdog watchdog = start("sh", "-c", script)) {
            watchdog.view().awaitEvent("restart", 2);
            Await.until(
                    "the third launch",
                    watchdog.view()::diagnosis,
                    () -> watchdog.view().output().contains(" 2]"));
            assertThat(watchdog.view().output().lines())
                    .hasSize(3)
                    .last()
                    .isEqualTo("[" + watchdog.view().state().text("launchId") + " 2]");
        }
    }

    @Test
    void keepsTheBotRunningWhenItsFilesCanNoLongerBeWritten() throws Exception {
        try (InProcessWatchdog watchdog = start("sleep", "3600")) {
            long pid = watchdog.view().awaitReadyBotOtherThan(0);
            // A directory in the place of the file that the state is written to first, as a full disk would refuse it.
            Files.createDirectories(directory.resolve("state.tmp").resolve("in the way"));
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            Await.until("a new bot", watchdog.view()::diagnosis, () -> {
                var live = watchdog.view().livePids();
                return live.size() == 1 && !live.contains(pid);
            });
            watchdog.view().awaitEvent("alert", 1);
            assertThat(watchdog.view().events("alert"))
                    .as("a person is called once")
                    .singleElement()
                    .asString()
                    .contains("can't be saved in " + directory, "\"severity\":\"warning\"");
        }
    }

    @Test
    void waitsForAPersonAfterAConfigurationError() throws Exception {
        try (InProcessWatchdog watchdog = start("sh", "-c", "echo bad key; exit 78")) {
            watchdog.awaitPhase(Phase.GATED);
            watchdog.view().awaitEvent("alert", 1);
            assertThat(watchdog.view().events("exit").get(0)).contains("\"exit\":78", "hold", "bad key");
            assertThat(watchdog.view().events("restart")).isEmpty();
        }
    }

    @Test
    void endsWithTheBotThatEndedAsItShould() throws Exception {
        try (InProcessWatchdog watchdog = start("true")) {
            assertThat(watchdog.awaitExit()).isEqualTo(ExitCodes.OK);
        }
    }

    @Test
    void staysDownWhenSomebodyElseStopsTheBot() throws Exception {
        try (InProcessWatchdog watchdog = start("sleep", "3600")) {
            long pid = watchdog.view().awaitReadyBotOtherThan(0);
            LiveWatchdog.signal("TERM", pid);
            assertThat(watchdog.awaitExit()).isEqualTo(ExitCodes.STOPPED_OUTSIDE);
            assertThat(watchdog.view().livePids()).isEmpty();
        }
    }

    private InProcessWatchdog start(String... command) {
        return InProcessWatchdog.start(
                InProcessWatchdog.quick(directory, command).build());
    }

    private void rewriteState(long pid, String identity) throws Exception {
        Map<String, String> values = new TreeMap<>();
        values.put("phase", "RUNNING");
        values.put("pid", Long.toString(pid));
        values.put("identity", identity);
        values.put("launchId", "old-1");
        StateFile.write(directory.resolve("state"), values);
    }
}
