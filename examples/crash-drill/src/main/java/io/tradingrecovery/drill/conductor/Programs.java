package io.tradingrecovery.drill.conductor;

import io.tradingrecovery.drill.bot.BotSettings;
import io.tradingrecovery.drill.bot.DrillBot;
import io.tradingrecovery.drill.exchange.PaperExchange;
import io.tradingrecovery.watchdog.internal.cli.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The command lines of the drill's processes.
 *
 * @param mark what the bot's command line bears, so that it can be told from every other process
 * @param watchdogJar the watchdog as its users run it; absent to take it from the class path
 */
record Programs(String mark, @Nullable Path watchdogJar) {

    private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    Process exchange(Path directory, int port) throws IOException {
        List<String> command = java();
        command.addAll(classPath());
        command.add(PaperExchange.class.getName());
        command.addAll(List.of("--dir", directory.toString(), "--port", Integer.toString(port)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("errors.log").toFile()))
                .start();
    }

    Process watchdog(Path directory, Timers timers, BotSettings bot, Path log) throws IOException {
        List<String> command = watchdogCommand();
        command.addAll(List.of("run", "--state-dir", directory.toString(), "--name", "drill-bot"));
        command.addAll(timers.watchdogOptions());
        command.add("--");
        command.addAll(bot(DrillBot.class, bot));
        return logged(command, log).start();
    }

    /** Runs a verb of the watchdog, as {@code status}. Returns its exit code. */
    int watchdogVerb(String verb, Path directory, Path log) throws IOException, InterruptedException {
        List<String> command = watchdogCommand();
        command.addAll(List.of(verb, "--state-dir", directory.toString()));
        return logged(command, log).start().waitFor();
    }

    private List<String> watchdogCommand() {
        List<String> command = java();
        // As the watchdog's documentation recommends.
        command.addAll(List.of("-Xmx16m", "-Xms4m", "-Xmn1m", "-Djdk.lang.Process.launchMechanism=FORK"));
        command.addAll(
                watchdogJar == null
                        ? List.of("-cp", System.getProperty("java.class.path"), Main.class.getName())
                        : List.of("-jar", watchdogJar.toString()));
        return command;
    }

    /** A program with the bot's settings, such as the bot itself, without a watchdog. */
    Process alone(Class<?> program, BotSettings settings, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = logged(bot(program, settings), log);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static ProcessBuilder logged(List<String> command, Path log) {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private List<String> bot(Class<?> program, BotSettings settings) {
        List<String> command = java();
        // Before the class path, which is longer than what can be read of a foreign command line.
        command.add(mark);
        command.addAll(classPath());
        command.add(program.getName());
        command.addAll(List.of(settings.toArguments()));
        return command;
    }

    private static List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        return command;
    }

    private static List<String> classPath() {
        return List.of("-cp", System.getProperty("java.class.path"));
    }

    /** Kills a process for good and waits until it is gone, even if its parent stands still and can't take note of it. */
    static void kill(ProcessHandle process) {
        process.destroyForcibly();
        Waiting.until(
                Duration.ofSeconds(30),
                () -> process.isAlive() && process.info().command().isPresent() ? Optional.empty() : Optional.of(true));
    }

    /** Sends a signal, as {@code STOP}. */
    static void signal(String name, long pid) throws IOException, InterruptedException {
        run("kill", "-" + name, Long.toString(pid));
    }

    /**
     * Lets the kernel refuse a process every write beyond so many bytes of a file, or {@code unlimited} again. What it then
     * sees is what a full disk shows, on any file system and without rights that a user has not.
     */
    static void limitFiles(long pid, String bytes) throws IOException, InterruptedException {
        run("prlimit", "--pid", Long.toString(pid), "--fsize=" + bytes + ":unlimited");
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + exit);
        }
    }
}
