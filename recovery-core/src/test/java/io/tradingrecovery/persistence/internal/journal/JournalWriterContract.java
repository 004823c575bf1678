package io.tradingrecovery.persistence.internal.journal;

import static io.tradingrecovery.persistence.internal.journal.Journals.append;
import static io.tradingrecovery.persistence.internal.journal.Journals.ids;
import static io.tradingrecovery.persistence.internal.journal.Journals.open;
import static io.tradingrecovery.persistence.internal.journal.Journals.payload;
import static io.tradingrecovery.persistence.internal.journal.Journals.read;
import static io.tradingrecovery.persistence.internal.journal.Journals.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.persistence.internal.storage.Storage.StoredFile;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a writer promises on every storage. */
abstract class JournalWriterContract {

    private Storage storage;

    /** A storage on an empty directory. */
    abstract Storage storage() throws IOException;

    @BeforeEach
    void openStorage() throws IOException {
        storage = storage();
    }

    @Test
    void writesNothingBeforeTheFirstRecord() throws IOException {
        open(storage).close();

        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void readsBackRecordsOfAllSizesOverManySegments() throws IOException {
        List<String> written = new ArrayList<>();
        try (JournalWriter writer = open(storage)) {
            for (int i = 0; i < 60; i++) {
                String id = "order-" + i;
                writer.append(RecordType.SUBMIT, payload(id, i * 67 % 4000)).awaitDurable();
                written.add(id);
            }
            assertThat(writer.syncedSequence()).isEqualTo(60);
        }

        JournalContents contents = read(storage);

        assertThat(ids(contents)).isEqualTo(written);
        assertThat(contents.records())
                .extracting(record -> record.payload().length)
                .startsWith(payload("order-0", 0).length, 67);
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.tail()).isEmpty();
        assertThat(contents.problems()).isEmpty();
        assertThat(contents.segments()).hasSizeGreaterThan(10);
    }

    @Test
    void keepsEachTypeAndAnEmptyPayload() throws IOException {
        try (JournalWriter writer = open(storage)) {
            for (RecordType type : RecordType.values()) {
                if (type != RecordType.WITNESS) {
                    writer.append(type, new byte[0]);
                }
            }
        }

        assertThat(read(storage).records()).extracting(JournalRecord::type).containsExactly(RecordType.values());
    }

    @Test
    void takesTheLongestPayloadASegmentHoldsAndNoLonger() throws IOException {
        int longest = 8192 - SegmentHeader.PAGE_BYTES - RecordFormat.HEADER_BYTES;
        try (JournalWriter writer = open(storage)) {
            append(writer, "before").awaitDurable();
            writer.append(RecordType.NOTE, payload("longest", longest)).awaitDurable();
            append(writer, "after").awaitDurable();

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.append(RecordType.NOTE, new byte[longest + 1]))
                    .withMessageContaining(longest + 1 + " bytes")
                    .withMessageContaining(Integer.toString(longest));
        }

        assertThat(ids(read(storage))).containsExactly("before", "longest", "after");
    }

    @Test
    void continuesInASegmentOfItsOwnWithHigherSequences() throws IOException {
        for (int life = 1; life <= 4; life++) {
            try (JournalWriter writer = open(storage)) {
                append(writer, "order-" + life).awaitDurable();
            }
            assertThat(read(storage).segments()).hasSize(life);
        }

        JournalContents contents = read(storage);

        assertThat(ids(contents)).containsExactly("order-1", "order-2", "order-3", "order-4");
        assertThat(contents.records())
                .extracting(JournalRecord::sequence)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(contents.gaps()).isEmpty();
        assertThat(contents.problems()).isEmpty();
    }

    @Test
    void keepsItsEpoch() throws IOException {
        long epoch;
        try (JournalWriter writer = open(storage)) {
            append(writer, "a").awaitDurable();
            epoch = writer.epoch();
        }

        assertThat(epoch).isNotZero();
        assertThat(read(storage).epoch()).isEqualTo(epoch);
        try (JournalWriter writer = open(storage)) {
            assertThat(writer.epoch()).isEqualTo(epoch);
        }
    }

    @Test
    void numbersRecordsAboveWhatTheCallerHasSeen() throws IOException {
        try (JournalWriter writer = JournalWriter.open(storage, read(storage), 1000, settings())) {
            assertThat(append(writer, "a").sequence()).isEqualTo(1001);
        }
        try (JournalWriter writer = JournalWriter.open(storage, read(storage), 5, settings())) {
            assertThat(append(writer, "b").sequence()).isGreaterThan(1001);
        }

        assertThat(ids(read(storage))).containsExactly("a", "b");
    }

    @Test
    void witnessesItsLastGroupWhenItIsClosed() throws IOException {
        try (JournalWriter writer = open(storage)) {
            append(writer, "a").awaitDurable();
            append(writer, "b").awaitDurable();
        }

        JournalContents contents = read(storage);

        assertThat(contents.witness()).isEqualTo(2);
        assertThat(contents.records())
                .last()
                .satisfies(record -> assertThat(record.type()).isEqualTo(RecordType.WITNESS));
    }

    @Test
    void witnessesTheLastGroupOnceWhenItIsIdle() throws IOException {
        HookedStorage hooked = new HookedStorage(storage);
        CountDownLatch witnessed = new CountDownLatch(3); // The segment's zeros, the record, the witness.
        hooked.hook((step, name) -> {
            if (step == HookedStorage.Step.SYNC) {
                witnessed.countDown();
            }
        });
        try (JournalWriter writer = open(hooked, settings().withWitnessDelay(Duration.ZERO))) {
            append(writer, "a").awaitDurable();
            assertThat(Waits.uninterruptibly(witnessed, Long.MAX_VALUE)).isTrue();
        }

        JournalContents contents = read(storage);

        assertThat(contents.witness()).isEqualTo(1);
        assertThat(contents.records())
                .extracting(JournalRecord::type)
                .containsExactly(RecordType.SUBMIT, RecordType.WITNESS);
    }

    @Test
    void writesWhatIsPendingWhenItIsClosed() throws IOException {
        List<Ticket> tickets = new ArrayList<>();
        JournalWriter writer = open(storage);
        for (int i = 0; i < 200; i++) {
            tickets.add(append(writer, "order-" + i));
        }

        writer.close();

        tickets.forEach(Ticket::awaitDurable);
        assertThat(ids(read(storage))).hasSize(200).startsWith("order-0").endsWith("order-199");
    }

    @Test
    void refusesRecordsOnceItIsClosedAndMayBeClosedTwice() throws IOException {
        JournalWriter writer = open(storage);
        append(writer, "a").awaitDurable();
        writer.close();
        writer.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> append(writer, "b"))
                .withMessageContaining("is closed and records nothing more");
        assertThatIllegalStateException().isThrownBy(writer::resume);
        assertThat(ids(read(storage))).containsExactly("a");
    }

    @Test
    void keepsTheWitnessToItself() throws IOException {
        try (JournalWriter writer = open(storage)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> writer.append(RecordType.WITNESS, new byte[0]))
                    .withMessageContaining("the writer's own");
        }
    }

    @Test
    void removesTheSegmentsThatNoSnapshotNeeds() throws IOException {
        try (JournalWriter writer = open(storage)) {
            for (int i = 1; i <= 20; i++) {
                writer.append(RecordType.SUBMIT, payload("order-" + i, 1500)).awaitDurable();
            }
            writer.trim(9);
            JournalContents trimmed = JournalReader.read(storage, new JournalAnchor(writer.epoch(), 9, 9));
            assertThat(trimmed.gaps()).isEmpty();
            assertThat(ids(trimmed)).hasSize(11).startsWith("order-10").endsWith("order-20");
            assertThat(trimmed.segments().get(0).lastSequence()).isGreaterThan(9);

            writer.trim(Long.MAX_VALUE);
            assertThat(read(storage).segments())
                    .filteredOn(segment -> segment.kind() == SegmentInfo.Kind.DATA)
                    .hasSize(1);
            append(writer, "after").awaitDurable();
        }

        assertThat(ids(JournalReader.read(storage, new JournalAnchor(0, 20, 20))))
                .contains("after");
    }

    @Test
    void keepsTheNewestSegmentEvenIfNothingInItIsNeeded() throws IOException {
        for (String id : new String[] {"a", "b"}) {
            try (JournalWriter writer = open(storage)) {
                append(writer, id).awaitDurable();
            }
        }
        try (JournalWriter writer = open(storage)) {
            writer.trim(Long.MAX_VALUE);
        }

        JournalContents contents = read(storage);

        assertThat(contents.segments())
                .singleElement()
                .satisfies(segment -> assertThat(segment.number()).isEqualTo(2));
        assertThat(contents.epoch()).isNotZero();
    }

    @Test
    void removesTheSparesOfAnEarlierWriter() throws IOException {
        OpenSegment.create(storage, 1, 8192).close();
        OpenSegment.create(storage, 2, 8192).close();
        try (JournalWriter writer = open(storage)) {
            assertThat(names()).hasSize(2);
            append(writer, "a").awaitDurable();
        }

        assertThat(names()).containsExactly(SegmentName.of(3));
    }

    @Test
    void leavesNoSpareBehind() throws IOException {
        try (JournalWriter writer = open(storage)) {
            writer.append(RecordType.SUBMIT, payload("a", 3000)).awaitDurable();
            append(writer, "b").awaitDurable(); // By now the first group's spare is there.
            assertThat(names()).hasSize(2);
        }

        assertThat(names()).hasSize(1);
    }

    private List<String> names() throws IOException {
        return storage.list("").stream()
                .map(StoredFile::name)
                .sorted(Comparator.naturalOrder())
                .toList();
    }
}
