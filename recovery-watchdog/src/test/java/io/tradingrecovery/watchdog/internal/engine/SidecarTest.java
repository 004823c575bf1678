package io.tradingrecovery.watchdog.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.beat.BotLock;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot that starts its own watchdog is noticed when it dies, and relaunched byte for byte. */
final class SidecarTest {

    private static final List<String> AWKWARD =
            List.of("two words", "", "\"double\" 'single'", "$HOME `id` \\ %PATH%", "größe ☂ 東京", "tab\there", "-x=*");

    @TempDir
    private Path directory;

    @AfterEach
    void endWhatIsLeft() throws Exception {
        StateDirectoryView view = new StateDirectoryView(directory);
        long watchdog = view.state().number("watchdogPid");
        if (view.state().isWatchdogAlive()
                && watchdog != ProcessHandle.current().pid()) {
            LiveWatchdog.signal("TERM", watchdog);
            Await.until("the sidecar ends", view::diagnosis, () -> !view.state().isWatchdogAlive());
        }
        view.clear();
    }

    @Test
    void relaunchesTheBotWithTheIdenticalCommandLineWhenItIsKilled() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("sidecar", directory.toString()));
        arguments.addAll(AWKWARD);
        List<String> words = JavaCommand.of(TestBot.class, arguments.toArray(String[]::new));
        int classPath = words.indexOf("-cp") + 1;
        words.set(classPath, words.get(classPath) + (File.pathSeparator + "/nowhere/some-library.jar").repeat(900));
        assertThat(words.get(classPath)).hasSizeGreaterThan(20 << 10);

        Process bot = start(words, "C.UTF-8");
        StateDirectoryView view = new StateDirectoryView(directory);
        Await.until("the sidecar watches", view::diagnosis, () -> view.state().phase() == Phase.RUNNING);
        byte[] first = Files.readAllBytes(directory.resolve("launch-0-host"));
        bot.destroyForcibly();
        view.awaitReadyBotOtherThan(bot.pid());
        Await.until(
                "the record of the second launch",
                view::diagnosis,
                () -> Files.exists(directory.resolve("launch-1-child.arguments")));

        assertThat(Files.readAllBytes(directory.resolve("launch-1-child"))).isEqualTo(first);
        assertThat(Files.readAllLines(directory.resolve("launch-1-child.arguments")))
                .isEqualTo(arguments);
        assertThat(directory.resolve("launch-1-child.marker")).hasContent("given");
        assertThat(view.livePids()).hasSize(1);
    }

    @Test
    void noticesTheEndOfABotThatHasLivedForMinutes() throws Exception {
        Process bot = start(JavaCommand.of(TestBot.class, "host", directory.toString()), "C.UTF-8");
        StateDirectoryView view = new StateDirectoryView(directory);
        Await.until(
                "the bot holds its lock",
                view::diagnosis,
                () -> BotLock.holder(directory)
                        .filter(holder -> holder.pid() == bot.pid())
                        .isPresent());
        ShiftedClocks time = new ShiftedClocks();
        WatchdogConfig config = WatchdogConfig.builder()
                .stateDirectory(directory)
                .command(List.of("sleep", "3600"))
                .backoffInitial(Duration.ZERO)
                .ready("alive:0ms")
                .build();
        try (InProcessWatchdog sidecar = InProcessWatchdog.sidecar(config, time.clocks())) {
            assertThat(view.awaitReadyBotOtherThan(0)).isEqualTo(bot.pid());
            time.pass(Duration.ofMinutes(5));
            sidecar.request("resume");
            view.awaitEvent("refused", 1);
            bot.destroyForcibly();
            view.awaitReadyBotOtherThan(bot.pid());

            assertThat(view.events("exit")).singleElement().asString().contains("\"exit\":-1");
            assertThat(view.livePids()).hasSize(1);
        }
    }

    @Test
    void refusesAnArgumentByNameThatItsLocaleWouldChange() throws Exception {
        List<String> words = JavaCommand.of(TestBot.class, "sidecar", directory.toString(), "größe");
        Process bot = start(words, "C");

        assertThat(bot.waitFor()).isEqualTo(1);
        assertThat(Files.readString(directory.resolve("bot.log")))
                .contains("gr", "can't be passed on unchanged", "UTF-8");
    }

    @Test
    void staysDownWhenTheBotIsTerminatedByAPerson() throws Exception {
        Process bot = start(JavaCommand.of(TestBot.class, "sidecar", directory.toString()), "C.UTF-8");
        StateDirectoryView view = new StateDirectoryView(directory);
        Await.until("the sidecar watches", view::diagnosis, () -> view.state().phase() == Phase.RUNNING);
        bot.destroy();
        view.awaitEvent("stopped", 1);

        assertThat(view.events("restart")).isEmpty();
        assertThat(view.events("exit").get(0)).contains("signalled");
    }

    @Test
    void onlyKillsAsAGuard() throws Exception {
        Process bot = start(JavaCommand.of(TestBot.class, "guard", directory.toString()), "C.UTF-8");
        StateDirectoryView view = new StateDirectoryView(directory);

        assertThat(bot.waitFor()).as("killed or terminated").isNotZero();
        view.awaitPhase(Phase.STOPPED);
        assertThat(view.events("hang")).hasSize(1);
        assertThat(view.livePids()).isEmpty();
        assertThat(view.events("restart")).isEmpty();
    }

    private Process start(List<String> words, String locale) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("LC_ALL", locale);
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Dtest.marker=given");
        return builder.directory(directory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("bot.log").toFile())
                .start();
    }
}
