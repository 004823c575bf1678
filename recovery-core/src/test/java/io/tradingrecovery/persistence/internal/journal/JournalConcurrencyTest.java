package io.tradingrecovery.persistence.internal.journal;

import static io.tradingrecovery.persistence.internal.journal.Journals.append;
import static io.tradingrecovery.persistence.internal.journal.Journals.ids;
import static io.tradingrecovery.persistence.internal.journal.Journals.payload;
import static io.tradingrecovery.persistence.internal.journal.Journals.read;
import static io.tradingrecovery.persistence.internal.journal.Journals.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.FileStorage;
import io.tradingrecovery.persistence.internal.storage.OperationKind;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.persistence.internal.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many threads append at the same time. */
@ExtendWith(QuietJournal.class)
class JournalConcurrencyTest {

    private static final int PRODUCERS = 64;
    private static final boolean TORTURE = Boolean.getBoolean("recovery.torture");

    static LongStream seeds() {
        return LongStream.rangeClosed(1, TORTURE ? 200 : 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void losesNoAcknowledgedRecordOfManyProducersWhenThePowerFails(long seed) throws IOException {
        SimulatedStorage storage = new SimulatedStorage();
        storage.inject(FaultPlan.crashDuring(1 + new Random(seed).nextInt(300), seed)
                .on(OperationKind.CREATE, OperationKind.WRITE, OperationKind.SYNC, OperationKind.SYNC_DIRECTORY));
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        long synced;
        long epoch;
        try (JournalWriter writer = Journals.open(storage)) {
            epoch = writer.epoch();
            produce(PRODUCERS, producer -> {
                for (int i = 0; i < 20; i++) {
                    String id = producer + "-" + i;
                    writer.append(RecordType.SUBMIT, payload(id, 100 + i * 20)).awaitDurable();
                    acknowledged.add(id);
                }
            });
            synced = writer.syncedSequence();
        }

        for (int fate = 0; fate < 5; fate++) {
            SimulatedStorage disk = storage.crash(new Random(seed * 31 + fate));
            JournalContents contents = JournalReader.read(disk, new JournalAnchor(epoch, synced, 0));

            String how = "seed " + seed + ", fate " + fate;
            assertThat(contents.gaps()).as(how).isEmpty();
            assertThat(ids(contents)).as(how).doesNotHaveDuplicates();
            Set<String> found = new HashSet<>(ids(contents));
            assertThat(acknowledged).as(how).allMatch(found::contains);
            assertThat(found).as(how).allMatch(id -> hasPredecessorIn(found, id));
        }
    }

    @Test
    void keepsTheOrderOfEachProducerOnARealDisk(@TempDir Path directory) throws IOException {
        Storage storage = FileStorage.open(directory);
        try (JournalWriter writer = Journals.open(storage)) {
            produce(PRODUCERS, producer -> {
                for (int i = 0; i < 20; i++) {
                    append(writer, producer + "-" + i).awaitDurable();
                }
            });
        }

        List<String> found = ids(read(storage));

        assertThat(found).hasSize(PRODUCERS * 20).doesNotHaveDuplicates();
        for (int producer = 0; producer < PRODUCERS; producer++) {
            String prefix = producer + "-";
            assertThat(found.stream().filter(id -> id.startsWith(prefix)))
                    .hasSize(20)
                    .isSortedAccordingTo((a, b) -> Integer.compare(number(a), number(b)));
        }
    }

    @Test
    void makesWhatGathersWhileTheDiskIsBusyDurableWithOneSync() throws IOException {
        HookedStorage hooked = new HookedStorage(new SimulatedStorage());
        try (JournalWriter writer = Journals.open(hooked)) {
            append(writer, "first").awaitDurable();
            Gate gate = Gate.at(hooked);
            Ticket busy = append(writer, "busy");
            gate.awaitReached(busy);
            List<Ticket> gathered = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                gathered.add(append(writer, "gathered-" + i));
            }
            AtomicInteger syncs = new AtomicInteger();
            AtomicInteger writes = new AtomicInteger();
            hooked.hook((step, name) -> (step == HookedStorage.Step.SYNC ? syncs : writes).incrementAndGet());
            gate.open();
            gathered.forEach(Ticket::awaitDurable);

            assertThat(syncs).hasValue(1);
            assertThat(writes).hasValue(1);
        }
    }

    @Test
    void anInterruptNeitherEndsTheWaitNorHarmsTheFile(@TempDir Path directory) throws IOException {
        Storage storage = FileStorage.open(directory);
        ConcurrentLinkedQueue<Boolean> flags = new ConcurrentLinkedQueue<>();
        try (JournalWriter writer = Journals.open(storage)) {
            produce(8, producer -> {
                for (int i = 0; i < 10; i++) {
                    Thread.currentThread().interrupt();
                    append(writer, producer + "-" + i).awaitDurable();
                    flags.add(Thread.interrupted());
                }
            });
        }

        assertThat(flags).hasSize(80).containsOnly(true);
        assertThat(ids(read(storage))).hasSize(80);
    }

    @Test
    void anInterruptDuringTheWaitIsKeptForLater() throws IOException {
        HookedStorage hooked = new HookedStorage(new SimulatedStorage());
        try (JournalWriter writer = Journals.open(hooked)) {
            Gate gate = Gate.at(hooked);
            ConcurrentLinkedQueue<Boolean> flags = new ConcurrentLinkedQueue<>();
            Ticket ticket = append(writer, "a");
            Thread waiter = new Thread(() -> {
                ticket.awaitDurable();
                flags.add(Thread.currentThread().isInterrupted());
            });
            gate.awaitReached(ticket);
            waiter.start();
            waiter.interrupt();
            gate.open();
            joinUninterruptibly(waiter);

            assertThat(flags).containsExactly(true);
        }
    }

    @Test
    void runsWhatHangsOnAFutureOnTheExecutorGivenForIt() throws IOException {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        ExecutorService callbacks = Executors.newSingleThreadExecutor(task -> new Thread(task, "callbacks"));
        HookedStorage hooked = new HookedStorage(new SimulatedStorage());
        try (JournalWriter writer = Journals.open(hooked, withCallbacks(callbacks))) {
            Gate gate = Gate.at(hooked);
            Ticket ticket = append(writer, "a");
            var early = ticket.whenDurable().thenAccept(done -> threads.add(nameOfThread()));
            gate.open();
            early.join();
            ticket.whenDurable().thenAccept(done -> threads.add(nameOfThread())).join();
        } finally {
            callbacks.shutdown();
        }

        // Whoever adds to a future that is complete already runs the action itself.
        threads.remove(nameOfThread());
        assertThat(threads).containsAnyOf("callbacks").doesNotContain("recovery-journal");
    }

    @Test
    void aCallbackThatNeverEndsHoldsUpNoRecord() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        ExecutorService callbacks = Executors.newSingleThreadExecutor();
        try (JournalWriter writer = Journals.open(new SimulatedStorage(), withCallbacks(callbacks))) {
            callbacks.execute(() -> Waits.uninterruptibly(never, Long.MAX_VALUE));
            var waiting = append(writer, "a").whenDurable();
            for (int i = 0; i < 10; i++) {
                append(writer, "b-" + i).awaitDurable();
            }

            assertThat(writer.syncedSequence()).isEqualTo(11);
            never.countDown();
            assertThat(waiting.join()).isEqualTo(1);
        } finally {
            callbacks.shutdown();
        }
    }

    @Test
    void anExecutorThatTakesNoMoreDoesNotStopTheJournal() throws IOException {
        JournalSettings settings = withCallbacks(task -> {
            throw new RejectedExecutionException("shut down");
        });
        HookedStorage hooked = new HookedStorage(new SimulatedStorage());
        try (JournalWriter writer = Journals.open(hooked, settings)) {
            Gate gate = Gate.at(hooked);
            Ticket ticket = append(writer, "a");
            var open = ticket.whenDurable();
            gate.open();
            append(writer, "b").awaitDurable();

            assertThat(open).isNotDone();
        }
    }

    private static JournalSettings withCallbacks(Executor callbacks) {
        return JournalSettings.of(Runnable::run, callbacks, JournalListener.NONE)
                .withSegmentBytes(8192)
                .withWitnessDelay(settings().witnessDelay());
    }

    /** A record is never there without the one its producer waited for before. */
    private static boolean hasPredecessorIn(Set<String> found, String id) {
        int number = number(id);
        return number == 0 || found.contains(id.substring(0, id.indexOf('-') + 1) + (number - 1));
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(id.indexOf('-') + 1));
    }

    private static void produce(int producers, IntConsumer work) {
        List<Thread> threads = new ArrayList<>();
        for (int producer = 0; producer < producers; producer++) {
            int number = producer;
            threads.add(new Thread(() -> {
                try {
                    work.accept(number);
                } catch (TradingRecoveryException powerFailed) {
                    // The producer dies with its process.
                }
            }));
        }
        threads.forEach(Thread::start);
        threads.forEach(JournalConcurrencyTest::joinUninterruptibly);
    }

    private static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String nameOfThread() {
        return Thread.currentThread().getName();
    }
}
