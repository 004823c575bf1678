package io.tradingrecovery.watchdog;

import io.tradingrecovery.watchdog.client.WatchdogClient;
import io.tradingrecovery.watchdog.internal.engine.Mode;
import io.tradingrecovery.watchdog.internal.engine.Sidecar;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Has the calling bot watched by a JVM of its own. To be called once, early in the bot's {@code main}; a second call returns
 * the same client. Thread-safe.
 *
 * <pre>{@code
 * WatchdogClient client = Watchdog.sidecar(WatchdogConfig.builder()
 *         .stateDirectory(Path.of("watchdog-state"))
 *         .build());
 * HeartBeat beat = client.loop("strategy", Duration.ofSeconds(30));
 * }</pre>
 */
public final class Watchdog {

    private Watchdog() {}

    /**
     * Has this process watched, and started again with the identical command line, working directory and environment when
     * it dies or hangs. Returns once the watchdog has taken over. In a process that a watchdog started, this only connects.
     *
     * @throws UncheckedIOException if the state directory can't be used or the watchdog can't be started
     * @throws UnsupportedOperationException if the command line can't be found out or passed on unchanged
     */
    public static WatchdogClient sidecar(WatchdogConfig config) {
        return start(config, Mode.SIDECAR);
    }

    /**
     * Has this process watched, its threads dumped and it killed when it hangs; starting it again is left to systemd,
     * Kubernetes or whatever started it. Otherwise as {@link #sidecar}.
     */
    public static WatchdogClient guard(WatchdogConfig config) {
        return start(config, Mode.GUARD);
    }

    private static WatchdogClient start(WatchdogConfig config, Mode mode) {
        try {
            return Sidecar.start(config, mode);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The watchdog of " + config.stateDirectory() + " could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the watchdog was started", e);
        }
    }
}
