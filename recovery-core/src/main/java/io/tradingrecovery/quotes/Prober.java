package io.tradingrecovery.quotes;

import io.tradingrecovery.time.Scheduler.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Tests a failed provider in the background, so that no call pays for it. The gaps double from the shortest to the longest
 * while probes fail, and go on where they were when it fails again before it was healthy; after a good probe, or one that
 * a limit did not let through, the next follows at the shortest gap. With a bad key they are the longest until a probe is
 * good. Each gap is shortened by a random part of up to a half. Thread-safe.
 */
final class Prober {

    private static final int MOST_DOUBLINGS = 30;

    private final ChainSettings settings;
    private final ProviderLink link;
    private @Nullable Scheduled next;
    private volatile @Nullable Instant nextAt;
    private long round;
    private boolean running;
    private int doublings;

    Prober(ChainSettings settings, ProviderLink link) {
        this.settings = settings;
        this.link = link;
    }

    /** The provider failed. */
    void start(@Nullable HealthReason reason) {
        synchronized (this) {
            running = true;
            round++;
        }
        scheduleNext(reason == HealthReason.BAD_KEY, false);
    }

    /** The provider is back. */
    synchronized void pause() {
        running = false;
        round++;
        nextAt = null;
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    /** The provider is healthy: should it fail again, probing begins with the shortest gap. */
    synchronized void forgive() {
        doublings = 0;
    }

    /** When the next probe is due; absent while none is needed. */
    @Nullable
    Instant nextAt() {
        return nextAt;
    }

    private synchronized void scheduleNext(boolean badKey, boolean soon) {
        long base =
                soon ? settings.shortestProbeGapNanos() : badKey ? settings.longestProbeGapNanos() : growingGapNanos();
        Duration gap = Duration.ofNanos(
                Math.round(base * (0.5 + 0.5 * settings.random().getAsDouble())));
        long current = round;
        nextAt = settings.now().plus(gap);
        next = settings.scheduler().schedule(() -> probeSoon(current), gap);
    }

    private long growingGapNanos() {
        long gap = settings.shortestProbeGapNanos();
        for (int i = 0; i < doublings && gap < settings.longestProbeGapNanos(); i++) {
            gap *= 2;
        }
        return Math.min(gap, settings.longestProbeGapNanos());
    }

    private void probeSoon(long current) {
        try {
            settings.executor().execute(() -> probe(current));
        } catch (RejectedExecutionException e) {
            // The chain is closed: nobody needs to know.
        }
    }

    private void probe(long current) {
        ProviderCall call = new ProviderCall(
                settings,
                link,
                List.of(link.lastSymbol()),
                ProviderCall.Purpose.PROBE,
                settings.tick() + settings.attemptNanos(),
                (done, answer) -> probed(done, current));
        QuoteAnswer answer = call.begin();
        if (answer != null) {
            probed(call, current);
        }
    }

    /** Health is asked before the lock is taken: it calls {@link #start} with its own held. */
    private void probed(ProviderCall call, long current) {
        boolean badKey = link.health().reason() == HealthReason.BAD_KEY;
        boolean promising = link.health().goodProbes() > 0;
        synchronized (this) {
            if (running && round == current) {
                boolean soon = promising || !call.wasSent();
                if (!soon) {
                    doublings = Math.min(MOST_DOUBLINGS, doublings + 1);
                }
                scheduleNext(badKey, soon);
            }
        }
    }
}
