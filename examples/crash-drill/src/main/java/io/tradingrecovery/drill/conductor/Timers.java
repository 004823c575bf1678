package io.tradingrecovery.drill.conductor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long the drill's parts wait, far shorter than a bot in the field would.
 *
 * @param settle how long an order that was under way may take to appear
 * @param hang how long the bot's loop may be silent
 * @param backoff how long the watchdog waits before a restart
 * @param restarts how many restarts an hour the watchdog makes
 * @param starts how many starts in ten minutes the library takes for normal
 * @param patience how long a round may take before it has failed
 */
record Timers(Duration settle, Duration hang, Duration backoff, int restarts, int starts, Duration patience) {

    /** The drill's own. */
    static final Timers SHORT = new Timers(
            Duration.ofSeconds(3), Duration.ofSeconds(4), Duration.ZERO, 100_000, 100_000, Duration.ofSeconds(90));

    /** The same with the default limits. */
    static final Timers DEFAULT_LIMITS = new Timers(
            SHORT.settle(),
            SHORT.hang(),
            SHORT.backoff(),
            LimitScenarios.MOST_RESTARTS,
            LimitScenarios.NORMAL_STARTS,
            SHORT.patience());

    List<String> watchdogOptions() {
        return List.of(
                "--max-restarts",
                Integer.toString(restarts),
                "--window",
                "1h",
                "--backoff-initial",
                backoff.toMillis() + "ms",
                "--backoff-max",
                Math.max(backoff.toMillis(), 1) + "ms",
                "--hang-timeout",
                hang.toMillis() + "ms",
                "--stop-timeout",
                "2s",
                "--startup-timeout",
                "60s",
                "--ready",
                "heartbeat");
    }

    /** For the report. */
    Map<String, String> described() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("settle time", settle.toMillis() + " ms (60 s by default)");
        rows.put("hang timeout", hang.toMillis() + " ms (60 s by default)");
        rows.put("backoff", backoff.toMillis() + " ms (1 s, doubling, by default)");
        rows.put("restarts an hour", restarts + " (10 by default)");
        rows.put("starts in ten minutes", starts + " (5 by default)");
        rows.put("save interval", "1 s (60 s in the startup hook)");
        return rows;
    }
}
