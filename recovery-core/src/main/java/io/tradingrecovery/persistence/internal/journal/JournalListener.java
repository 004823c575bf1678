package io.tradingrecovery.persistence.internal.journal;

/**
 * Hears of a journal's trouble, on the executor given for callbacks, never on the thread that writes. What it throws is
 * logged and changes nothing.
 */
public interface JournalListener {

    /** A listener that does nothing. */
    JournalListener NONE = cause -> {};

    /** A segment was given up and a new one begun; a full snapshot should follow, since a group of records is lost. */
    void onSegmentPoisoned(Throwable cause);

    /** The journal can't make anything durable until {@link JournalWriter#resume()}; appends fail from now on. */
    default void onNotDurable(Throwable cause) {}
}
