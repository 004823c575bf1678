package io.tradingrecovery.time;

import java.time.Duration;

/**
 * Runs tasks later. Injected wherever this library waits, so that tests decide what time it is. Thread-safe.
 *
 * <p>Tasks run one after the other on the scheduler's own thread; a task that throws does not stop those after it.
 */
public interface Scheduler extends AutoCloseable {

    /** A task that was scheduled. */
    @FunctionalInterface
    interface Scheduled {
        /** Keeps the task from running, if it has not begun; idempotent. */
        void cancel();
    }

    /** Runs {@code task} once, {@code delay} from now; at once if the delay is zero or negative. */
    Scheduled schedule(Runnable task, Duration delay);

    /** Drops what has not begun; idempotent. Tasks scheduled later never run. */
    @Override
    void close();

    /** A scheduler with one daemon thread of this name. */
    static Scheduler daemon(String threadName) {
        return new DaemonScheduler(threadName);
    }
}
