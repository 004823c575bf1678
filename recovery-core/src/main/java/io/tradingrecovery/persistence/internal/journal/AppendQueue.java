package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.errors.NotDurableException;
import io.tradingrecovery.persistence.internal.storage.DiskErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where many threads leave records and one takes them, all at a time. Numbers and places in the queue are given in one
 * step, so records reach the disk in the order of their sequences. Thread-safe; {@link #take} is for one thread alone.
 */
final class AppendQueue {

    /** Beyond this the disk does not keep up, and more records would only fill the memory. */
    static final long MAX_QUEUED_BYTES = 64 << 20;

    /** A wait without an end. */
    static final long FOREVER = Long.MAX_VALUE;

    private static final byte[] NO_PAYLOAD = {};

    private final Object lock = new Object();
    private final JournalSettings settings;
    private List<Ticket> queued = new ArrayList<>();
    private List<Ticket> taken = new ArrayList<>();
    private CommitGroup group;
    private long queuedBytes;
    private long nextSequence;
    private boolean closed;
    private @Nullable Throwable outage;
    private @Nullable Thread sleeper;

    /** Everything that was queued at one moment. The list is valid until the next batch is taken. */
    record Batch(List<Ticket> tickets, CommitGroup group) {

        boolean isEmpty() {
            return tickets.isEmpty();
        }
    }

    AppendQueue(JournalSettings settings, long firstSequence) {
        this.settings = settings;
        this.nextSequence = firstSequence;
        this.group = new CommitGroup(settings.callbacks());
    }

    /** Appends a record; fails if the queue is closed, out of order, or full. */
    Ticket append(RecordType type, byte[] payload) {
        Ticket ticket;
        Thread woken;
        synchronized (lock) {
            if (outage != null) {
                throw notDurable("No " + type + " was recorded", outage);
            }
            requireOpen();
            if (queuedBytes + payload.length > MAX_QUEUED_BYTES) {
                throw new NotDurableException(
                        "No " + type + " was recorded: the order journal has " + queuedBytes
                                + " bytes waiting for the disk and takes no more. Wait until the disk keeps up.",
                        null);
            }
            ticket = add(type, payload);
            woken = sleeper;
            sleeper = null;
        }
        LockSupport.unpark(woken);
        return ticket;
    }

    /** Appends a record that tries whether the disk works again; empty if nothing says that it does not. */
    Optional<Ticket> appendTrial() {
        Ticket ticket;
        Thread woken;
        synchronized (lock) {
            requireOpen();
            if (outage == null) {
                return Optional.empty();
            }
            ticket = add(RecordType.WITNESS, NO_PAYLOAD);
            woken = sleeper;
            sleeper = null;
        }
        LockSupport.unpark(woken);
        return Optional.of(ticket);
    }

    /** Appends the writing thread's own record. */
    void appendWitness() {
        synchronized (lock) {
            add(RecordType.WITNESS, NO_PAYLOAD);
        }
    }

    /** Takes everything, waiting for it if there is nothing yet and the queue is open; an empty batch if none came. */
    Batch take(long waitNanos) {
        long start = System.nanoTime();
        while (true) {
            synchronized (lock) {
                long left = waitNanos - (System.nanoTime() - start);
                if (!queued.isEmpty() || closed || left <= 0) {
                    sleeper = null;
                    return swap();
                }
                sleeper = Thread.currentThread();
            }
            park(waitNanos, start);
        }
    }

    private void park(long waitNanos, long start) {
        if (waitNanos == FOREVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, waitNanos - (System.nanoTime() - start));
        }
        // An interrupt would end every further wait at once, and close the file that is written.
        Thread.interrupted();
    }

    /** From now on appends fail, and so does what is queued; {@code forEver} leaves no trial either. */
    void fail(Throwable cause, boolean forEver) {
        CommitGroup failed;
        synchronized (lock) {
            outage = cause;
            closed |= forEver;
            failed = group;
            group = new CommitGroup(settings.callbacks());
            queued.clear();
            queuedBytes = 0;
        }
        failed.fail(0, sequence -> notDurable("Record " + sequence + " was not recorded", cause));
    }

    /** Appends work again. */
    void reopen() {
        synchronized (lock) {
            outage = null;
        }
    }

    boolean isOutOfOrder() {
        synchronized (lock) {
            return outage != null;
        }
    }

    /** Takes no more records; what is queued can still be taken. */
    void close() {
        Thread woken;
        synchronized (lock) {
            closed = true;
            woken = sleeper;
            sleeper = null;
        }
        LockSupport.unpark(woken);
    }

    boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private Ticket add(RecordType type, byte[] payload) {
        Ticket ticket = new Ticket(nextSequence++, type, payload, group, settings.durableTimeout());
        queued.add(ticket);
        queuedBytes += payload.length;
        return ticket;
    }

    private Batch swap() {
        taken.clear();
        List<Ticket> full = queued;
        queued = taken;
        taken = full;
        Batch batch = new Batch(full, group);
        if (!full.isEmpty()) {
            group = new CommitGroup(settings.callbacks());
            queuedBytes = 0;
        }
        return batch;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "The order journal is closed and records nothing more. Append before it is closed.");
        }
    }

    private static NotDurableException notDurable(String what, Throwable cause) {
        return new NotDurableException(
                what + ": the order journal can't write (" + DiskErrors.inWords(cause)
                        + "). Free the disk; the journal resumes with the next acknowledged snapshot.",
                cause);
    }
}
