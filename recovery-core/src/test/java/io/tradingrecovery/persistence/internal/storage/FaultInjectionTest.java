package io.tradingrecovery.persistence.internal.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.persistence.internal.storage.Storage.StorageFile;
import io.tradingrecovery.persistence.internal.storage.Storage.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The simulator fails and crashes where the plan says, and nowhere else. */
final class FaultInjectionTest {

    private static final int SEEDS = 50;

    private final SimulatedStorage storage = new SimulatedStorage();

    @Test
    void failsOneOperationWithTheKernelsWordsAndItsPath() throws IOException {
        storage.inject(FaultPlan.failOnce(2, FaultPlan.NO_SPACE, 0));

        StorageFile file = storage.create("a");
        assertThat(storage.injected()).isFalse();
        assertThatIOException()
                .isThrownBy(() -> storage.create("b"))
                .withMessageContainingAll("simulated", "b", FaultPlan.NO_SPACE);
        assertThat(storage.injected()).isTrue();
        storage.create("b").close();
        file.close();
        assertThat(storage.openFiles()).isZero();
    }

    @Test
    void failsFromAnOperationOn() throws IOException {
        storage.create("a").close();
        storage.inject(FaultPlan.failFrom(2, FaultPlan.READ_ONLY, 0));

        assertThat(storage.list("")).hasSize(1);
        for (int i = 0; i < 3; i++) {
            assertThatIOException().isThrownBy(() -> storage.list("")).withMessageContaining(FaultPlan.READ_ONLY);
            assertThatIOException().isThrownBy(() -> storage.read("a", 0)).withMessageContaining(FaultPlan.READ_ONLY);
            assertThatIOException().isThrownBy(() -> storage.create("b")).withMessageContaining(FaultPlan.READ_ONLY);
            assertThatIOException().isThrownBy(storage::lock).withMessageContaining(FaultPlan.READ_ONLY);
        }
    }

    @Test
    void countsOnlyTheKindsItIsToldTo() throws IOException {
        storage.inject(FaultPlan.failOnce(2, FaultPlan.IO_ERROR, 0).on(OperationKind.SYNC));

        try (StorageFile file = storage.create("a")) {
            file.sync();
            file.write(ByteBuffer.allocate(10), 0);
            storage.syncDirectory("");
            assertThatIOException().isThrownBy(file::sync);
        }
    }

    @Test
    void leavesAPrefixOfAWriteThatFails() {
        Set<String> found = outcomes(seed -> {
            SimulatedStorage fresh = new SimulatedStorage();
            StorageFile file = fresh.create("a");
            fresh.inject(FaultPlan.failOnce(1, FaultPlan.NO_SPACE, seed));
            ByteBuffer bytes = ByteBuffer.wrap("abcd".getBytes(UTF_8));
            assertThatIOException().isThrownBy(() -> file.write(bytes, 0));
            String written = new String(fresh.read("a", 10), UTF_8);
            assertThat(bytes.position()).as("seed %d", seed).isEqualTo(written.length());
            return written;
        });

        assertThat(found).containsExactlyInAnyOrder("", "a", "ab", "abc", "abcd");
    }

    @Test
    void doesOrDoesNotWhatAFailingRenameWasToDo() {
        assertThat(outcomes(seed -> afterFailing(seed, fresh -> fresh.rename("a", "b"))))
                .containsExactlyInAnyOrder("[a]", "[b]");
    }

    @Test
    void doesOrDoesNotWhatAFailingDeletionWasToDo() {
        assertThat(outcomes(seed -> afterFailing(seed, fresh -> fresh.delete("a"))))
                .containsExactlyInAnyOrder("[a]", "[]");
    }

    @Test
    void doesOrDoesNotWhatAFailingDirectorySyncWasToDo() {
        assertThat(outcomes(seed -> {
                    SimulatedStorage fresh = new SimulatedStorage();
                    fresh.create("a").close();
                    fresh.inject(FaultPlan.failOnce(1, FaultPlan.IO_ERROR, seed));
                    assertThatIOException().isThrownBy(() -> fresh.syncDirectory(""));
                    return names(fresh.crashLosingAll());
                }))
                .containsExactlyInAnyOrder("[a]", "[]");
    }

    @Test
    void closesAFileEvenIfThatFails() throws IOException {
        StorageFile file = storage.create("a");
        assertThat(storage.openFiles()).isEqualTo(1);
        storage.inject(FaultPlan.failOnce(1, FaultPlan.IO_ERROR, 0));

        assertThatIOException().isThrownBy(file::close);
        file.close();

        assertThat(storage.openFiles()).isZero();
        assertThatIOException().isThrownBy(() -> file.write(ByteBuffer.allocate(1), 0));
    }

    @Test
    void crashesAfterAnOperationThatFailsByItself() {
        storage.inject(FaultPlan.crashAfter(1));

        assertThatThrownBy(() -> storage.rename("absent", "b")).isInstanceOf(SimulatedCrash.class);
    }

    @Test
    void crashesBeforeAnOperation() throws IOException {
        storage.create("a").close();
        storage.inject(FaultPlan.crashBefore(1));

        assertThatThrownBy(() -> storage.delete("a"))
                .isInstanceOf(SimulatedCrash.class)
                .hasMessageContainingAll("3 DELETE a", "CRASH_BEFORE");
        assertThatThrownBy(() -> storage.list("")).isInstanceOf(SimulatedCrash.class);
        assertThat(names(storage.kill())).isEqualTo("[a]");
    }

    @Test
    void crashesAfterAnOperation() throws IOException {
        storage.create("a").close();
        storage.inject(FaultPlan.crashAfter(1));

        assertThatThrownBy(() -> storage.delete("a")).isInstanceOf(SimulatedCrash.class);
        assertThat(names(storage.kill())).isEqualTo("[]");
    }

    @Test
    void crashesWithinAnOperation() {
        assertThat(outcomes(seed -> {
                    SimulatedStorage fresh = new SimulatedStorage();
                    StorageFile file = fresh.create("a");
                    fresh.inject(FaultPlan.crashDuring(1, seed));
                    assertThatThrownBy(() -> file.write(ByteBuffer.wrap(new byte[2]), 0))
                            .isInstanceOf(SimulatedCrash.class);
                    return String.valueOf(fresh.kill().read("a", 10).length);
                }))
                .containsExactlyInAnyOrder("0", "1", "2");
    }

    @Test
    void letsATestVisitEveryOperationUntilNoneIsLeft() throws IOException {
        SimulatedStorage whole = new SimulatedStorage();
        protocol(whole);
        List<Long> crashedAt = new ArrayList<>();
        long n = 1;
        for (boolean injected = true; injected; n++) {
            SimulatedStorage fresh = new SimulatedStorage();
            fresh.inject(FaultPlan.crashBefore(n));
            try {
                protocol(fresh);
            } catch (SimulatedCrash crash) {
                crashedAt.add(n);
            }
            injected = fresh.injected();
        }

        assertThat(crashedAt).hasSize(whole.operations());
        assertThat(whole.trace())
                .containsExactly(
                        "1 CREATE a.tmp",
                        "2 WRITE a.tmp [0, 100)",
                        "3 SYNC a.tmp",
                        "4 CLOSE a.tmp",
                        "5 RENAME a.tmp to a",
                        "6 SYNC_DIRECTORY ");
    }

    @Test
    void losesItsLockOnDemand() throws IOException {
        Storage.DirectoryLock lock = storage.lock();
        storage.loseLock();

        assertThat(lock.isHeld()).isFalse();
        lock.close();
        assertThat(storage.lock().isHeld()).isTrue();
    }

    @Test
    void plantsFilesThatAreDurablePastAllFaults() throws IOException {
        storage.inject(FaultPlan.failFrom(1, FaultPlan.IO_ERROR, 0));
        storage.plant("a", "x".getBytes(UTF_8));
        storage.plant("old/b", "y".getBytes(UTF_8));
        storage.plant("old/b", "z".getBytes(UTF_8));

        SimulatedStorage found = storage.crashLosingAll();
        assertThat(found.read("a", 1)).isEqualTo("x".getBytes(UTF_8));
        assertThat(found.read("old/b", 1)).isEqualTo("z".getBytes(UTF_8));
    }

    @Test
    void endsEveryThreadAtTheSameCrash() throws InterruptedException {
        storage.inject(FaultPlan.crashBefore(100));
        AtomicInteger crashed = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String name = "file" + i;
            Thread thread = new Thread(() -> {
                try (StorageFile file = storage.create(name)) {
                    for (long position = 0; ; position++) {
                        file.write(ByteBuffer.allocate(1), position);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (SimulatedCrash crash) {
                    crashed.incrementAndGet();
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(crashed).hasValue(4);
        assertThat(storage.operations()).isEqualTo(100);
    }

    private static void protocol(Storage storage) throws IOException {
        try (StorageFile file = storage.create("a.tmp")) {
            file.write(ByteBuffer.allocate(100), 0);
            file.sync();
        }
        storage.rename("a.tmp", "a");
        storage.syncDirectory("");
    }

    /** The names left after an operation failed on the one file {@code a}. */
    private static String afterFailing(long seed, Operation operation) throws IOException {
        SimulatedStorage fresh = new SimulatedStorage();
        fresh.create("a").close();
        fresh.inject(FaultPlan.failOnce(1, FaultPlan.IO_ERROR, seed));
        assertThatIOException().isThrownBy(() -> operation.on(fresh)).withMessageContaining(FaultPlan.IO_ERROR);
        return names(fresh);
    }

    private static String names(Storage storage) throws IOException {
        return storage.list("").stream().map(StoredFile::name).toList().toString();
    }

    private static Set<String> outcomes(Observation observation) {
        LongFunction<String> unchecked = seed -> {
            try {
                return observation.of(seed);
            } catch (IOException e) {
                throw new UncheckedIOException("seed " + seed, e);
            }
        };
        return Seeds.first(SEEDS).mapToObj(unchecked).collect(Collectors.toCollection(TreeSet::new));
    }

    private interface Operation {
        void on(SimulatedStorage storage) throws IOException;
    }

    private interface Observation {
        String of(long seed) throws IOException;
    }
}
