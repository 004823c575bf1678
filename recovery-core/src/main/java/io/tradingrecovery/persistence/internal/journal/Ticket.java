package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.errors.StateStorageException.Durability;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A record that was appended and is on its way to the disk. Safe for use by several threads. */
public final class Ticket {

    private static final byte[] NOTHING = {};

    private final long sequence;
    private final RecordType type;
    private final CommitGroup group;
    private final Duration timeout;
    private byte[] payload;

    Ticket(long sequence, RecordType type, byte[] payload, CommitGroup group, Duration timeout) {
        this.sequence = sequence;
        this.type = type;
        this.payload = payload;
        this.group = group;
        this.timeout = timeout;
    }

    /** The record's place in the journal. */
    public long sequence() {
        return sequence;
    }

    /**
     * Returns when the record is durable. An interrupt does not end the wait; the flag is kept.
     *
     * @throws StateStorageException if its write or sync failed, or the disk did not answer in time: it may or may not be
     *     found at the next start
     * @throws io.tradingrecovery.errors.NotDurableException if the journal could not even begin to write it
     */
    public void awaitDurable() {
        if (!group.await(timeout.toNanos())) {
            throw new StateStorageException(
                    "Record " + sequence + " of the order journal is not durable after " + timeout
                            + ": the disk does not answer. Take it for not recorded, and look at the disk.",
                    Durability.UNKNOWN,
                    null);
        }
        group.failureOf(sequence).ifPresent(failure -> {
            throw failure;
        });
    }

    /**
     * A future that is completed with the sequence when the record is durable, or with the exception {@link
     * #awaitDurable()} throws, and without a timeout. What hangs on it runs on the executor given for callbacks.
     */
    public CompletableFuture<Long> whenDurable() {
        CompletableFuture<Long> future = new CompletableFuture<>();
        group.whenDone(() -> group.failureOf(sequence)
                .ifPresentOrElse(future::completeExceptionally, () -> future.complete(sequence)));
        return future;
    }

    RecordType type() {
        return type;
    }

    /** The payload, until it is released; only for the thread that writes. */
    byte[] payload() {
        return payload;
    }

    /** Lets go of the payload, since a caller may keep the ticket; only for the thread that writes. */
    void release() {
        payload = NOTHING;
    }
}
