package io.tradingrecovery.watchdog.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** The clocks of the system, each of which a test may move at any moment. */
final class ShiftedClocks {

    private final AtomicLong monotonicShift = new AtomicLong();
    private final AtomicLong wallShift = new AtomicLong();

    Clocks clocks() {
        return new Clocks(() -> System.nanoTime() + monotonicShift.get(), new Wall());
    }

    /** As if this much time had passed, in which the watchdog did not run. */
    void pass(Duration time) {
        monotonicShift.addAndGet(time.toNanos());
    }

    /** As if somebody had moved the clock on the wall, forward or back. */
    void moveWall(Duration by) {
        wallShift.addAndGet(by.toMillis());
    }

    private final class Wall extends Clock {
        @Override
        public Instant instant() {
            return Instant.now().plusMillis(wallShift.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
