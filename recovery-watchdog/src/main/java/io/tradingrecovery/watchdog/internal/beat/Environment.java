package io.tradingrecovery.watchdog.internal.beat;

import java.nio.file.Path;

/** The names that watchdog and bot agree on. */
public final class Environment {

    /** Names the launch; recovery writes it into its audit. */
    public static final String LAUNCH_ID = "RECOVERY_LAUNCH_ID";

    /** How many automatic restarts the window holds, 0 for a start that was asked for. */
    public static final String ATTEMPT = "RECOVERY_ATTEMPT";

    /** The watchdog's state directory. */
    public static final String STATE_DIRECTORY = "RECOVERY_STATE_DIR";

    /** Begins the names of variables that the watchdog's own JVM must not see, and that its bot gets without it. */
    public static final String FOR_BOT = "RECOVERY_FOR_BOT_";

    private Environment() {}

    /** The heartbeat file of a launch. */
    public static Path beatFile(Path stateDirectory, String launchId) {
        return stateDirectory.resolve("beats-" + launchId);
    }
}
