package io.tradingrecovery.watchdog.internal.beat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the counters of one launch's loops with the watcher's own monotonic clock. A loop's deadline starts when the
 * watcher first sees it, when its counter changes, when it pauses, and when the watcher itself was late. For one thread.
 */
public final class BeatMonitor {

    private final long hangTimeout;
    private final Map<Integer, Pulse> pulses = new HashMap<>();

    /** A monitor for loops that may be silent for {@code hangTimeout} nanoseconds where they don't say otherwise. */
    public BeatMonitor(long hangTimeout) {
        this.hangTimeout = hangTimeout;
    }

    /** The loop that is silent beyond its limit by the most, if any. {@code now} is in nanoseconds. */
    public Optional<Silence> look(BeatSnapshot snapshot, long now) {
        Silence worst = null;
        long worstExcess = 0;
        for (BeatSnapshot.Loop loop : snapshot.loops()) {
            Pulse pulse = pulses.get(loop.slot());
            boolean silent =
                    pulse != null && pulse.count == loop.count() && pulse.name.equals(loop.name()) && !loop.paused();
            if (pulse == null || !silent) {
                pulses.put(loop.slot(), new Pulse(loop.name(), loop.count(), now));
            } else {
                long silence = now - pulse.since;
                long excess = silence - limit(loop);
                if (excess > worstExcess) {
                    worstExcess = excess;
                    worst = new Silence(loop.name(), silence);
                }
            }
        }
        pulses.keySet().removeIf(slot -> snapshot.loops().stream().noneMatch(loop -> loop.slot() == slot));
        return Optional.ofNullable(worst);
    }

    /** Starts every deadline anew. */
    public void rearm(long now) {
        pulses.replaceAll((slot, pulse) -> new Pulse(pulse.name, pulse.count, now));
    }

    private long limit(BeatSnapshot.Loop loop) {
        return loop.silence() > 0 ? Duration.ofMillis(loop.silence()).toNanos() : hangTimeout;
    }

    /** A loop that missed its deadline, and for how many nanoseconds it is silent. */
    public record Silence(String loop, long nanos) {}

    private record Pulse(String name, long count, long since) {}
}
