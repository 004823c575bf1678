package io.tradingrecovery.benchmarks.watchdog;

import io.tradingrecovery.watchdog.Watchdog;
import io.tradingrecovery.watchdog.WatchdogConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A bot that starts its own watchdog, says its pid, and sleeps. */
public final class SidecarHost {

    private SidecarHost() {}

    /** The state directory, the named pipe to say the pid through, and the command that is to follow this bot. */
    public static void main(String[] arguments) throws Exception {
        Watchdog.sidecar(WatchdogConfig.builder()
                .stateDirectory(Path.of(arguments[0]))
                .command(List.of(arguments).subList(2, arguments.length))
                .backoffInitial(Duration.ZERO)
                .build());
        NewMain.main(new String[] {arguments[1]});
    }
}
