package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells systemd how the watchdog does. The JDK has no datagram sockets of the Unix domain, so {@code systemd-notify} speaks
 * for it, which is why the unit says {@code NotifyAccess=all}. Does nothing where {@code NOTIFY_SOCKET} is not set.
 */
final class Systemd {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private Systemd() {}

    static boolean isPresent() {
        return System.getenv("NOTIFY_SOCKET") != null;
    }

    /** Sends some assignments, such as {@code READY=1}. */
    static void notify(List<String> assignments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("systemd-notify"));
        command.addAll(assignments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            System.err.println("recovery-watchdog: systemd-notify can't be run, so systemd hears nothing: " + e);
        }
    }
}
