package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A watchdog in a JVM of its own, started by its command line. */
final class LiveWatchdog implements AutoCloseable {

    private final StateDirectoryView view;
    private final Process process;
    private final Path messages;

    private LiveWatchdog(StateDirectoryView view, Process process, Path messages) {
        this.view = view;
        this.process = process;
        this.messages = messages;
    }

    /** {@code run} with these options and this command. */
    static LiveWatchdog run(Path stateDirectory, List<String> options, List<String> command) throws IOException {
        List<String> words = JavaCommand.of(Main.class, "run", "--state-dir", stateDirectory.toString());
        words.addAll(options);
        words.add("--");
        words.addAll(command);
        return start(stateDirectory, words);
    }

    static LiveWatchdog start(Path stateDirectory, List<String> words) throws IOException {
        Path messages = Files.createTempFile("watchdog", ".log");
        Process process = new ProcessBuilder(words)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile())
                .start();
        return new LiveWatchdog(new StateDirectoryView(stateDirectory), process, messages);
    }

    StateDirectoryView view() {
        return view;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until this watchdog, and not an earlier one, has written its state. */
    void awaitTakenOver() throws Exception {
        Await.until(
                "the watchdog has begun",
                () -> view.diagnosis() + messages(),
                () -> !process.isAlive() || view.state().number("watchdogPid") == process.pid());
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void signal(String name) throws Exception {
        signal(name, process.pid());
    }

    static void signal(String name, long pid) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    }

    int awaitExit() throws Exception {
        Await.until("the watchdog has ended", () -> view.diagnosis() + messages(), () -> !process.isAlive());
        return process.exitValue();
    }

    String messages() {
        try {
            return Files.readString(messages);
        } catch (IOException e) {
            return e.toString();
        }
    }

    static List<String> words(String... words) {
        return new ArrayList<>(List.of(words));
    }

    /** Kills the watchdog, and its bot too where {@code bot} says so. */
    void close(boolean bot) throws IOException {
        kill();
        if (bot) {
            view.clear();
        }
        Files.deleteIfExists(messages);
    }

    @Override
    public void close() throws IOException {
        close(true);
    }
}
