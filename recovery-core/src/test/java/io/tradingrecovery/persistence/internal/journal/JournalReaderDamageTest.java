package io.tradingrecovery.persistence.internal.journal;

import static io.tradingrecovery.persistence.internal.journal.SampleJournal.allBut;
import static io.tradingrecovery.persistence.internal.journal.SampleJournal.sequences;
import static io.tradingrecovery.persistence.internal.journal.SampleJournal.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a journal of which single records are damaged, missing, or not where they belong. */
class JournalReaderDamageTest {

    private final SampleJournal journal = new SampleJournal();

    static LongStream everyRecord() {
        return LongStream.rangeClosed(1, SampleJournal.LAST);
    }

    @Test
    void readsAnIntactJournalWithoutARemark() throws IOException {
        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(SampleJournal.LAST));
        assertThat(contents.records())
                .allSatisfy(record -> assertThat(record.payload())
                        .asString()
                        .isEqualTo("{\"clientOrderId\":\"order-" + record.sequence() + "\"}"));
        assertThat(contents.epoch()).isEqualTo(SampleJournal.EPOCH);
        assertThat(contents.lastSequence()).isEqualTo(SampleJournal.LAST);
        assertThat(contents.highestSequenceSeen()).isEqualTo(SampleJournal.LAST);
        assertThat(contents.witness()).isEqualTo(SampleJournal.WITNESS);
        assertThat(contents.durableEnd())
                .isEqualTo(new SegmentLink(
                        3,
                        SampleJournal.WITNESS,
                        journal.third.get(SampleJournal.WITNESS).crc()));
        assertThat(contents.tail()).isEmpty();
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.problems()).isEmpty();
        assertThat(contents.segments())
                .extracting(segment -> segment.kind() + " " + segment.firstSequence() + " to " + segment.lastSequence())
                .containsExactly("DATA 1 to 6", "DATA 7 to 10", "DATA 11 to 14");
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void namesExactlyTheRecordOfWhichAnyBitFlipped(long sequence) throws IOException {
        SegmentBuilder segment = journal.segmentOf(sequence);
        FoundRecord record = segment.get(sequence);
        for (int bit = record.offset() * 8; bit < record.end() * 8; bit++) {
            byte[] content = segment.bytes();
            content[bit / 8] ^= (byte) (1 << bit % 8);
            journal.plant(segment, content);

            JournalContents contents = journal.read();

            if (sequence <= SampleJournal.WITNESS) {
                assertThat(sequences(contents)).as("bit %d", bit).isEqualTo(allBut(sequence, sequence));
                assertThat(contents.gaps())
                        .as("bit %d", bit)
                        .containsExactly(new JournalGap(
                                segment.name(),
                                record.offset(),
                                sequence,
                                sequence,
                                "record " + sequence + " does not pass its checks"));
                assertThat(contents.tail()).as("bit %d", bit).isEmpty();
            } else {
                assertCutAt(contents, sequence, "bit " + bit);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyRecord")
    void trustsALengthOnlyWithItsCheck(long sequence) throws IOException {
        for (int forged : new int[] {0, 1, 8, 16, 1000, 3000, 1 << 20, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            for (boolean withCheck : new boolean[] {false, true}) {
                journal.plant(journal.segmentOf(sequence), withForgedLength(sequence, forged, withCheck));

                JournalContents contents = journal.read();

                String how = "length " + forged + (withCheck ? " with" : " without") + " its check";
                if (sequence <= SampleJournal.WITNESS) {
                    assertThat(sequences(contents)).as(how).isEqualTo(allBut(sequence, sequence));
                    assertLost(contents, sequence, sequence, how);
                } else {
                    assertCutAt(contents, sequence, how);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5})
    void namesTheRecordThatWasRemovedFromTheMiddleOfASegment(long removed) throws IOException {
        journal.plant(
                journal.first,
                journal.first.arranged(LongStream.rangeClosed(1, 6)
                        .filter(sequence -> sequence != removed)
                        .toArray()));

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(allBut(removed, removed));
        assertLost(contents, removed, removed, "removed " + removed);
        assertThat(contents.gaps().get(0).reason())
                .isEqualTo("record " + (removed + 1) + " stands in the place of record " + removed);
    }

    @Test
    void namesTheRecordThatWasRemovedFromTheEndOfASegment() throws IOException {
        journal.plant(journal.first, journal.first.arranged(1, 2, 3, 4, 5));

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(allBut(6, 6));
        assertLost(contents, 6, 6, "removed the last");
        assertThat(contents.gaps().get(0).segment()).isEqualTo(journal.first.name());
    }

    @Test
    void losesNothingToARecordThatStandsThereTwice() throws IOException {
        journal.plant(journal.first, journal.first.arranged(1, 2, 3, 3, 4, 5, 6));

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(SampleJournal.LAST));
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).hasFileName(journal.first.name());
            assertThat(problem.reason()).contains("record 3 stands in the place of record 4");
        });
    }

    @Test
    void losesTheFirstOfTwoRecordsThatChangedPlaces() throws IOException {
        journal.plant(journal.first, journal.first.arranged(1, 2, 4, 3, 5, 6));

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(allBut(3, 3));
        assertLost(contents, 3, 3, "swapped 3 and 4");
    }

    @Test
    void losesARecordThatWasReplacedByAnotherWithCorrectChecks() throws IOException {
        SegmentBuilder forged = new SegmentBuilder(SampleJournal.EPOCH, 1, 1, SegmentLink.NONE);
        forged.record(1, 0).record(2, 0).record(3, 2).record(4, 2, "{\"clientOrderId\":\"forged!\"}");
        byte[] content = journal.first.bytes();
        FoundRecord record = forged.get(4);
        assertThat(record.end()).isEqualTo(journal.first.get(4).end());
        System.arraycopy(forged.bytes(), record.offset(), content, record.offset(), record.end() - record.offset());
        journal.plant(journal.first, content);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(allBut(4, 4));
        assertLost(contents, 4, 4, "replaced 4");
    }

    @Test
    void losesARecordThatWasReplacedByOneOfAnotherJournal() throws IOException {
        SegmentBuilder foreign = new SegmentBuilder(0xbad, 2, 7, journal.first.link());
        foreign.record(7, 6);
        FoundRecord record = foreign.get(7);
        byte[] content = journal.second.bytes();
        System.arraycopy(foreign.bytes(), record.offset(), content, record.offset(), record.end() - record.offset());
        journal.plant(journal.second, content);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(allBut(7, 7));
        assertLost(contents, 7, 7, "replaced 7");
    }

    @Test
    void takesNoRecordOfAnotherJournalAtTheEnd() throws IOException {
        SegmentBuilder foreign = new SegmentBuilder(0xbad, 3, 15, journal.third.link());
        foreign.record(15, 14);
        FoundRecord record = foreign.get(15);
        byte[] content = journal.third.bytes();
        int end = journal.third.get(14).end();
        System.arraycopy(foreign.bytes(), record.offset(), content, end, record.end() - record.offset());
        journal.plant(journal.third, content);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(SampleJournal.LAST));
        assertThat(contents.tail()).hasSize(1);
        assertThat(contents.witness()).isEqualTo(SampleJournal.WITNESS);
        assertThat(contents.highestSequenceSeen()).isEqualTo(SampleJournal.LAST);
    }

    @Test
    void losesTheLastRecordOfASegmentIfTheNextSegmentContinuesAnother() throws IOException {
        SegmentBuilder forged = new SegmentBuilder(SampleJournal.EPOCH, 1, 1, SegmentLink.NONE);
        for (long sequence = 1; sequence <= 5; sequence++) {
            forged.record(sequence, (sequence - 1) / 2 * 2);
        }
        forged.record(6, 4, "{\"clientOrderId\":\"forged!\"}");
        journal.plant(journal.first, forged.bytes());

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(allBut(6, 6));
        assertLost(contents, 6, 6, "replaced 6");
    }

    @Test
    void endsTheJournalAtARepeatedRecordThatNoGroupWasAcknowledgedAfter() throws IOException {
        journal.plant(journal.third, journal.third.arranged(11, 12, 13, 13, 14));

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(13));
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.tail()).singleElement().satisfies(tail -> {
            assertThat(tail.offset()).isEqualTo(journal.third.get(13).end());
            assertThat(tail.clientOrderIds()).containsExactly("order-13", "order-14");
        });
    }

    @Test
    void cutsAGroupOfWhichOnlyTheSecondRecordReachedTheDisk() throws IOException {
        byte[] content = journal.third.bytes();
        FoundRecord lost = journal.third.get(13);
        Arrays.fill(content, lost.offset(), lost.end(), (byte) 0);
        journal.plant(journal.third, content);

        JournalContents contents = journal.read();

        assertCutAt(contents, 13, "first record of the group never written");
        assertThat(contents.tail().get(0).clientOrderIds()).containsExactly("order-14");
        assertThat(contents.highestSequenceSeen()).isEqualTo(14);
    }

    @Test
    void losesAcknowledgedRecordsUpToTheWitnessAndCutsTheRest() throws IOException {
        byte[] content = journal.third.bytes();
        int from = journal.third.get(12).offset();
        Arrays.fill(content, from, journal.third.get(13).end(), (byte) 0x55);
        journal.plant(journal.third, content);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(11));
        assertLost(contents, 12, 12, "12 and 13 overwritten");
        assertThat(contents.tail())
                .singleElement()
                .satisfies(tail -> assertThat(tail.offset()).isEqualTo(from));
    }

    @Test
    void reportsARunOfLostRecordsAsOneGap() throws IOException {
        byte[] content = journal.first.bytes();
        Arrays.fill(
                content, journal.first.get(2).offset() + 3, journal.first.get(5).offset() + 20, (byte) 0x55);
        journal.plant(journal.first, content);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(allBut(2, 5));
        assertLost(contents, 2, 5, "2 to 5 overwritten");
    }

    @Test
    void reportsAGapAlsoWhereNobodyNeedsTheRecords() throws IOException {
        byte[] content = journal.first.bytes();
        content[journal.first.get(3).offset() + 50] ^= 1;
        journal.plant(journal.first, content);

        JournalContents contents = journal.read(SampleJournal.WITNESS, 8);

        assertThat(sequences(contents)).containsExactly(9L, 10L, 11L, 12L, 13L, 14L);
        assertLost(contents, 3, 3, "not needed");
    }

    @Test
    void ignoresBytesBehindWhatTheNextSegmentContinues() throws IOException {
        byte[] content = journal.first.bytes();
        Arrays.fill(content, journal.first.get(6).end(), content.length, (byte) 0x55);
        journal.plant(journal.first, content);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(SampleJournal.LAST));
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.tail()).isEmpty();
        assertThat(contents.problems()).isEmpty();
    }

    private void assertCutAt(JournalContents contents, long sequence, String how) {
        int offset = journal.third.get(sequence).offset();
        assertThat(sequences(contents)).as(how).isEqualTo(upTo(sequence - 1));
        assertThat(contents.gaps()).as(how).isEmpty();
        assertThat(contents.tail()).as(how).singleElement().satisfies(tail -> {
            assertThat(tail.segment()).isEqualTo(journal.third.name());
            assertThat(tail.offset()).isEqualTo(offset);
            assertThat(tail.bytes()).hasSize((int) tail.length());
        });
    }

    private static void assertLost(JournalContents contents, long first, long last, String how) {
        assertThat(contents.gaps())
                .as(how)
                .singleElement()
                .satisfies(gap -> assertThat(List.of(gap.firstLost(), gap.lastLost()))
                        .as(how + ": " + gap)
                        .containsExactly(first, last));
    }

    private byte[] withForgedLength(long sequence, int length, boolean withCheck) {
        SegmentBuilder segment = journal.segmentOf(sequence);
        ByteBuffer content = ByteBuffer.wrap(segment.bytes());
        int offset = segment.get(sequence).offset();
        content.putInt(offset, length);
        if (withCheck) {
            int check = RecordFormat.lengthCheck(content, new CRC32C(), offset);
            content.clear().putInt(offset + 4, check);
        }
        return content.array();
    }
}
