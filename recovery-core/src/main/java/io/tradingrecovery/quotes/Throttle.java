package io.tradingrecovery.quotes;

import io.tradingrecovery.time.Scheduler.Scheduled;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when a provider wants no requests. What it says is turned into a time to wait at once, so that a clock that is set
 * later changes nothing. Thread-safe.
 */
final class Throttle {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration UNTOLD = Duration.ofMinutes(1);
    private static final Duration LONGEST_UNTOLD = Duration.ofMinutes(5);

    /** What nobody asked; nothing is sent until a tick. */
    private record Closed(long untilTick, Instant until, QuoteAnswer answer) {}

    private final ChainSettings settings;
    private final String name;
    private final HealthTracker health;
    private volatile @Nullable Closed closed;
    private @Nullable Scheduled reopening;
    private int untoldInARow;

    Throttle(ChainSettings settings, String name, HealthTracker health) {
        this.settings = settings;
        this.name = name;
        this.health = health;
    }

    /** The answer of a provider that is not asked; absent if it may be. */
    @Nullable
    QuoteAnswer refusal(long now) {
        Closed current = closed;
        return current == null || now - current.untilTick() >= 0 ? null : current.answer();
    }

    /** Until when nothing is sent; absent if that is over. */
    @Nullable
    Instant until(long now) {
        Closed current = closed;
        return current == null || now - current.untilTick() >= 0 ? null : current.until();
    }

    /** Sends nothing before {@code resetAt}, or for a while where that is not known; never less than promised before. */
    synchronized void close(@Nullable Instant resetAt) {
        Instant now = settings.now();
        Duration wait = resetAt == null ? untold() : clamp(Duration.between(now, resetAt));
        long until = settings.tick() + wait.toNanos();
        Closed current = closed;
        if (current != null && current.untilTick() - until >= 0) {
            return;
        }
        Instant reset = now.plus(wait);
        closed = new Closed(
                until,
                reset,
                QuoteAnswer.failed(
                        QuoteFailure.rateLimited(name + " wants no requests before its limit resets", reset)));
        health.throttled(true);
        if (reopening != null) {
            reopening.cancel();
        }
        reopening = settings.scheduler().schedule(this::reopenIfDue, wait);
    }

    /** A request was answered: the next limit without a time begins with the shortest wait again. */
    void passed() {
        if (untoldInARow > 0) {
            forget();
        }
    }

    private synchronized void forget() {
        untoldInARow = 0;
    }

    /** Waits for nothing any more. */
    synchronized void stop() {
        if (reopening != null) {
            reopening.cancel();
            reopening = null;
        }
    }

    private synchronized void reopenIfDue() {
        Closed current = closed;
        if (current == null) {
            return;
        }
        long left = current.untilTick() - settings.tick();
        if (left > 0) {
            reopening = settings.scheduler().schedule(this::reopenIfDue, Duration.ofNanos(left));
        } else {
            closed = null;
            health.throttled(false);
        }
    }

    private Duration untold() {
        Duration wait = UNTOLD.multipliedBy(1L << Math.min(untoldInARow++, 3));
        return wait.compareTo(LONGEST_UNTOLD) > 0 ? LONGEST_UNTOLD : wait;
    }

    private static Duration clamp(Duration wait) {
        return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
