package io.tradingrecovery.watchdog.internal.engine;

import java.nio.file.Path;

/** Another watchdog holds the state directory. Use its verbs, or give this bot a directory of its own. */
public final class WatchdogAlreadyRunningException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WatchdogAlreadyRunningException(Path directory) {
        super("Another watchdog holds " + directory
                + ". Ask it with 'status', end it with 'stop', or give this bot a --state-dir of its own.");
    }
}
