package io.tradingrecovery.persistence;

import io.tradingrecovery.persistence.internal.journal.Ticket;
import java.util.concurrent.CompletableFuture;

/**
 * A journal record on its way to the disk. It may be dropped: records become durable in the order of their calls, whether
 * somebody waits or not. Safe for use by many threads.
 */
public final class JournalReceipt {

    private final Ticket ticket;

    JournalReceipt(Ticket ticket) {
        this.ticket = ticket;
    }

    /** The record's place in the journal. */
    public long sequence() {
        return ticket.sequence();
    }

    /**
     * Returns when the record is durable. An interrupt does not end the wait; the flag is kept.
     *
     * @return this receipt
     * @throws io.tradingrecovery.errors.NotDurableException if the journal could not begin to write it
     * @throws io.tradingrecovery.errors.StateStorageException if writing it failed, or the disk does not answer: it may or
     *     may not be found at the next start
     */
    public JournalReceipt awaitDurable() {
        ticket.awaitDurable();
        return this;
    }

    /** Completes with the sequence once the record is durable, or with what {@link #awaitDurable} throws. */
    public CompletableFuture<Long> whenDurable() {
        return ticket.whenDurable();
    }
}
