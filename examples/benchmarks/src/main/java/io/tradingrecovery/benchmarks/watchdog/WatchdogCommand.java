package io.tradingrecovery.benchmarks.watchdog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a watchdog is started for measuring: on this program's class path, which holds the same classes as its own jar. */
final class WatchdogCommand {

    /** The flags that the documentation recommends. */
    private static final List<String> FLAGS = List.of(
            "-Xmx16m",
            "-Xms4m",
            "-Xmn1m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+CrashOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-Djdk.lang.Process.launchMechanism=FORK");

    private WatchdogCommand() {}

    /** With the documented flags. */
    static List<String> documented(Path stateDirectory, List<String> options, List<String> command) {
        return words(FLAGS, stateDirectory, options, command);
    }

    /** As {@code java -jar} starts it, without any flag. */
    static List<String> plain(Path stateDirectory, List<String> options, List<String> command) {
        return words(List.of(), stateDirectory, options, command);
    }

    /** With the documented flags and some more. */
    static List<String> with(List<String> more, Path stateDirectory, List<String> options, List<String> command) {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.addAll(more);
        return words(flags, stateDirectory, options, command);
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static List<String> words(
            List<String> flags, Path stateDirectory, List<String> options, List<String> command) {
        List<String> words = new ArrayList<>(List.of(java()));
        words.addAll(flags);
        words.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                "io.tradingrecovery.watchdog.internal.cli.Main",
                "run",
                "--state-dir",
                stateDirectory.toString()));
        words.addAll(options);
        words.add("--");
        words.addAll(command);
        return words;
    }
}
