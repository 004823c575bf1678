package io.tradingrecovery.persistence.internal.journal;

import static io.tradingrecovery.persistence.internal.journal.SampleJournal.EPOCH;
import static io.tradingrecovery.persistence.internal.journal.SampleJournal.LAST;
import static io.tradingrecovery.persistence.internal.journal.SampleJournal.WITNESS;
import static io.tradingrecovery.persistence.internal.journal.SampleJournal.allBut;
import static io.tradingrecovery.persistence.internal.journal.SampleJournal.sequences;
import static io.tradingrecovery.persistence.internal.journal.SampleJournal.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.errors.StateRefusedException;
import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.OperationKind;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** What becomes of a journal of which whole segments are missing, foreign, damaged or not what their names say. */
class JournalReaderSegmentsTest {

    private static final int PAGE = SegmentHeader.PAGE_BYTES;

    private final SampleJournal journal = new SampleJournal();

    @Test
    void isEmptyWhereThereIsNoSegment() throws IOException {
        JournalContents contents = JournalReader.read(new SimulatedStorage(), JournalAnchor.NONE);

        assertThat(contents.epoch()).isZero();
        assertThat(contents.records()).isEmpty();
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.tail()).isEmpty();
        assertThat(contents.durableEnd()).isEqualTo(SegmentLink.NONE);
    }

    @Test
    void missesEverythingNeededWhereASnapshotKnewOfRecordsAndNoSegmentIsLeft() throws IOException {
        JournalContents contents = JournalReader.read(new SimulatedStorage(), new JournalAnchor(EPOCH, 20, 15));

        assertThat(contents.epoch()).isEqualTo(EPOCH);
        assertThat(contents.gaps())
                .containsExactly(new JournalGap(SegmentName.of(1), 0, 16, 20, "no segment of the journal is left"));
    }

    @Test
    void needsNoSegmentWhereTheSnapshotHasEverything() throws IOException {
        assertThat(JournalReader.read(new SimulatedStorage(), new JournalAnchor(EPOCH, 20, 20))
                        .gaps())
                .isEmpty();
    }

    @Test
    void missesTheFirstSegmentIfItsRecordsAreNeeded() throws IOException {
        delete(journal.first);

        JournalContents contents = journal.read(WITNESS, 4);

        assertThat(sequences(contents)).containsExactly(7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L);
        assertThat(contents.gaps())
                .containsExactly(new JournalGap(journal.first.name(), 0, 5, 6, "the segment is missing"));
    }

    @Test
    void doesNotMissAFirstSegmentThatNobodyNeeds() throws IOException {
        delete(journal.first);

        JournalContents contents = journal.read(WITNESS, 6);

        assertThat(sequences(contents)).containsExactly(7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L);
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.problems()).isEmpty();
    }

    @Test
    void missesASegmentInTheMiddle() throws IOException {
        delete(journal.second);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(allBut(7, 10));
        assertThat(contents.gaps())
                .containsExactly(new JournalGap(journal.second.name(), 0, 7, 10, "the segment is missing"));
    }

    @Test
    void missesALastSegmentThatASnapshotKnew() throws IOException {
        delete(journal.third);

        JournalContents contents = journal.read(WITNESS, 0);

        assertThat(sequences(contents)).isEqualTo(upTo(10));
        assertThat(contents.gaps())
                .containsExactly(new JournalGap(
                        journal.second.name(), journal.second.get(10).end(), 11, 12, "its records end with 10"));
    }

    @Test
    void takesAZeroedSegmentInTheMiddleForLost() throws IOException {
        journal.plant(journal.second, new byte[SegmentBuilder.SEGMENT_BYTES]);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(allBut(7, 10));
        assertThat(contents.gaps())
                .containsExactly(new JournalGap(journal.second.name(), 0, 7, 10, "the segment is full of zeros"));
    }

    @Test
    void takesAZeroedLastSegmentForASpareUnlessASnapshotKnewBetter() throws IOException {
        journal.plant(journal.third, new byte[SegmentBuilder.SEGMENT_BYTES]);

        assertThat(journal.read().gaps()).isEmpty();
        assertThat(journal.read(WITNESS, 0).gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.firstLost()).isEqualTo(11);
            assertThat(gap.lastLost()).isEqualTo(WITNESS);
        });
    }

    @Test
    void neverTakesASpareForDamage() throws IOException {
        journal.storage.plant(SegmentName.of(4), new byte[SegmentBuilder.SEGMENT_BYTES]);
        journal.storage.plant(SegmentName.of(5), new byte[100]);
        journal.storage.plant(SegmentName.of(6), new byte[0]);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(LAST));
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.tail()).isEmpty();
        assertThat(contents.problems()).isEmpty();
        assertThat(contents.segments())
                .extracting(SegmentInfo::kind)
                .endsWith(SegmentInfo.Kind.SPARE, SegmentInfo.Kind.SPARE, SegmentInfo.Kind.SPARE);
    }

    @Test
    void losesNothingToADamagedHeaderPage() throws IOException {
        for (SegmentBuilder segment : new SegmentBuilder[] {journal.first, journal.second, journal.third}) {
            byte[] content = segment.bytes();
            Arrays.fill(content, 0, PAGE, (byte) 0x55);
            journal.plant(segment, content);

            JournalContents contents = journal.read();

            assertThat(sequences(contents)).as(segment.name()).isEqualTo(upTo(LAST));
            assertThat(contents.gaps()).as(segment.name()).isEmpty();
            assertThat(contents.problems())
                    .as(segment.name())
                    .containsExactly(new FileProblem(
                            journal.storage.directory().resolve(segment.name()),
                            FileProblem.Kind.DAMAGED,
                            "its header page is damaged"));
            journal.plant(segment, segment.bytes());
        }
    }

    @Test
    void losesNothingToAZeroedHeaderPage() throws IOException {
        byte[] content = journal.second.bytes();
        Arrays.fill(content, 0, PAGE, (byte) 0);
        journal.plant(journal.second, content);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(LAST));
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.problems()).hasSize(1);
    }

    @Test
    void losesExactlyTheFirstRecordWhereItAndTheHeaderPageAreDamaged() throws IOException {
        byte[] content = journal.second.bytes();
        Arrays.fill(content, 0, PAGE + 30, (byte) 0x55);
        journal.plant(journal.second, content);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(allBut(7, 7));
        assertThat(contents.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.segment()).isEqualTo(journal.second.name());
            assertThat(gap.firstLost()).isEqualTo(7);
            assertThat(gap.lastLost()).isEqualTo(7);
        });
    }

    @Test
    void cutsANewSegmentWhoseHeaderAndFirstRecordWereNotSynced() throws IOException {
        SegmentBuilder fourth = new SegmentBuilder(EPOCH, 4, 15, journal.third.link());
        fourth.record(15, 14).record(16, 14);
        byte[] content = fourth.bytes();
        Arrays.fill(content, 0, fourth.get(16).offset(), (byte) 0);
        journal.storage.plant(fourth.name(), content);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(LAST));
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.tail()).singleElement().satisfies(tail -> {
            assertThat(tail.segment()).isEqualTo(fourth.name());
            assertThat(tail.clientOrderIds()).containsExactly("order-16");
        });
        assertThat(contents.highestSequenceSeen()).isEqualTo(16);
    }

    @Test
    void readsOnIntoANewSegmentWhoseHeaderAloneWasNotSynced() throws IOException {
        SegmentBuilder fourth = new SegmentBuilder(EPOCH, 4, 15, journal.third.link());
        fourth.record(15, 14).record(16, 14);
        byte[] content = fourth.bytes();
        Arrays.fill(content, 0, PAGE, (byte) 0);
        journal.storage.plant(fourth.name(), content);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(16));
        assertThat(contents.tail()).isEmpty();
        assertThat(contents.problems()).isEmpty();
    }

    @Test
    void takesTheHeaderOfANewSegmentForAWitnessOfWhatItContinues() throws IOException {
        byte[] third = journal.third.bytes();
        Arrays.fill(third, PAGE, third.length, (byte) 0);
        journal.plant(journal.third, third);
        byte[] second = journal.second.bytes();
        second[journal.second.get(9).offset() + 50] ^= 1;
        journal.plant(journal.second, second);

        JournalContents contents = journal.read();

        assertThat(contents.witness()).isEqualTo(10);
        assertThat(sequences(contents)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 10L);
        assertThat(contents.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.firstLost()).isEqualTo(9);
            assertThat(gap.lastLost()).isEqualTo(9);
        });
    }

    @Test
    void voidsWhatFollowsTheRecordThatALaterSegmentContinues() throws IOException {
        SegmentBuilder continued = new SegmentBuilder(EPOCH, 3, 11, journal.second.link());
        continued.record(11, 10).record(12, 10);
        SegmentBuilder attempt = new SegmentBuilder(EPOCH, 4, 15, continued.link());
        attempt.record(15, 12);
        SegmentBuilder fifth = new SegmentBuilder(EPOCH, 5, 16, continued.link());
        fifth.record(16, 12).record(17, 16);
        journal.storage.plant(attempt.name(), attempt.bytes());
        journal.storage.plant(fifth.name(), fifth.bytes());

        JournalContents contents = journal.read();

        assertThat(sequences(contents))
                .startsWith(upTo(12).toArray(Long[]::new))
                .endsWith(12L, 16L, 17L)
                .hasSize(14);
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.tail()).isEmpty();
    }

    @Test
    void voidsTheSameRecordsIfTheHeaderOfTheLaterSegmentIsDamaged() throws IOException {
        SegmentBuilder continued = new SegmentBuilder(EPOCH, 3, 11, journal.second.link());
        continued.record(11, 10).record(12, 10);
        SegmentBuilder fourth = new SegmentBuilder(EPOCH, 4, 15, continued.link());
        fourth.record(15, 12).record(16, 15);
        byte[] content = fourth.bytes();
        content[20] ^= 1;
        journal.storage.plant(fourth.name(), content);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).hasSize(14).endsWith(12L, 15L, 16L);
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.problems()).hasSize(1);
    }

    @Test
    void neverLetsAHeaderlessUnacknowledgedSegmentVoidAnything() throws IOException {
        SegmentBuilder continued = new SegmentBuilder(EPOCH, 3, 11, journal.second.link());
        continued.record(11, 10).record(12, 10);
        SegmentBuilder carried = new SegmentBuilder(EPOCH, 4, 15, continued.link());
        carried.record(15, 12).record(16, 12);
        byte[] content = carried.bytes();
        Arrays.fill(content, 0, PAGE, (byte) 0);
        journal.storage.plant(carried.name(), content);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(LAST));
        assertThat(contents.tail())
                .singleElement()
                .satisfies(tail -> assertThat(tail.segment()).isEqualTo(carried.name()));
    }

    @Test
    void passesOverASegmentOfAnotherJournalAndMissesTheOneItReplaced() throws IOException {
        SegmentBuilder foreign = new SegmentBuilder(0xbad, 2, 7, journal.first.link());
        foreign.record(7, 6).record(8, 6).record(9, 8).record(10, 8);
        journal.plant(journal.second, foreign.bytes());

        for (JournalContents contents : new JournalContents[] {journal.read(), journal.read(WITNESS, 0)}) {
            assertThat(contents.epoch()).isEqualTo(EPOCH);
            assertThat(sequences(contents)).isEqualTo(allBut(7, 10));
            assertThat(contents.gaps())
                    .containsExactly(
                            new JournalGap(foreign.name(), 0, 7, 10, "the segment belongs to another journal"));
            assertThat(contents.problems()).hasSize(1);
        }
    }

    @Test
    void passesOverACopyOfASegmentUnderAnotherName() throws IOException {
        journal.storage.plant(SegmentName.of(9), journal.second.bytes());

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(LAST));
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.problems())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.reason()).isEqualTo("it is a copy of another segment of this journal"));
    }

    @Test
    void passesOverADamagedCopyOfASegmentUnderAnotherName() throws IOException {
        byte[] copy = journal.second.bytes();
        copy[20] ^= 1;
        journal.storage.plant(SegmentName.of(9), copy);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(LAST));
        assertThat(contents.gaps()).isEmpty();
    }

    @Test
    void reportsASegmentThatIsTooLargeOrNoFileAndReadsTheRest() throws IOException {
        journal.storage.plant(journal.second.name(), new byte[SegmentHeader.MAX_SEGMENT_BYTES + 1]);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(allBut(7, 10));
        assertThat(contents.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.segment()).isEqualTo(journal.second.name()));
        assertThat(contents.problems()).hasSize(1);
    }

    @Test
    void refusesASegmentOfANewerFormat() throws IOException {
        ByteBuffer page = ByteBuffer.allocate(PAGE);
        new SegmentHeader(2, SegmentBuilder.SEGMENT_BYTES, EPOCH, 4, 15, journal.third.link()).encode(page);
        journal.storage.plant(SegmentName.of(4), page.array());

        assertThatExceptionOfType(StateRefusedException.class)
                .isThrownBy(journal::read)
                .withMessageContaining(SegmentName.of(4))
                .withMessageContaining("journal format 2, this build knows 1")
                .satisfies(refused -> assertThat(refused.problem().kind()).isEqualTo(FileProblem.Kind.REFUSED));
    }

    @Test
    void takesADamagedVersionForDamageAndNotForANewerFormat() throws IOException {
        byte[] content = journal.second.bytes();
        content[11] = 2;
        journal.plant(journal.second, content);

        assertThat(sequences(journal.read())).isEqualTo(upTo(LAST));
    }

    @Test
    void refusesARecordOfATypeThatOnlyANewerBuildKnows() throws IOException {
        byte[] content = journal.second.bytes();
        FoundRecord record = journal.second.get(8);
        ByteBuffer bytes = ByteBuffer.wrap(content);
        bytes.putInt(record.offset() + 36, 99);
        int crc = RecordFormat.recordCrc(bytes, new CRC32C(), record.offset(), record.end());
        bytes.clear().putInt(record.offset() + 40, crc);
        journal.plant(journal.second, content);

        assertThatExceptionOfType(StateRefusedException.class)
                .isThrownBy(journal::read)
                .withMessageContaining(journal.second.name())
                .withMessageContaining("record 8 has the type 99");
    }

    @Test
    void throwsAReadErrorAndTakesItForNoEnd() {
        for (int n = 1; n <= 6; n++) {
            journal.storage.inject(FaultPlan.failOnce(n, FaultPlan.IO_ERROR, n).on(OperationKind.READ));

            assertThatIOException().as("read %d", n).isThrownBy(journal::read).withMessageContaining("error");
        }
    }

    @Test
    void seesTheEpochOfMostSegmentsWhereNoSnapshotNamesOne() throws IOException {
        byte[] foreign =
                new SegmentBuilder(0xbad, 7, 1, SegmentLink.NONE).record(1, 0).bytes();
        journal.storage.plant(SegmentName.of(7), foreign);

        assertThat(journal.read().epoch()).isEqualTo(EPOCH);
        assertThat(sequences(journal.read())).isEqualTo(upTo(LAST));
        JournalContents other = JournalReader.read(journal.storage, new JournalAnchor(0xbad, 0, 0));
        assertThat(sequences(other)).containsExactly(1L);
    }

    @Test
    void readsTheOrderIdsOfASpareThatIsFullOfGarbage() throws IOException {
        byte[] garbage = new byte[SegmentBuilder.SEGMENT_BYTES];
        new Random(5).nextBytes(garbage);
        journal.storage.plant(SegmentName.of(4), garbage);

        JournalContents contents = journal.read();

        assertThat(sequences(contents)).isEqualTo(upTo(LAST));
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.tail()).singleElement().satisfies(tail -> {
            assertThat(tail.segment()).isEqualTo(SegmentName.of(4));
            assertThat(tail.offset()).isZero();
            assertThat(tail.clientOrderIds()).isEmpty();
        });
    }

    private void delete(SegmentBuilder segment) throws IOException {
        journal.storage.delete(segment.name());
    }
}
