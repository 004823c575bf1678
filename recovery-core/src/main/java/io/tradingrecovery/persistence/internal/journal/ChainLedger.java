package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.errors.StateRefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The account of a journal while it is read: what was found, what is lost, and what the next record must continue. */
final class ChainLedger {

    private final Path directory;
    private final long witness;
    private final long needAfter;
    private final List<JournalRecord> records = new ArrayList<>();
    private final List<JournalGap> gaps = new ArrayList<>();
    private final List<FileProblem> problems = new ArrayList<>();

    private SegmentLink lastRead = SegmentLink.NONE;
    private SegmentLink durableEnd = SegmentLink.NONE;
    private boolean started;
    private long accounted;
    private int previousCrc;
    private boolean previousCrcKnown;

    ChainLedger(Path directory, long witness, long needAfter) {
        this.directory = directory;
        this.witness = witness;
        this.needAfter = needAfter;
        this.accounted = needAfter;
        this.previousCrcKnown = needAfter == 0;
    }

    /** Whether a record or a link was met already. */
    boolean isStarted() {
        return started;
    }

    /** The last sequence that was read, lost, or not needed in the first place. */
    long accounted() {
        return accounted;
    }

    /** Whether a record was durable once. */
    boolean wasDurable(long sequence) {
        return sequence <= witness;
    }

    /** Whether a record names the CRC of the one before it, as far as that is known. */
    boolean continues(FoundRecord record) {
        return !previousCrcKnown || record.previousCrc() == previousCrc;
    }

    /** As {@link #continues}, but an unknown CRC does not count. */
    boolean provablyContinues(FoundRecord record) {
        return previousCrcKnown && record.previousCrc() == previousCrc;
    }

    /** Whether the record before the next one was read, and not only heard of. */
    boolean previousWasRead() {
        return lastRead.sequence() > 0 && lastRead.sequence() == accounted;
    }

    /** Takes a record over. */
    void accept(long segment, String name, FoundRecord found, SegmentImage image) {
        RecordType type = RecordType.of(found.typeCode())
                .orElseThrow(() -> new StateRefusedException(
                        new FileProblem(
                                directory.resolve(name),
                                FileProblem.Kind.REFUSED,
                                "record " + found.sequence() + " has the type " + found.typeCode()
                                        + ", which this build does not know"),
                        "Use the build that wrote it, or a newer one."));
        if (found.sequence() > needAfter) {
            records.add(new JournalRecord(found.sequence(), type, image.payload(found)));
        }
        lastRead = new SegmentLink(segment, found.sequence(), found.crc());
        if (wasDurable(found.sequence())) {
            durableEnd = lastRead;
        }
        moveTo(found.sequence(), found.crc());
    }

    /** Goes on behind a link that was checked. */
    void join(SegmentLink link) {
        moveTo(link.sequence(), link.crc());
    }

    /** Gives up the records up to one, both included; nothing happens if there are none. */
    void lose(Place place, long first, long lastLost) {
        if (first > lastLost) {
            return;
        }
        lose(new JournalGap(place.segment(), place.offset(), first, lastLost, place.reason()));
    }

    /** Gives up the records from one on, up to the witness at least. */
    void loseFrom(Place place, long first) {
        lose(new JournalGap(place.segment(), place.offset(), first, Math.max(first, witness), place.reason(), true));
    }

    private void lose(JournalGap gap) {
        gaps.add(gap);
        started = true;
        accounted = gap.lastLost();
        previousCrcKnown = false;
    }

    /** Gives up the record that was read last, because the one after it continues another. */
    void withdraw(Place place) {
        long sequence = lastRead.sequence();
        if (!records.isEmpty() && records.get(records.size() - 1).sequence() == sequence) {
            records.remove(records.size() - 1);
        }
        lose(place, sequence, sequence);
    }

    /** Notes damage that lost no record. */
    void problem(String segment, String reason) {
        problems.add(new FileProblem(directory.resolve(segment), FileProblem.Kind.DAMAGED, reason));
    }

    List<JournalRecord> records() {
        return records;
    }

    List<JournalGap> gaps() {
        return gaps;
    }

    List<FileProblem> problems() {
        return problems;
    }

    /** The last record that was read, needed or not. */
    SegmentLink lastRead() {
        return lastRead;
    }

    /** The last record that was read and is known to be durable. */
    SegmentLink durableEnd() {
        return durableEnd;
    }

    private void moveTo(long sequence, int crc) {
        started = true;
        accounted = sequence;
        previousCrc = crc;
        previousCrcKnown = true;
    }

    /** A place in a segment, and what is wrong there: a clause for the operator. */
    record Place(String segment, long offset, String reason) {}
}
