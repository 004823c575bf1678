package io.tradingrecovery.drill.exchange.http;

import java.time.Instant;

/** Times as nanoseconds since the epoch. */
final class Nanos {

    private Nanos() {}

    static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
