package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.errors.StateRefusedException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a segment shows at first sight, without its payloads: the header, and which sequences of which journals are legible
 * in it, wherever they stand.
 *
 * @param number the number in its name
 * @param name its file name
 * @param readable whether the name leads to bytes: to a regular file, no larger than any segment
 * @param blank whether it is all zeros
 * @param header its header page, if that is intact
 * @param first the record right behind the header page, if that is intact
 * @param spans what is legible of each journal, by epoch
 */
record SegmentScan(
        long number,
        String name,
        boolean readable,
        boolean blank,
        Optional<SegmentHeader> header,
        Optional<FoundRecord> first,
        Map<Long, Span> spans) {

    /**
     * The records of one journal in a segment.
     *
     * @param first the lowest sequence
     * @param last the highest sequence
     * @param durableUpTo the highest witness in any of them
     */
    record Span(long first, long last, long durableUpTo) {

        Span and(FoundRecord record) {
            return new Span(
                    Math.min(first, record.sequence()),
                    Math.max(last, record.sequence()),
                    Math.max(durableUpTo, record.durableUpTo()));
        }
    }

    /** A file that leads to no bytes: no regular file, or larger than any segment. */
    static SegmentScan unreadable(long number, String name) {
        return new SegmentScan(number, name, false, false, Optional.empty(), Optional.empty(), Map.of());
    }

    /**
     * Scans a segment.
     *
     * @throws StateRefusedException if its header is intact but of another format
     */
    static SegmentScan of(long number, Path file, SegmentImage image) {
        String name = SegmentName.of(number);
        Optional<SegmentHeader> header = image.header();
        header.ifPresent(page -> requireKnownVersion(file, page.version()));
        Map<Long, Span> spans = new HashMap<>();
        int at = SegmentHeader.PAGE_BYTES;
        while (true) {
            Optional<FoundRecord> found = image.nextRecord(at);
            if (found.isEmpty()) {
                break;
            }
            FoundRecord record = found.get();
            Span span = spans.get(record.epoch());
            spans.put(
                    record.epoch(),
                    span == null
                            ? new Span(record.sequence(), record.sequence(), record.durableUpTo())
                            : span.and(record));
            at = record.end();
        }
        return new SegmentScan(
                number,
                name,
                true,
                image.end() == 0,
                header,
                image.recordAt(SegmentHeader.PAGE_BYTES),
                Map.copyOf(spans));
    }

    /** The header, if it says that this file is the segment of this journal that its name says. */
    Optional<SegmentHeader> headerOf(long epoch) {
        return header.filter(page -> page.epoch() == epoch && page.number() == number);
    }

    /** The first record, if it is of this journal. */
    Optional<FoundRecord> firstOf(long epoch) {
        return first.filter(record -> record.epoch() == epoch);
    }

    /** What is legible of this journal. */
    Optional<Span> spanOf(long epoch) {
        return Optional.ofNullable(spans.get(epoch));
    }

    /** The epochs it names: its header's, or else those of its records. */
    Set<Long> epochs() {
        return header.map(page -> Set.of(page.epoch())).orElseGet(spans::keySet);
    }

    /** The highest sequence of this journal that is legible in it or continued by it; 0 for none. */
    long lastSequence(long epoch) {
        long legible = spanOf(epoch).map(Span::last).orElse(0L);
        return Math.max(
                legible, headerOf(epoch).map(page -> page.link().sequence()).orElse(0L));
    }

    /** What the segment is to this journal. */
    SegmentInfo.Kind kind(long epoch) {
        if (!readable) {
            return SegmentInfo.Kind.NO_SEGMENT;
        }
        if (blank) {
            return SegmentInfo.Kind.SPARE;
        }
        boolean ours = headerOf(epoch).isPresent() || (header.isEmpty() && spans.containsKey(epoch));
        if (ours) {
            return SegmentInfo.Kind.DATA;
        }
        return header.isPresent() || !spans.isEmpty() ? SegmentInfo.Kind.FOREIGN : SegmentInfo.Kind.UNREADABLE;
    }

    private static void requireKnownVersion(Path file, int version) {
        if (version != SegmentHeader.VERSION) {
            throw new StateRefusedException(
                    new FileProblem(
                            file,
                            FileProblem.Kind.REFUSED,
                            "it has journal format " + version + ", this build knows " + SegmentHeader.VERSION),
                    "Use the build that wrote it, or a newer one.");
        }
    }
}
