package io.tradingrecovery.watchdog.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Ends what a bot leaves behind: a descendant may be the real bot, and then the next launch would be a second one. */
final class Leftovers {

    private static final Duration POLITE = Duration.ofSeconds(2);
    private static final Duration FORCED = Duration.ofSeconds(5);
    private static final long POLL_MILLIS = 5;

    private Leftovers() {}

    /** Ends the live processes of a launch, and returns how many survived that. */
    static int end(String launchId, EarlierPids before) throws InterruptedException {
        return end(() -> ProcessTraces.ofLaunch(launchId, before));
    }

    /** Ends the processes that {@code look} finds, and returns how many survived that. */
    static int end(Supplier<List<ProcessTraces.Trace>> look) throws InterruptedException {
        List<ProcessTraces.Trace> found = look.get();
        if (!found.isEmpty()) {
            signal(found, false);
            found = awaitNone(look, POLITE);
        }
        if (!found.isEmpty()) {
            signal(found, true);
            found = awaitNone(look, FORCED);
        }
        return found.size();
    }

    private static List<ProcessTraces.Trace> awaitNone(Supplier<List<ProcessTraces.Trace>> look, Duration patience)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        List<ProcessTraces.Trace> found = look.get();
        while (!found.isEmpty() && System.nanoTime() - end < 0) {
            Thread.sleep(POLL_MILLIS);
            found = look.get();
        }
        return found;
    }

    private static void signal(List<ProcessTraces.Trace> found, boolean forcibly) {
        for (ProcessTraces.Trace trace : found) {
            ProcessHandle.of(trace.pid()).ifPresent(process -> BotProcess.signal(process, forcibly));
        }
    }
}
