package io.tradingrecovery.persistence.internal.journal;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of the journal, where groups are written: in which segment, continuing which record. After a failed write or
 * sync a segment is never touched again: the kernel may have dropped the bytes, and would report success the next time.
 * Confined to one thread, except {@link #syncedSequence()}.
 */
final class JournalLog {

    private static final Logger LOG = LoggerFactory.getLogger(JournalLog.class);

    private final long epoch;
    private final SegmentSupply supply;
    private final SegmentCatalog catalog;
    private final GroupBuffer buffer = new GroupBuffer();
    private List<JournalRecord> carried;
    private SegmentLink durableEnd;
    private volatile long syncedSequence;
    private long lastData;
    private long witnessed;
    private boolean onTrial;
    private @Nullable OpenSegment active;

    /**
     * Continues a journal, or begins one.
     *
     * @param epoch its epoch
     * @param durableEnd the record that the first new segment continues
     * @param syncedSequence what is durable, and was before this writer
     * @param carried records behind {@code durableEnd} that may not be on disk, under the numbers they get
     */
    JournalLog(
            long epoch,
            SegmentLink durableEnd,
            long syncedSequence,
            List<JournalRecord> carried,
            SegmentSupply supply,
            SegmentCatalog catalog) {
        this.epoch = epoch;
        this.durableEnd = durableEnd;
        this.syncedSequence = syncedSequence;
        this.carried = carried;
        this.supply = supply;
        this.catalog = catalog;
    }

    /** Every record up to this one is durable. Safe for use by any thread. */
    long syncedSequence() {
        return syncedSequence;
    }

    /** Whether the last group has no later record yet that shows it was durable. */
    boolean owesWitness() {
        return lastData > witnessed;
    }

    /**
     * Writes as many records as fit the segment, makes them durable, and gives the index of the first that is left.
     *
     * @throws NoSegmentException if there is no segment to write to
     * @throws IOException if the write or the sync failed; the segment is given up then
     */
    int write(List<Ticket> tickets, int from) throws IOException {
        OpenSegment segment = segmentFor(tickets.get(from));
        buffer.clear();
        if (segment.position() == 0) {
            buffer.add(headerOf(segment, tickets.get(from).sequence()));
        }
        int room = segment.room();
        int crc = durableEnd.crc();
        int next = from;
        while (next < tickets.size() && RecordFormat.sizeOf(tickets.get(next).payload().length) <= room) {
            Ticket ticket = tickets.get(next);
            room -= RecordFormat.sizeOf(ticket.payload().length);
            crc = buffer.add(epoch, ticket.sequence(), syncedSequence, crc, ticket.type(), ticket.payload());
            ticket.release();
            next++;
        }
        long last = tickets.get(next - 1).sequence();
        try {
            segment.append(buffer.written());
        } catch (IOException e) {
            giveUp(segment, last);
            throw e;
        }
        onTrial = false;
        synced(segment, last, crc, lastDataOf(tickets, from, next));
        return next;
    }

    /**
     * After a segment was given up, makes sure that there is another.
     *
     * @throws NoSegmentException if none can be made, or the one given up had itself replaced another and held nothing
     */
    void startOver(IOException cause) throws NoSegmentException {
        if (onTrial) {
            throw new NoSegmentException(cause);
        }
        onTrial = true;
        try {
            supply.require();
        } catch (IOException e) {
            throw new NoSegmentException(e);
        }
    }

    /** Has the next segment prepared, if this one is more than half full. */
    void prepareAhead() {
        if (active != null && active.isMoreThanHalfFull()) {
            supply.prepareAhead();
        }
    }

    /** Closes what is open; what is not durable by now is given up. */
    void close() {
        if (active != null) {
            active.close();
            active = null;
        }
        supply.close();
    }

    private OpenSegment segmentFor(Ticket ticket) throws IOException {
        OpenSegment segment = active;
        while (segment == null || !takes(segment, ticket)) {
            segment = next();
        }
        return segment;
    }

    /** Whether a record fits and, since numbers in a segment have no holes, is the next one there. */
    private boolean takes(OpenSegment segment, Ticket ticket) {
        boolean continues = segment.position() == 0 || ticket.sequence() == durableEnd.sequence() + 1;
        return continues && segment.room() >= RecordFormat.sizeOf(ticket.payload().length);
    }

    private OpenSegment next() throws IOException {
        if (active != null) {
            active.close();
            catalog.put(active.number(), durableEnd.sequence());
            active = null;
        }
        OpenSegment segment = take();
        active = segment;
        // Nothing of it may be removed while it grows.
        catalog.put(segment.number(), Long.MAX_VALUE);
        if (!carried.isEmpty()) {
            carryOver(segment);
        }
        return segment;
    }

    private OpenSegment take() throws NoSegmentException {
        int bytes = SegmentHeader.PAGE_BYTES;
        for (JournalRecord record : carried) {
            bytes += RecordFormat.sizeOf(record.payload().length);
        }
        OpenSegment segment;
        try {
            return supply.take(bytes);
        } catch (IOException first) {
            try {
                segment = supply.take(bytes);
            } catch (IOException second) {
                second.addSuppressed(first);
                onTrial = true;
                throw new NoSegmentException(second);
            }
            LOG.warn("A journal segment could not be made; the next attempt worked", first);
        }
        return segment;
    }

    /**
     * Moves the records that may not be on disk into a new segment. They are durable there before its header says that
     * what follows {@code durableEnd} elsewhere is void: a power failure in between leaves the originals in force.
     */
    private void carryOver(OpenSegment segment) throws IOException {
        long last = carried.get(carried.size() - 1).sequence();
        int crc = durableEnd.crc();
        buffer.clear();
        for (JournalRecord record : carried) {
            crc = buffer.add(epoch, record.sequence(), syncedSequence, crc, record.type(), record.payload());
        }
        int end = SegmentHeader.PAGE_BYTES + buffer.size();
        try {
            segment.write(buffer.written(), SegmentHeader.PAGE_BYTES);
            buffer.clear();
            buffer.add(headerOf(segment, carried.get(0).sequence()));
            segment.write(buffer.written(), 0);
        } catch (IOException e) {
            giveUp(segment, last);
            throw e;
        }
        segment.moveTo(end);
        carried = List.of();
        synced(segment, last, crc, last);
    }

    private SegmentHeader headerOf(OpenSegment segment, long firstSequence) {
        return new SegmentHeader(segment.size(), epoch, segment.number(), firstSequence, durableEnd);
    }

    private void synced(OpenSegment segment, long last, int crc, long newestData) {
        witnessed = syncedSequence;
        lastData = Math.max(lastData, newestData);
        durableEnd = new SegmentLink(segment.number(), last, crc);
        syncedSequence = last;
    }

    private void giveUp(OpenSegment segment, long lastSequence) {
        segment.close();
        catalog.put(segment.number(), lastSequence);
        active = null;
    }

    private static long lastDataOf(List<Ticket> tickets, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (tickets.get(i).type() != RecordType.WITNESS) {
                return tickets.get(i).sequence();
            }
        }
        return 0;
    }
}
