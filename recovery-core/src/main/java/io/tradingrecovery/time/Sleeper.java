package io.tradingrecovery.time;

import java.time.Duration;

/** Waits. Injected wherever this library would sleep, so that tests decide what time it is. Thread-safe. */
@FunctionalInterface
public interface Sleeper {

    /** The sleeper of the JVM, {@link Thread#sleep}. */
    Sleeper SYSTEM = duration -> Thread.sleep(Math.max(0, duration.toMillis()), duration.toNanosPart() % 1_000_000);

    /**
     * Returns once {@code duration} is over; at once if it is zero or negative.
     *
     * @throws InterruptedException if the thread was interrupted before or meanwhile
     */
    void sleep(Duration duration) throws InterruptedException;
}
