package io.tradingrecovery.watchdog.internal.engine;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/** Both clocks: the monotonic one decides, the other one is shown to people. Thread-safe. */
record Clocks(LongSupplier monotonic, Clock wall) {

    static final Clocks SYSTEM = new Clocks(System::nanoTime, Clock.systemUTC());

    long nanos() {
        return monotonic.getAsLong();
    }

    long wallMillis() {
        return wall.millis();
    }

    Instant instant() {
        return wall.instant();
    }
}
