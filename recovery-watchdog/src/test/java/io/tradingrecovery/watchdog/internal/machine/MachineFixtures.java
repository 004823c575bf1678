package io.tradingrecovery.watchdog.internal.machine;

import io.tradingrecovery.watchdog.OrphanPolicy;
import java.time.Duration;

/** Settings with the documented defaults, for tests of the reducer. */
final class MachineFixtures {

    private MachineFixtures() {}

    static Settings defaults() {
        return settings(OrphanPolicy.ADOPT, true, Duration.ofSeconds(1));
    }

    static Settings settings(OrphanPolicy orphan, boolean restarts, Duration backoffInitial) {
        return new Settings(
                "w",
                10,
                Duration.ofHours(1).toNanos(),
                backoffInitial.toNanos(),
                Duration.ofSeconds(300).toNanos(),
                Duration.ofMinutes(10).toNanos(),
                Duration.ofMinutes(5).toNanos(),
                Duration.ofSeconds(5).toNanos(),
                Duration.ofSeconds(30).toNanos(),
                Duration.ofSeconds(30).toNanos(),
                Duration.ofSeconds(10).toNanos(),
                Duration.ofHours(1).toNanos(),
                orphan,
                ExitRules.DEFAULT,
                restarts);
    }
}
