package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.nio.file.Path;

/** The main class of a watchdog that a bot starts beside itself. Its one argument is the state directory. */
public final class SidecarMain {

    private SidecarMain() {}

    /** Watches the bot that the state directory names. */
    public static void main(String[] arguments) throws IOException {
        WatchdogProcess.prepare();
        Path directory = Path.of(arguments[0]);
        Supervisor supervisor = new Supervisor(SidecarFile.config(directory), SidecarFile.mode(directory));
        System.exit(WatchdogProcess.run(supervisor));
    }
}
