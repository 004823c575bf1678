package io.tradingrecovery.persistence.internal.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A segment to be read, and what its neighbours say of it.
 *
 * @param scan what it shows at first sight
 * @param link the record it continues; absent where that is not known
 * @param firstSequence the sequence of its first record; 0 where that is not known
 * @param validUpTo the highest sequence that counts in it: a later segment says that what follows is void
 */
record ChainStep(SegmentScan scan, Optional<SegmentLink> link, long firstSequence, long validUpTo) {

    /** The segments that may count, in the order of their numbers; those that are void altogether are left out. */
    static List<ChainStep> plan(List<SegmentScan> scans, long epoch, long witness) {
        List<ChainStep> steps = new ArrayList<>();
        long validUpTo = Long.MAX_VALUE;
        for (int i = scans.size() - 1; i >= 0; i--) {
            SegmentScan scan = scans.get(i);
            SegmentInfo.Kind kind = scan.kind(epoch);
            boolean mayCount = kind == SegmentInfo.Kind.DATA || kind == SegmentInfo.Kind.UNREADABLE;
            if (!mayCount) {
                continue;
            }
            ChainStep step = of(scan, epoch, witness, validUpTo, scans.subList(0, i));
            if (step.firstLegible(epoch) <= validUpTo) {
                steps.add(step);
            }
            validUpTo =
                    Math.min(validUpTo, step.link().map(SegmentLink::sequence).orElse(Long.MAX_VALUE));
        }
        Collections.reverse(steps);
        return steps;
    }

    private static ChainStep of(SegmentScan scan, long epoch, long witness, long validUpTo, List<SegmentScan> earlier) {
        Optional<SegmentHeader> header = scan.headerOf(epoch);
        if (header.isPresent()) {
            SegmentHeader page = header.get();
            return new ChainStep(scan, Optional.of(page.link()), page.firstSequence(), validUpTo);
        }
        // The first record of a segment says what the header said; but while it is not known to be durable, neither is
        // the page before it, and then it must not declare anything void.
        Optional<FoundRecord> first = scan.firstOf(epoch)
                .filter(record -> record.sequence() <= witness)
                .filter(record -> isNewerThan(earlier, epoch, record.sequence()));
        return new ChainStep(
                scan,
                first.map(record -> new SegmentLink(0, record.durableUpTo(), record.previousCrc())),
                first.map(FoundRecord::sequence).orElse(0L),
                validUpTo);
    }

    private static boolean isNewerThan(List<SegmentScan> earlier, long epoch, long sequence) {
        return earlier.stream().flatMap(scan -> scan.spanOf(epoch).stream()).allMatch(span -> span.last() < sequence);
    }

    /** The lowest sequence it may contribute; beyond all if nothing in it is legible and a later segment is linked. */
    private long firstLegible(long epoch) {
        if (firstSequence > 0) {
            return firstSequence;
        }
        return scan.spanOf(epoch).map(SegmentScan.Span::first).orElse(Long.MAX_VALUE);
    }
}
