package io.tradingrecovery.recovery;

/**
 * Tells a person. Implementations must be safe for use by many threads and should return at once: what takes time belongs
 * on a thread of their own. One that throws breaks nothing; it is logged, counted and shown in the report.
 */
@FunctionalInterface
public interface AlertSink {

    /** Tells a person of {@code alert}. */
    void alert(Alert alert);

    /** The sink that writes to the log, which is always told. */
    static AlertSink logging() {
        return LoggingAlertSink.INSTANCE;
    }
}
