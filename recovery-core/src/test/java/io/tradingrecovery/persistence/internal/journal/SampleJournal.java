package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A journal of three segments and fourteen records in groups of two, the last of which nothing witnesses.
 *
 * <pre>
 *   segment 1: (1 2) (3 4) (5 6)    segment 2: (7 8) (9 10)    segment 3: (11 12) (13 14)
 * </pre>
 */
final class SampleJournal {

    static final long EPOCH = 0x5eed;
    static final long LAST = 14;
    static final long WITNESS = 12;

    final SegmentBuilder first = new SegmentBuilder(EPOCH, 1, 1, SegmentLink.NONE);
    final SegmentBuilder second;
    final SegmentBuilder third;
    final SimulatedStorage storage = new SimulatedStorage();

    SampleJournal() {
        groups(first, 1, 3, 5);
        second = new SegmentBuilder(EPOCH, 2, 7, first.link());
        groups(second, 7, 9);
        third = new SegmentBuilder(EPOCH, 3, 11, second.link());
        groups(third, 11, 13);
        plant(first, first.bytes());
        plant(second, second.bytes());
        plant(third, third.bytes());
    }

    /** The segment that holds a record. */
    SegmentBuilder segmentOf(long sequence) {
        return sequence <= 6 ? first : sequence <= 10 ? second : third;
    }

    void plant(SegmentBuilder segment, byte[] content) {
        storage.plant(segment.name(), content);
    }

    JournalContents read() throws IOException {
        return JournalReader.read(storage, JournalAnchor.NONE);
    }

    JournalContents read(long snapshotWitness, long needAfter) throws IOException {
        return JournalReader.read(storage, new JournalAnchor(EPOCH, snapshotWitness, needAfter));
    }

    static List<Long> sequences(JournalContents contents) {
        return contents.records().stream().map(JournalRecord::sequence).toList();
    }

    /** All sequences but those from {@code first} to {@code last}. */
    static List<Long> allBut(long first, long last) {
        List<Long> kept = new ArrayList<>(upTo(first - 1));
        kept.addAll(LongStream.rangeClosed(last + 1, LAST).boxed().toList());
        return kept;
    }

    static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static void groups(SegmentBuilder segment, long... starts) {
        for (long start : starts) {
            segment.record(start, start - 1).record(start + 1, start - 1);
        }
    }
}
