package io.tradingrecovery.watchdog.internal.beat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * How a bot is asked to end where the system has no signal for that, which is Windows: a file of the launch's name appears,
 * and the client library, which looks for it four times a second, ends the JVM in order.
 */
public final class StopFile {

    /** What a JVM ends with that is asked to end by a signal; so that both ways look alike. */
    private static final int AS_BY_SIGNAL = 143;

    private static final long POLL = Duration.ofMillis(250).toNanos();

    private StopFile() {}

    /** Whether a process can be asked to end only like this. */
    public static boolean isNeeded() {
        return File.separatorChar == '\\';
    }

    /** Asks the bot of a launch to end. */
    public static void request(Path stateDirectory, String launchId) throws IOException {
        Files.write(file(stateDirectory, launchId), new byte[0]);
    }

    /** Ends this JVM once it is asked to; looks on a daemon thread. */
    public static void obey(Path stateDirectory, String launchId) {
        Path file = file(stateDirectory, launchId);
        Thread thread = new Thread(
                () -> {
                    while (!Files.exists(file)) {
                        LockSupport.parkNanos(POLL);
                    }
                    System.exit(AS_BY_SIGNAL);
                },
                "recovery-watchdog-client-stop");
        thread.setDaemon(true);
        thread.start();
    }

    private static Path file(Path stateDirectory, String launchId) {
        return stateDirectory.resolve("stop-" + launchId);
    }
}
