package io.tradingrecovery.watchdog.internal.engine;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for something that happens in another process. The limit is generous: it ends a broken test, and tells nothing. */
public final class Await {

    /** Longer than anything takes on the busiest machine. */
    public static final Duration LIMIT = Duration.ofMinutes(3);

    private Await() {}

    /** Looks at {@code condition} until it is true. */
    public static void until(String what, Supplier<String> diagnosis, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end >= 0) {
                throw new AssertionError("Not within " + LIMIT + ": " + what + "\n" + diagnosis.get());
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
