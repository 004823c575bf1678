package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A watchdog in a JVM of its own, started by its command line. */
final class LiveWatchdog implements AutoCloseable {

    private final StateDirectoryView view;
    private final Process process;
    private final Path messages;
    private final Path workingDirectory;

    private LiveWatchdog(StateDirectoryView view, Process process, Path messages, Path workingDirectory) {
        this.view = view;
        this.process = process;
        this.messages = messages;
        this.workingDirectory = workingDirectory;
    }

    /** {@code run} with these options and this command. */
    static LiveWatchdog run(Path stateDirectory, List<String> options, List<String> command) throws IOException {
        return start(stateDirectory, runWords(stateDirectory, options, command));
    }

    static List<String> runWords(Path stateDirectory, List<String> options, List<String> command) {
        List<String> words = JavaCommand.of(Main.class, "run", "--state-dir", stateDirectory.toString());
        words.addAll(options);
        words.add("--");
        words.addAll(command);
        return words;
    }

    static LiveWatchdog start(Path stateDirectory, List<String> words) throws IOException {
        return start(stateDirectory, words, Map.of());
    }

    static LiveWatchdog start(Path stateDirectory, List<String> words, Map<String, String> environment)
            throws IOException {
        Path messages = Files.createTempFile("watchdog", ".log");
        Path workingDirectory = Files.createTempDirectory("watchdog");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(workingDirectory.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(messages.toFile());
        builder.environment().putAll(environment);
        return new LiveWatchdog(new StateDirectoryView(stateDirectory), builder.start(), messages, workingDirectory);
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

    /** Kills the watchdog, and its bot too where {@code bot} says so. Neither may leave anything in its working directory. */
    void close(boolean bot) throws IOException {
        kill();
        if (bot) {
            view.clear();
        }
        Files.deleteIfExists(messages);
        Files.deleteIfExists(workingDirectory);
    }

    @Override
    public void close() throws IOException {
        close(true);
    }
}
