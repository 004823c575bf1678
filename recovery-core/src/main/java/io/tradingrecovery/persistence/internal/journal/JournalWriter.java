package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.persistence.internal.storage.Storage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends records to a journal and makes them durable, many at a time. Thread-safe; the directory must be locked, and no
 * two writers may have it.
 *
 * <p>Each writer begins a segment of its own, with its first record and not before; nothing that exists is ever written
 * over. After a failed write or sync it goes on in a new segment. If that fails too, nothing is recorded until {@link
 * #resume()} works.
 */
public final class JournalWriter implements AutoCloseable {

    /** More records than the queue and the group before it can hold, since none is smaller than 32 bytes. */
    public static final long MOST_RECORDS_UNDER_WAY = 2 * AppendQueue.MAX_QUEUED_BYTES / 32;

    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    private final long epoch;
    private final JournalSettings settings;
    private final AppendQueue queue;
    private final JournalLog log;
    private final SegmentCatalog catalog;
    private final JournalThread thread;

    private JournalWriter(Storage storage, JournalContents contents, long above, JournalSettings settings) {
        this.settings = settings;
        this.epoch = contents.epoch() != 0 ? contents.epoch() : newEpoch();
        this.catalog = catalog(storage, contents);
        long highest = Math.max(above, Math.max(contents.highestSequenceSeen(), contents.witness()));
        List<JournalRecord> carried = renumbered(contents, highest);
        SegmentSupply supply = new SegmentSupply(storage, settings, nextNumber(contents), spares(contents));
        this.log = new JournalLog(epoch, contents.durableEnd(), contents.witness(), carried, supply, catalog);
        this.queue = new AppendQueue(settings, highest + carried.size() + 1);
        this.thread = new JournalThread(queue, log, settings);
    }

    /**
     * Continues the journal that was read, or begins one, and writes nothing yet.
     *
     * <p>Records that were read but are not known to be on disk are written again before the first new one, with new and
     * higher sequences; until then {@link #syncedSequence()} lies below them.
     *
     * @param contents what the journal in this directory holds; gaps in it are the caller's to judge, before
     * @param above every new sequence is greater than this one and every one that was read
     */
    public static JournalWriter open(Storage storage, JournalContents contents, long above, JournalSettings settings) {
        Objects.requireNonNull(storage, "storage");
        Objects.requireNonNull(contents, "contents");
        Objects.requireNonNull(settings, "settings");
        JournalWriter writer = new JournalWriter(storage, contents, above, settings);
        writer.thread.start();
        return writer;
    }

    /** The journal's epoch, for snapshots to name. */
    public long epoch() {
        return epoch;
    }

    /**
     * Queues a record and returns its ticket at once. Where its order among others matters, call this under the lock that
     * decides the order: the sequence is given, and the place in the queue taken, in one step.
     *
     * @param type anything but {@link RecordType#WITNESS}
     * @param payload at most 1 MiB, and what fits a segment; not copied, so it must not be changed any more
     * @throws io.tradingrecovery.errors.NotDurableException if the journal can't write, or the disk does not keep up
     * @throws IllegalArgumentException if the payload is too long
     * @throws IllegalStateException if the writer is closed
     */
    public Ticket append(RecordType type, byte[] payload) {
        if (type == RecordType.WITNESS) {
            throw new IllegalArgumentException("WITNESS is the writer's own; append another type");
        }
        if (payload.length > settings.maxPayloadBytes()) {
            throw new IllegalArgumentException("A " + type + " of " + payload.length + " bytes is longer than the "
                    + settings.maxPayloadBytes() + " that fit a record; shorten it");
        }
        return queue.append(type, payload);
    }

    /** Every record up to this sequence is durable, or void. */
    public long syncedSequence() {
        return log.syncedSequence();
    }

    /** Whether appends are taken: false from a second failure in a row until the journal resumes. */
    public boolean isDurable() {
        return !queue.isOutOfOrder();
    }

    /**
     * Tries to write again after the journal had given up; returns once a record is durable in a new segment. Call it
     * after a snapshot that holds what the journal has lost. Nothing happens if the journal is in order.
     *
     * @throws io.tradingrecovery.errors.TradingRecoveryException if the disk still fails
     * @throws IllegalStateException if the writer is closed
     */
    public void resume() {
        queue.appendTrial().ifPresent(Ticket::awaitDurable);
    }

    /**
     * Deletes the segments that hold nothing above a sequence, the oldest first and never the newest. A failure is logged,
     * and the next call tries again. Works on the disk, so call it from a thread that nobody interrupts.
     *
     * @param upTo the journal sequence of the oldest snapshot that is kept: a later one would take from a backup what it
     *     needs
     */
    public void trim(long upTo) {
        catalog.trim(upTo);
    }

    /**
     * Writes what is queued and a last witness, and ends the thread; waits for it, interrupted or not, for the time in the
     * settings. Idempotent. The background executor must be idle before the directory is unlocked.
     */
    @Override
    public void close() {
        queue.close();
        if (!thread.awaitEnd(settings.closeTimeout().toNanos())) {
            LOG.warn(
                    "The order journal is not closed after {}: the disk does not answer. Records up to {} are durable",
                    settings.closeTimeout(),
                    log.syncedSequence());
        }
    }

    private static long newEpoch() {
        SecureRandom random = new SecureRandom();
        long epoch = 0;
        while (epoch == 0) {
            epoch = random.nextLong();
        }
        return epoch;
    }

    private static SegmentCatalog catalog(Storage storage, JournalContents contents) {
        SegmentCatalog catalog = new SegmentCatalog(storage);
        for (SegmentInfo segment : contents.segments()) {
            if (segment.kind() == SegmentInfo.Kind.DATA || segment.kind() == SegmentInfo.Kind.UNREADABLE) {
                catalog.put(segment.number(), segment.lastSequence());
            }
        }
        return catalog;
    }

    private static List<String> spares(JournalContents contents) {
        return contents.segments().stream()
                .filter(segment -> segment.kind() == SegmentInfo.Kind.SPARE)
                .map(SegmentInfo::name)
                .toList();
    }

    private static long nextNumber(JournalContents contents) {
        return contents.segments().stream().mapToLong(SegmentInfo::number).max().orElse(0) + 1;
    }

    private static List<JournalRecord> renumbered(JournalContents contents, long highest) {
        List<JournalRecord> carried = new ArrayList<>();
        for (JournalRecord record : contents.records()) {
            if (record.sequence() > contents.witness() && record.type() != RecordType.WITNESS) {
                carried.add(new JournalRecord(highest + carried.size() + 1, record.type(), record.payload()));
            }
        }
        return List.copyOf(carried);
    }
}
