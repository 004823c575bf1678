package io.tradingrecovery.time;

/** A clock for measuring how long something took: it only goes forward, and its zero means nothing. Thread-safe. */
@FunctionalInterface
public interface Ticker {

    /** The ticker of the JVM, {@link System#nanoTime}. */
    Ticker SYSTEM = System::nanoTime;

    /** Nanoseconds since some fixed moment. */
    long nanos();
}
