package io.tradingrecovery.watchdog;

import io.tradingrecovery.watchdog.client.HeartBeat;
import io.tradingrecovery.watchdog.client.WatchdogClient;
import java.nio.file.Path;
import java.time.Duration;

/** The README's code about the watchdog, compiled; a test of the core's holds the README to it. */
final class ReadmeExamples {

    private ReadmeExamples() {}

    static HeartBeat sidecar() {
        WatchdogClient client = Watchdog.sidecar(WatchdogConfig.builder()
                .stateDirectory(Path.of("watchdog-state"))
                .build());
        HeartBeat beat = client.loop("strategy", Duration.ofSeconds(30)); // silent for longer: dumped and restarted
        return beat;
    }
}
