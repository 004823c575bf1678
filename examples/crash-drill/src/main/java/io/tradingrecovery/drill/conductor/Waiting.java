package io.tradingrecovery.drill.conductor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something to be seen. */
final class Waiting {

    private static final long LOOK_NANOS = 5_000_000;

    private Waiting() {}

    /** Looks until there is something, or the time is over. */
    static <T> Optional<T> until(Duration most, Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + most.toNanos();
        Optional<T> seen = look.get();
        while (seen.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
            seen = look.get();
        }
        return seen;
    }

    /**
     * Looks until it is so.
     *
     * @throws IllegalStateException with this message if the time is over before
     */
    static void require(Duration most, BooleanSupplier look, String otherwise) {
        if (until(most, () -> look.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isEmpty()) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** Lets time pass. */
    static void pass(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
