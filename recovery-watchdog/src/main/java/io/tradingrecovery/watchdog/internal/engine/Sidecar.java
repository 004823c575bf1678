package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.client.WatchdogClient;
import io.tradingrecovery.watchdog.internal.beat.Environment;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a watchdog beside the bot that calls it. */
public final class Sidecar {

    /** A machine that starts everything at once may take long to start a JVM; a bot that gave up would not start at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long POLL_MILLIS = 10;

    private Sidecar() {}

    /** Has this process watched, and returns its line to the watchdog. A process that is watched already stays so. */
    public static WatchdogClient start(WatchdogConfig config, Mode mode) throws IOException, InterruptedException {
        WatchdogClient already = WatchdogClient.connect();
        if (already.isSupervised()) {
            return already;
        }
        List<String> command = config.command().isEmpty() ? CommandLines.ofThisProcess() : config.command();
        Optional<String> refusal = CommandLines.refusal(command);
        if (refusal.isPresent()) {
            throw new UnsupportedOperationException(refusal.get());
        }
        Optional<String> output = Preflight.output(config);
        if (output.isPresent()) {
            throw new IOException(output.get());
        }
        StateDirectory directory = StateDirectory.prepare(config.stateDirectory());
        endIdleWatchdog(directory);
        WatchdogClient client = WatchdogClient.connect(directory.path());
        SidecarFile.write(config, mode, command);
        Process watchdog = launch(directory.path());
        await(watchdog, directory);
        return client;
    }

    /** A watchdog without a bot, such as one that has given up, would start a second bot one day. */
    private static void endIdleWatchdog(StateDirectory directory) throws IOException, InterruptedException {
        Optional<SavedState> state = state(directory);
        if (state.isEmpty()
                || !state.get().isWatchdogAlive()
                || state.get().phase().hasBot()) {
            return;
        }
        ControlFiles.request(directory.path(), "stop", "a bot that was started by hand");
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (state.get().isWatchdogAlive() && System.nanoTime() - end < 0) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static Process launch(Path directory) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", Launcher.isWindows() ? "java.exe" : "java")
                .toString());
        words.addAll(WatchdogProcess.JVM_FLAGS);
        words.addAll(List.of(
                "-cp", EngineJar.prepare(directory).toString(), SidecarMain.class.getName(), directory.toString()));
        ProcessBuilder builder = new ProcessBuilder(words);
        // Meant for the bot's JVM, agents and debug ports among them, they are kept from the watchdog's.
        Map<String, String> environment = builder.environment();
        for (String name : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
            String value = environment.remove(name);
            if (value != null) {
                environment.put(Environment.FOR_BOT + name, value);
            }
        }
        builder.redirectInput(Redirect.from(new File(Launcher.isWindows() ? "NUL" : "/dev/null")));
        builder.redirectErrorStream(true)
                .redirectOutput(
                        Redirect.appendTo(directory.resolve("watchdog.log").toFile()));
        return builder.start();
    }

    private static void await(Process watchdog, StateDirectory directory) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            Optional<SavedState> state = state(directory);
            if (state.isPresent()
                    && state.get().number("watchdogPid") == watchdog.pid()
                    && state.get().phase() != Phase.INIT) {
                return;
            }
            if (!watchdog.isAlive()) {
                throw new IOException("The watchdog ended with exit code " + watchdog.exitValue() + "; read "
                        + directory.path().resolve("watchdog.log"));
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IOException("The watchdog did not begin within " + PATIENCE.toSeconds() + " s; read "
                + directory.path().resolve("watchdog.log"));
    }

    private static Optional<SavedState> state(StateDirectory directory) {
        return StateFile.read(directory.state()) instanceof StateFile.Content.Whole whole
                ? Optional.of(new SavedState(whole.values()))
                : Optional.empty();
    }
}
