package io.tradingrecovery.watchdog.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.engine.Await;
import io.tradingrecovery.watchdog.internal.engine.Mode;
import io.tradingrecovery.watchdog.internal.engine.SavedState;
import io.tradingrecovery.watchdog.internal.engine.StateFile;
import io.tradingrecovery.watchdog.internal.engine.Supervisor;
import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs reach a live watchdog, and say how it is with the documented code. */
final class VerbsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private final List<Supervisor> started = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Supervisor supervisor : started) {
            supervisor.requestStop("the end of the test");
            assertThat(supervisor.awaitEnd(Await.LIMIT)).isTrue();
        }
    }

    @Test
    void showTheRunningBotAndRestartIt() throws Exception {
        start("sleep", "3600");
        await(Phase.RUNNING);
        assertThat(execute("status")).isEqualTo(StatusVerb.RUNNING);
        assertThat(execute("status", "--json")).isEqualTo(StatusVerb.RUNNING);
        assertThat(out.toString())
                .contains("RUNNING since", "0 of 10 used")
                .contains("\"watchdog\":\"alive\"", "\"bot\":\"alive\"", "\"restartsLimit\":10");

        long pid = state().number("pid");
        assertThat(execute("restart")).isEqualTo(ExitCodes.OK);
        Await.until("another bot", this::log, () -> state().phase() == Phase.RUNNING && state().number("pid") != pid);
        assertThat(state().used()).as("a restart by a person").isZero();

        assertThat(execute("dump")).isEqualTo(ExitCodes.OK);
        Await.until("the answer", this::log, () -> log().contains("no thread dump could be taken"));
        assertThat(execute("events", "--lines", "1")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString().strip()).endsWith("}").contains("\"event\":\"dump\"");
    }

    @Test
    void tellAnExhaustedWatchdogToResume() throws Exception {
        Path healed = directory.resolve("healed");
        start("sh", "-c", "test -e '" + healed + "' && exec sleep 3600; exit 1");
        await(Phase.EXHAUSTED);
        assertThat(execute("status")).isEqualTo(StatusVerb.EXHAUSTED);
        Files.createFile(healed);
        assertThat(execute("resume")).isEqualTo(ExitCodes.OK);
        await(Phase.RUNNING);
        assertThat(state().used()).isZero();
    }

    @Test
    void stopAWatchdogWhoseStateFileWasDamagedMeanwhile() throws Exception {
        start("sleep", "3600");
        await(Phase.RUNNING);
        Files.writeString(directory.resolve("state"), "damaged");
        assertThat(execute("status")).isEqualTo(StatusVerb.DAMAGED);
        assertThat(execute("resume")).isEqualTo(ExitCodes.OK);
        Files.writeString(directory.resolve("state"), "damaged");
        // Its process, which is that of the test, lives on: so it is asked beside the test's own thread.
        Thread stop = new Thread(() -> execute("stop"));
        stop.setDaemon(true);
        stop.start();
        assertThat(started.get(0).awaitEnd(Await.LIMIT)).isTrue();
        assertThat(state().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void showThatAPersonIsNeeded() throws Exception {
        start("sh", "-c", "exit 78");
        await(Phase.GATED);
        assertThat(execute("status")).isEqualTo(StatusVerb.GATED);
        assertThat(out.toString()).contains("refused its configuration");
    }

    private void start(String... command) {
        WatchdogConfig config = WatchdogConfig.builder()
                .stateDirectory(directory)
                .command(List.of(command))
                .backoffInitial(Duration.ZERO)
                .ready("alive:0ms")
                .build();
        Supervisor supervisor = new Supervisor(config, Mode.RUN);
        started.add(supervisor);
        Thread thread = new Thread(
                () -> {
                    try {
                        supervisor.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                "test-watchdog");
        thread.setDaemon(true);
        thread.start();
    }

    private void await(Phase phase) throws Exception {
        Await.until("phase " + phase, this::log, () -> state().phase() == phase);
    }

    private SavedState state() {
        return StateFile.read(directory.resolve("state")) instanceof StateFile.Content.Whole whole
                ? new SavedState(whole.values())
                : new SavedState(Map.of());
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("events.jsonl"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private int execute(String verb, String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = verb;
        arguments[1] = "--state-dir";
        arguments[2] = directory.toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Main.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
