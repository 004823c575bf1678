package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.persistence.internal.journal.ChainLedger.Place;
import java.util.Map;
import java.util.Optional;

/**
 * Follows a journal from record to record, segment by segment in the order of their numbers, and judges where it breaks.
 * Where the record that should come next lies above the witness, it was never acknowledged: the journal ends there,
 * whatever follows. At or below the witness it is lost, and reading goes on behind it. Confined to one thread.
 */
final class JournalChain {

    private static final int STOP = -1;

    private final long epoch;
    private final long witness;
    private final long needAfter;
    private final Map<Long, SegmentInfo.Kind> present;
    private final ChainLedger ledger;
    private final TailCollector tail;

    private Place stopped = new Place(SegmentName.of(1), 0, "no segment of the journal is left");
    private boolean ended;

    /** {@code present} has the number of each segment file there is. */
    JournalChain(
            long epoch,
            long witness,
            long needAfter,
            Map<Long, SegmentInfo.Kind> present,
            ChainLedger ledger,
            TailCollector tail) {
        this.epoch = epoch;
        this.witness = witness;
        this.needAfter = needAfter;
        this.present = present;
        this.ledger = ledger;
        this.tail = tail;
    }

    /** Reads the next segment. */
    void follow(ChainStep step, SegmentImage image) {
        if (ended) {
            tail.add(step.scan().name(), image, 0);
            return;
        }
        walk(step, image, enter(step));
        if (step.scan().headerOf(epoch).isEmpty() && holdsDurable(step)) {
            ledger.problem(step.scan().name(), "its header page is damaged");
        }
    }

    /** Ends the reading: whatever was durable and did not appear is lost. */
    void finish() {
        ledger.lose(stopped, ledger.accounted() + 1, witness);
    }

    /** Checks what the segment continues, and gives the lowest sequence its first record may have. */
    private long enter(ChainStep step) {
        if (step.link().isPresent()) {
            join(step.link().get());
            return step.firstSequence();
        }
        Optional<FoundRecord> first = step.scan().firstOf(epoch).filter(ledger::provablyContinues);
        if (first.isPresent()) {
            return first.get().sequence();
        }
        return !ledger.isStarted() && holdsDurable(step) ? 1 : ledger.accounted() + 1;
    }

    private void join(SegmentLink link) {
        if (!ledger.isStarted()) {
            // Records that no snapshot needs may have been trimmed, so only those that are needed can be missed.
            ledger.lose(before(link), needAfter + 1, link.sequence());
        } else if (ledger.accounted() < link.sequence()) {
            ledger.lose(before(link), ledger.accounted() + 1, link.sequence());
        } else if (ledger.lastRead().sequence() == link.sequence()
                && ledger.lastRead().crc() != link.crc()) {
            ledger.withdraw(new Place(
                    SegmentName.of(ledger.lastRead().segment()),
                    0,
                    "record " + link.sequence() + " is not the one that the next segment continues"));
        }
        ledger.join(link);
    }

    /** Where the records are missing that a link continues. */
    private Place before(SegmentLink link) {
        if (link.segment() == 0) {
            return stopped;
        }
        SegmentInfo.Kind kind = present.get(link.segment());
        if (kind == SegmentInfo.Kind.DATA) {
            return stopped;
        }
        String reason = kind == null
                ? "the segment is missing"
                : switch (kind) {
                    case SPARE -> "the segment is full of zeros";
                    case FOREIGN -> "the segment belongs to another journal";
                    case NO_SEGMENT -> "it is no regular file, or larger than any segment";
                    case UNREADABLE, DATA -> "nothing in the segment is legible";
                };
        return new Place(SegmentName.of(link.segment()), 0, reason);
    }

    private void walk(ChainStep step, SegmentImage image, long firstSequence) {
        long next = firstSequence;
        int at = SegmentHeader.PAGE_BYTES;
        while (at != STOP && next <= step.validUpTo()) {
            Optional<FoundRecord> here = ours(image.recordAt(at));
            if (here.isPresent() && here.get().sequence() == next && ledger.continues(here.get())) {
                accept(step, here.get(), image);
                at = here.get().end();
            } else if (isCutOff(step, image, at)) {
                // What stood there is unknown, and may have been acknowledged.
                ledger.loseFrom(new Place(step.scan().name(), at, cutOff(step, image)), next);
                at = STOP;
            } else if (at >= image.end()) {
                stopped = new Place(step.scan().name(), at, "its records end with " + ledger.accounted());
                at = STOP;
            } else if (next > witness) {
                cut(step, image, at);
                at = STOP;
            } else {
                at = resume(step, image, next, new Place(step.scan().name(), at, fault(here, next)));
            }
            next = ledger.accounted() + 1;
        }
    }

    /**
     * Whether the file ends before it shows what stood at an offset. No crash does that: a segment has its full size, durably,
     * before its header is written.
     */
    private boolean isCutOff(ChainStep step, SegmentImage image, int at) {
        boolean tooShort = step.scan()
                .headerOf(epoch)
                .map(page -> image.length() < page.segmentBytes())
                .orElse(false);
        return tooShort
                && !image.isUnused(at)
                && step.validUpTo() == Long.MAX_VALUE
                && nextOf(image, at, 1).isEmpty();
    }

    private String cutOff(ChainStep step, SegmentImage image) {
        long size = step.scan().headerOf(epoch).map(SegmentHeader::segmentBytes).orElse(0L);
        return "the file is cut off after " + image.length() + " of " + size + " bytes";
    }

    /** Goes on behind damage; gives the offset to go on from, or {@link #STOP}. */
    private int resume(ChainStep step, SegmentImage image, long next, Place place) {
        Optional<FoundRecord> legible = nextOf(image, (int) place.offset(), next);
        if (legible.isEmpty() || legible.get().sequence() > step.validUpTo()) {
            stopped = place;
            return STOP;
        }
        FoundRecord found = legible.get();
        if (found.sequence() > next) {
            ledger.lose(place, Math.max(next, ledger.accounted() + 1), Math.min(found.sequence() - 1, witness));
            if (found.sequence() - 1 > witness) {
                cut(step, image, (int) place.offset());
                return STOP;
            }
        } else if (ledger.continues(found)) {
            ledger.problem(place.segment(), "at offset " + place.offset() + ", " + place.reason());
        } else if (next == step.firstSequence() || !ledger.previousWasRead()) {
            // The link vouches for the record before, so this one is the impostor.
            ledger.lose(place, next, next);
            return found.end();
        } else {
            ledger.withdraw(place);
        }
        accept(step, found, image);
        return found.end();
    }

    private void accept(ChainStep step, FoundRecord found, SegmentImage image) {
        ledger.accept(step.scan().number(), step.scan().name(), found, image);
    }

    private void cut(ChainStep step, SegmentImage image, int at) {
        ended = true;
        boolean wholeFile =
                at == SegmentHeader.PAGE_BYTES && step.scan().headerOf(epoch).isEmpty();
        tail.add(step.scan().name(), image, wholeFile ? 0 : at);
    }

    /** The next record of this journal with at least a sequence, at or after an offset. */
    private Optional<FoundRecord> nextOf(SegmentImage image, int offset, long sequence) {
        Optional<FoundRecord> found = image.nextRecord(offset);
        while (found.isPresent() && (ours(found).isEmpty() || found.get().sequence() < sequence)) {
            found = image.nextRecord(found.get().end());
        }
        return found;
    }

    private Optional<FoundRecord> ours(Optional<FoundRecord> record) {
        return record.filter(found -> found.epoch() == epoch);
    }

    private boolean holdsDurable(ChainStep step) {
        return step.scan().spanOf(epoch).map(span -> span.first() <= witness).orElse(false);
    }

    private static String fault(Optional<FoundRecord> here, long next) {
        if (here.isEmpty()) {
            return "record " + next + " does not pass its checks";
        }
        long sequence = here.get().sequence();
        return sequence == next
                ? "record " + next + " does not continue the record before it"
                : "record " + sequence + " stands in the place of record " + next;
    }
}
