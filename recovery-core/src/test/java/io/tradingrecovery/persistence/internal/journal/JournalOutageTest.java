package io.tradingrecovery.persistence.internal.journal;

import static io.tradingrecovery.persistence.internal.journal.Journals.append;
import static io.tradingrecovery.persistence.internal.journal.Journals.ids;
import static io.tradingrecovery.persistence.internal.journal.Journals.read;
import static io.tradingrecovery.persistence.internal.journal.Journals.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tradingrecovery.errors.NotDurableException;
import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.OperationKind;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a writer does, and whom it tells, while the disk fails and when it works again. */
@ExtendWith(QuietJournal.class)
class JournalOutageTest {

    private final SimulatedStorage storage = new SimulatedStorage();
    private final List<String> news = new CopyOnWriteArrayList<>();
    private final JournalListener listener = new JournalListener() {
        @Override
        public void onSegmentPoisoned(Throwable cause) {
            news.add("poisoned: " + cause.getMessage());
        }

        @Override
        public void onNotDurable(Throwable cause) {
            news.add("not durable: " + cause.getMessage());
        }
    };

    @Test
    void failsTheGroupOfAFailedSyncAndGoesOnInANewSegment() throws IOException {
        try (JournalWriter writer = Journals.open(storage, settings(listener))) {
            append(writer, "a").awaitDurable();
            failNext(OperationKind.SYNC);
            Ticket lost = append(writer, "b");

            assertThatExceptionOfType(StateStorageException.class)
                    .isThrownBy(lost::awaitDurable)
                    .withMessageContaining("Record 2 may not be on disk")
                    .withMessageContaining(SegmentName.of(1))
                    .withMessageContaining(FaultPlan.IO_ERROR)
                    .satisfies(failure ->
                            assertThat(failure.durability()).isEqualTo(StateStorageException.Durability.UNKNOWN));
            assertThat(writer.isDurable()).isTrue();
            assertThat(writer.syncedSequence()).isEqualTo(1);

            Ticket next = append(writer, "c");
            next.awaitDurable();
            assertThat(next.sequence()).isGreaterThan(lost.sequence());
        }

        assertThat(ids(read(storage))).containsExactly("a", "c");
        assertThat(read(storage).segments()).hasSize(2);
        assertThat(news).singleElement().asString().startsWith("poisoned: ").contains(FaultPlan.IO_ERROR);
    }

    @Test
    void neverSyncsASegmentAgainAfterAFailure() throws IOException {
        try (JournalWriter writer = Journals.open(storage)) {
            append(writer, "a").awaitDurable();
            failNext(OperationKind.SYNC);
            assertFails(append(writer, "b"));
            int operations = storage.operations();
            append(writer, "c").awaitDurable();

            assertThat(storage.trace().subList(operations, storage.operations()))
                    .noneMatch(operation -> operation.contains(SegmentName.of(1)));
        }
    }

    @Test
    void recordsNothingOnceTheNewSegmentFailsToo() throws IOException {
        try (JournalWriter writer = Journals.open(storage, settings(listener))) {
            append(writer, "a").awaitDurable();
            failFromNow();
            assertFails(append(writer, "b"));

            assertThatExceptionOfType(NotDurableException.class)
                    .isThrownBy(() -> awaitRefusal(writer))
                    .withMessageContaining(FaultPlan.NO_SPACE)
                    .withMessageContaining("resumes with the next acknowledged snapshot")
                    .withCauseInstanceOf(IOException.class);
            assertThat(writer.isDurable()).isFalse();
            storage.inject(FaultPlan.none());
        }

        assertThat(ids(read(storage))).startsWith("a").doesNotContain("refused");
        assertThat(news).hasSize(2);
        assertThat(news.get(0)).startsWith("poisoned: ");
        assertThat(news.get(1)).startsWith("not durable: ").contains(FaultPlan.NO_SPACE);
    }

    @Test
    void givesUpWhenNewSegmentsCanBeMadeButNeverWritten() throws IOException {
        HookedStorage hooked = new HookedStorage(storage);
        Map<String, Integer> syncs = new HashMap<>();
        hooked.hook((step, name) -> {
            boolean zeros = step == HookedStorage.Step.WRITE || syncs.merge(name, 1, Integer::sum) == 1;
            if (!zeros) {
                throw new IOException(FaultPlan.IO_ERROR);
            }
        });
        try (JournalWriter writer = Journals.open(hooked, settings(listener))) {
            assertFails(append(writer, "a"));
            assertThat(writer.isDurable()).isTrue();
            assertFails(append(writer, "b"));
            assertThat(writer.isDurable()).isFalse();
            assertThatExceptionOfType(NotDurableException.class).isThrownBy(() -> append(writer, "c"));
        }

        assertThat(news)
                .extracting(text -> text.substring(0, text.indexOf(':')))
                .containsExactly("poisoned", "poisoned", "not durable");
        assertThat(storage.openFiles()).isZero();
    }

    @Test
    void failsWhatIsPendingWhenTheNewSegmentFailsAndNeverWritesIt() throws IOException {
        HookedStorage hooked = new HookedStorage(storage);
        JournalListener repair = new JournalListener() {
            @Override
            public void onSegmentPoisoned(Throwable cause) {
                // The disk fails on.
            }

            @Override
            public void onNotDurable(Throwable cause) {
                storage.inject(FaultPlan.none());
            }
        };
        try (JournalWriter writer = Journals.open(hooked, settings(repair))) {
            append(writer, "a").awaitDurable();
            Gate gate = Gate.at(hooked);
            Ticket first = append(writer, "b");
            gate.awaitReached(first);
            List<Ticket> pending = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                pending.add(append(writer, "pending-" + i));
            }
            failFromNow();
            gate.open();

            assertFails(first);
            for (Ticket ticket : pending) {
                assertThatExceptionOfType(NotDurableException.class).isThrownBy(ticket::awaitDurable);
            }
            writer.resume();
            append(writer, "c").awaitDurable();
        }

        assertThat(ids(read(storage))).containsExactly("a", "c");
    }

    @Test
    void resumesInANewSegmentWithHigherSequences() throws IOException {
        try (JournalWriter writer = Journals.open(storage, settings(listener))) {
            append(writer, "a").awaitDurable();
            failFromNow();
            Ticket lost = append(writer, "b");
            assertFails(lost);
            awaitOutage(writer);

            assertThatExceptionOfType(TradingRecoveryException.class).isThrownBy(writer::resume);
            assertThat(writer.isDurable()).isFalse();

            storage.inject(FaultPlan.none());
            writer.resume();

            assertThat(writer.isDurable()).isTrue();
            Ticket next = append(writer, "c");
            next.awaitDurable();
            assertThat(next.sequence()).isGreaterThan(lost.sequence() + 1);
            assertThat(writer.syncedSequence()).isEqualTo(next.sequence());
        }

        assertThat(ids(read(storage))).containsExactly("a", "c");
        assertThat(read(storage).gaps()).isEmpty();
    }

    @Test
    void resumingChangesNothingWhileTheJournalIsInOrder() throws IOException {
        try (JournalWriter writer = Journals.open(storage)) {
            writer.resume();
            assertThat(storage.list("")).isEmpty();
            assertThat(append(writer, "a").sequence()).isEqualTo(1);
        }
    }

    @Test
    void stopsBeforeTheFirstRecordIfNoSegmentCanBeMade() throws IOException {
        failFromNow();
        try (JournalWriter writer = Journals.open(storage, settings(listener))) {
            assertThatExceptionOfType(NotDurableException.class)
                    .isThrownBy(append(writer, "a")::awaitDurable)
                    .withMessageContaining("Record 1 was not recorded");
            awaitOutage(writer);
            storage.inject(FaultPlan.none());
            writer.resume();
            append(writer, "b").awaitDurable();
        }

        assertThat(ids(read(storage))).containsExactly("b");
        assertThat(storage.openFiles()).isZero();
    }

    @Test
    void keepsWhatWasNotKnownToBeDurableThroughAFailedFirstSegment() throws IOException {
        try (JournalWriter writer = Journals.open(storage)) {
            append(writer, "a").awaitDurable();
            append(writer, "b").awaitDurable();
            SimulatedStorage alive = storage.kill(); // Nothing witnesses b.
            for (int n = 1; n <= 8; n++) {
                SimulatedStorage found = alive.crashKeepingAll();
                found.inject(FaultPlan.failOnce(n, FaultPlan.IO_ERROR, n)
                        .on(OperationKind.CREATE, OperationKind.WRITE, OperationKind.SYNC));
                try (JournalWriter next = Journals.open(found)) {
                    for (String id : new String[] {"c", "d"}) {
                        try {
                            append(next, id).awaitDurable();
                        } catch (StateStorageException failure) {
                            assertThat(failure).hasMessageContaining(FaultPlan.IO_ERROR);
                        }
                    }
                }
                assertThat(ids(read(found)))
                        .as("failure %d", n)
                        .startsWith("a", "b")
                        .contains("d");
            }
        }
    }

    @Test
    void goesOnWhenAListenerThrows() throws IOException {
        JournalListener broken = cause -> {
            throw new IllegalStateException("broken listener");
        };
        try (JournalWriter writer = Journals.open(storage, settings(broken))) {
            failNext(OperationKind.WRITE);
            append(writer, "a");
            append(writer, "b").awaitDurable();
        }

        assertThat(ids(read(storage))).contains("b");
    }

    @Test
    void onlyWarnsWhenATrimFailsAndTriesAgain() throws IOException {
        try (JournalWriter writer = Journals.open(storage)) {
            for (int i = 0; i < 10; i++) {
                writer.append(RecordType.NOTE, Journals.payload("order-" + i, 2000))
                        .awaitDurable();
            }
            long oldest = read(storage).segments().get(0).number();
            for (int seed = 0; seed < 8; seed++) {
                storage.inject(FaultPlan.failOnce(1, FaultPlan.IO_ERROR, seed)
                        .on(OperationKind.DELETE, OperationKind.SYNC_DIRECTORY));
                writer.trim(4);
            }
            assertThat(read(storage).segments().get(0).number()).isGreaterThan(oldest);
            storage.inject(FaultPlan.none());
            writer.trim(8);

            assertThat(ids(JournalReader.read(storage, new JournalAnchor(writer.epoch(), 8, 8))))
                    .containsExactly("order-8", "order-9");
            assertThat(read(storage).segments().get(0).lastSequence()).isGreaterThan(8);
        }
    }

    @Test
    void tellsWhoWaitsWhenTheWritingThreadDies() throws IOException {
        HookedStorage hooked = new HookedStorage(storage);
        hooked.hook((step, name) -> {
            throw new IllegalStateException("a defect");
        });
        try (JournalWriter writer = Journals.open(hooked)) {
            assertThatExceptionOfType(NotDurableException.class)
                    .isThrownBy(append(writer, "a")::awaitDurable)
                    .withMessageContaining("a defect");
            assertThatExceptionOfType(NotDurableException.class)
                    .isThrownBy(() -> awaitRefusal(writer))
                    .withMessageContaining("a defect");
        }
    }

    @Test
    void stopsWaitingWhenTheDiskDoesNotAnswer() throws IOException {
        HookedStorage hooked = new HookedStorage(storage);
        Gate gate = Gate.at(hooked);
        JournalWriter writer = Journals.open(hooked, settings().withTimeouts(Duration.ZERO, Duration.ZERO));
        Ticket ticket = append(writer, "a");

        assertThatExceptionOfType(StateStorageException.class)
                .isThrownBy(ticket::awaitDurable)
                .withMessageContaining("the disk does not answer")
                .satisfies(failure ->
                        assertThat(failure.durability()).isEqualTo(StateStorageException.Durability.UNKNOWN));
        writer.close();
        gate.open();

        assertThat(ticket.whenDurable().join()).isEqualTo(1);
    }

    @Test
    void takesNoMoreThanTheMemoryHoldsWhileTheDiskStandsStill() throws IOException {
        HookedStorage hooked = new HookedStorage(storage);
        try (JournalWriter writer = Journals.open(hooked, settings().withSegmentBytes(2 << 20))) {
            Gate gate = Gate.at(hooked);
            Ticket first = append(writer, "a");
            gate.awaitReached(first);
            byte[] large = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                writer.append(RecordType.NOTE, large);
            }

            assertThatExceptionOfType(NotDurableException.class)
                    .isThrownBy(() -> append(writer, "b"))
                    .withMessageContaining("bytes waiting for the disk");
            gate.open();
            first.awaitDurable();
        }
    }

    private void failNext(OperationKind kind) {
        storage.inject(FaultPlan.failOnce(1, FaultPlan.IO_ERROR, 0).on(kind));
    }

    private void failFromNow() {
        storage.inject(FaultPlan.failFrom(1, FaultPlan.NO_SPACE, 0)
                .on(OperationKind.CREATE, OperationKind.WRITE, OperationKind.SYNC));
    }

    private static void assertFails(Ticket ticket) {
        assertThatExceptionOfType(StateStorageException.class).isThrownBy(ticket::awaitDurable);
    }

    private static void awaitOutage(JournalWriter writer) {
        assertThatExceptionOfType(NotDurableException.class).isThrownBy(() -> awaitRefusal(writer));
    }

    /** The thread may still be on its way to give up: then this record is the last it fails. */
    private static void awaitRefusal(JournalWriter writer) {
        while (true) {
            append(writer, "refused").awaitDurable();
        }
    }
}
