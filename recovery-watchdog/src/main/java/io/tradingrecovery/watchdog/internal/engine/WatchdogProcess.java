package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.config.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What every watchdog process does around its {@link Supervisor}. */
public final class WatchdogProcess {

    /**
     * The flags that keep the watchdog's own JVM small; a jar's manifest can't carry them. One that is out of memory ends
     * with 1, the code of a watchdog that failed: by {@code ExitOnOutOfMemoryError} it would be 3, which means another.
     */
    public static final List<String> JVM_FLAGS = List.of(
            "-Xmx16m",
            "-Xms4m",
            "-Xmn1m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+CrashOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash");

    /** For what is still to be delivered once the bot is gone. */
    private static final Duration DELIVERY = Duration.ofSeconds(15);

    private WatchdogProcess() {}

    /**
     * To be called before the first process is started. The JDK's default mechanism runs a helper from the JDK's own
     * directory, and so can't start anything once that JDK is replaced by an update.
     */
    public static void prepare() {
        if (!Launcher.isWindows() && System.getProperty("jdk.lang.Process.launchMechanism") == null) {
            System.setProperty("jdk.lang.Process.launchMechanism", "FORK");
        }
    }

    /** Runs the supervisor to its end, and returns the exit code. A signal that ends this JVM stops the bot first. */
    public static int run(Supervisor supervisor) {
        Thread hook = new Thread(() -> stopBot(supervisor), "recovery-watchdog-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return supervisor.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return supervisor.exitCode();
        } catch (Exception e) {
            System.err.println("recovery-watchdog: " + describe(e, supervisor.stateDirectory()));
            return Supervisor.exitCode(e);
        }
    }

    /** How long a watchdog of this configuration may take to end when it is asked to. */
    public static Duration longestStop(WatchdogConfig config) {
        return Supervisor.longestStop(Options.parse(config.options())).plus(DELIVERY);
    }

    private static String describe(Exception failure, Path stateDirectory) {
        if (failure instanceof IOException) {
            return "the state directory " + stateDirectory + " can't be used: " + failure
                    + ". Make it writable for this user, make room on its disk, or name another with --state-dir.";
        }
        return failure instanceof WatchdogAlreadyRunningException
                ? String.valueOf(failure.getMessage())
                : "it failed, and a bot that runs is left running: " + failure;
    }

    private static void stopBot(Supervisor supervisor) {
        if (supervisor.hasEnded()) {
            return;
        }
        supervisor.requestStop("a signal to the watchdog");
        try {
            if (supervisor.awaitEnd(supervisor.longestStop().plus(DELIVERY))) {
                // Without this a stop that went as asked would end with the code of a signal.
                Runtime.getRuntime().halt(supervisor.exitCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
