package io.tradingrecovery.persistence.internal.journal;

import static io.tradingrecovery.persistence.internal.journal.SampleJournal.EPOCH;
import static io.tradingrecovery.persistence.internal.journal.SampleJournal.LAST;
import static io.tradingrecovery.persistence.internal.journal.SampleJournal.WITNESS;
import static io.tradingrecovery.persistence.internal.journal.SampleJournal.allBut;
import static io.tradingrecovery.persistence.internal.journal.SampleJournal.sequences;
import static io.tradingrecovery.persistence.internal.journal.SampleJournal.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a journal ends whose last bytes did not reach the disk, and when that is a loss. */
class JournalReaderCutTest {

    private static final int PAGE = SegmentHeader.PAGE_BYTES;
    private static final int ROUNDS = Boolean.getBoolean("recovery.torture") ? 1000 : 50;

    private final SampleJournal journal = new SampleJournal();

    @Test
    void endsALastSegmentOfWhichAWriteIsTornAnywhereWithItsLastWholeRecord() throws IOException {
        byte[] whole = journal.third.bytes();
        for (int length = PAGE; length <= journal.third.get(14).end(); length++) {
            journal.plant(journal.third, torn(whole, length));
            long last = lastTorn(whole, length);

            JournalContents contents = journal.read();

            String how = "torn at " + length;
            assertThat(sequences(contents)).as(how).isEqualTo(upTo(last));
            assertThat(contents.gaps()).as(how).isEmpty();
            int lastEnd = last == 10 ? PAGE : journal.third.get(last).end();
            boolean partial = !isBlank(whole, lastEnd, length);
            assertThat(contents.tail()).as(how).hasSize(partial ? 1 : 0);
        }
    }

    @Test
    void missesWhatASnapshotKnewToBeDurable() throws IOException {
        byte[] whole = journal.third.bytes();
        for (int length : lengths(journal.third.get(14).end())) {
            journal.plant(journal.third, torn(whole, length));
            long last = length < PAGE ? 10 : lastTorn(whole, length);

            JournalContents contents = journal.read(WITNESS, 3);

            String how = "torn at " + length;
            assertThat(sequences(contents))
                    .as(how)
                    .isEqualTo(LongStream.rangeClosed(4, last).boxed().toList());
            if (last < WITNESS) {
                assertThat(contents.gaps()).as(how).singleElement().satisfies(gap -> {
                    assertThat(gap.firstLost()).isEqualTo(last + 1);
                    assertThat(gap.lastLost()).isEqualTo(WITNESS);
                });
            } else {
                assertThat(contents.gaps()).as(how).isEmpty();
            }
        }
    }

    @Test
    void takesNoRecordForUnwrittenThatStoodWhereTheFileIsCutOff() throws IOException {
        byte[] whole = journal.third.bytes();
        int end = journal.third.get(LAST).end();
        for (int length = PAGE; length < end + RecordFormat.HEADER_BYTES; length++) {
            journal.plant(journal.third, Arrays.copyOf(whole, length));
            long last = lastWhole(length);
            for (long needAfter : new long[] {0, LAST}) {
                JournalContents contents = journal.read(needAfter, needAfter);

                String how = "cut to " + length + ", needed after " + needAfter;
                String reason = "cut off after " + length + " of " + whole.length + " bytes";
                assertThat(contents.gaps()).as(how).singleElement().satisfies(gap -> {
                    assertThat(gap.segment()).isEqualTo(journal.third.name());
                    assertThat(gap.firstLost()).isEqualTo(last + 1);
                    assertThat(gap.openEnded()).isTrue();
                    assertThat(gap.behind(LAST + 100))
                            .as("whatever a snapshot holds")
                            .isPresent();
                    assertThat(gap.reason()).contains(reason);
                });
            }
        }
    }

    @Test
    void losesNothingWhereTheFileIsCutOffBehindItsRecords() throws IOException {
        byte[] whole = journal.third.bytes();
        int end = journal.third.get(LAST).end();
        for (int length : new int[] {end + RecordFormat.HEADER_BYTES, whole.length - 1, whole.length}) {
            journal.plant(journal.third, Arrays.copyOf(whole, length));

            JournalContents contents = journal.read();

            assertThat(sequences(contents)).as("cut to " + length).isEqualTo(upTo(LAST));
            assertThat(contents.gaps()).as("cut to " + length).isEmpty();
        }
    }

    @Test
    void losesTheRestOfAnEarlierSegmentThatIsCutAnywhere() throws IOException {
        byte[] whole = journal.second.bytes();
        for (int length : lengths(journal.second.get(10).end() - 1)) {
            journal.plant(journal.second, Arrays.copyOf(whole, length));
            long last = LongStream.rangeClosed(7, 10)
                    .filter(sequence -> journal.second.get(sequence).end() <= length)
                    .max()
                    .orElse(6);

            JournalContents contents = journal.read();

            String how = "cut to " + length;
            assertThat(sequences(contents)).as(how).isEqualTo(allBut(last + 1, 10));
            assertThat(contents.gaps()).as(how).singleElement().satisfies(gap -> {
                assertThat(gap.firstLost()).isEqualTo(last + 1);
                assertThat(gap.lastLost()).isEqualTo(10);
            });
            assertThat(contents.tail()).as(how).isEmpty();
        }
    }

    @Test
    void readsTheOrderIdsInATailOfWhichTheLastRecordIsTorn() throws IOException {
        byte[] content = journal.third.bytes();
        content[journal.third.get(13).offset()] ^= 1;
        int torn = journal.third.get(14).end() - 12;
        journal.plant(journal.third, torn(content, torn));

        assertThat(journal.read().tail())
                .singleElement()
                .satisfies(tail -> assertThat(tail.clientOrderIds()).containsExactly("order-13"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void judgesTheSectorsOfAnUnsyncedGroupThatReachedTheDiskInAnyOrder(long seed) throws IOException {
        SegmentBuilder third = new SegmentBuilder(EPOCH, 3, 11, journal.second.link());
        third.record(11, 10).record(12, 10);
        int groupStart = third.get(12).end();
        for (long sequence = 13; sequence <= 40; sequence++) {
            third.record(sequence, 12);
        }
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] content = third.bytes();
            // The sector in which the group starts holds records that were synced, so it has them in each case.
            for (int sector = groupStart / 512; sector < content.length / 512; sector++) {
                if (random.nextBoolean()) {
                    int from = Math.max(groupStart, sector * 512);
                    Arrays.fill(content, from, (sector + 1) * 512, (byte) 0);
                }
            }
            journal.plant(third, content);

            JournalContents contents = journal.read(WITNESS, 0);

            String how = "seed " + seed + ", round " + round;
            assertThat(contents.gaps()).as(how).isEmpty();
            assertThat(sequences(contents)).as(how).startsWith(upTo(WITNESS).toArray(Long[]::new));
            assertThat(sequences(contents)).as(how).isEqualTo(upTo(contents.lastSequence()));
            assertThat(contents.witness()).as(how).isEqualTo(WITNESS);
        }
    }

    /** What a power failure leaves of a write: the file has its full size all along. */
    private static byte[] torn(byte[] whole, int length) {
        return Arrays.copyOf(Arrays.copyOf(whole, length), whole.length);
    }

    /** Each length from the end of the header page on, and a few within it. */
    private static int[] lengths(int last) {
        IntStream within = IntStream.of(0, 1, 8, 71, 72, 4000, PAGE - 1);
        return IntStream.concat(within, IntStream.rangeClosed(PAGE, last)).toArray();
    }

    private long lastWhole(int length) {
        return LongStream.rangeClosed(11, 14)
                .filter(sequence -> journal.third.get(sequence).end() <= length)
                .max()
                .orElse(10);
    }

    /** The last record of which nothing is missing but zeros, which a torn write leaves anyway. */
    private long lastTorn(byte[] whole, int length) {
        return LongStream.rangeClosed(11, LAST)
                .filter(sequence ->
                        isBlank(whole, length, journal.third.get(sequence).end()))
                .max()
                .orElse(10);
    }

    private static boolean isBlank(byte[] content, int from, int to) {
        for (int i = from; i < to; i++) {
            if (content[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
