package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.persistence.LoadResult.Empty;
import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.PersistenceHealth.Status;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.JournalPosition;
import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.testkit.States;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Automatic saves, on a scheduler and an executor whose time is the test's. */
@ExtendWith(LibraryThreads.class)
@Timeout(60)
class AutosaveTest {

    private static final Duration EVERY = Duration.ofSeconds(60);
    private static final Duration COPY_TIMEOUT = Duration.ofSeconds(10);

    private final SimulatedStorage disk = new SimulatedStorage();
    private final SettableClock time = SettableClock.at(States.TIME);
    private final Queue<Runnable> copies = new ConcurrentLinkedQueue<>();
    private final Executor copyLater = copies::add;
    private int state;
    private int asked;
    private Supplier<SystemStateSnapshot> engine = () -> States.numbered(state);

    @Test
    void nothingIsSavedBeforeItIsArmed() throws Exception {
        state = 1;
        try (StatePersistence persistence = open(Runnable::run)) {
            persistence.loadState();
            time.advance(EVERY.multipliedBy(20));
            persistence.requestSave();
            time.advance(EVERY);
            assertThat(persistence.health().automaticSavesArmed()).isFalse();
        }
        assertThat(asked).as("how often the engine was asked").isZero();
        assertThat(disk.list("")).isEmpty();
    }

    @Test
    void savesAtEachTickOnceArmed() {
        try (StatePersistence persistence = armed(Runnable::run)) {
            time.advance(EVERY.minusNanos(1));
            assertThat(asked).isZero();
            for (int tick = 1; tick <= 12; tick++) {
                state = tick;
                time.advance(tick == 1 ? Duration.ofNanos(1) : EVERY);
                awaitSaves(persistence, tick);
                assertThat(asked).isEqualTo(tick);
            }
        }
        assertThat(asked).as("one more at the end").isEqualTo(13);
        assertThat(stateOnDisk()).isEqualTo(12);
    }

    @Test
    void armingTwiceTicksOnce() {
        try (StatePersistence persistence = armed(copyLater)) {
            persistence.armAutomaticSaves();
            time.advance(EVERY);
            assertThat(copies).hasSize(1);
            copies.remove().run();
            awaitSaves(persistence, 1);
            time.advance(EVERY);
            runCopiesUntil(() -> persistence.health().saves() == 2);
            time.advance(Duration.ZERO);
            assertThat(copies).isEmpty();
            finish(persistence);
        }
    }

    @Test
    void answersAllRequestsThatComeDuringASaveWithOneMore() {
        try (StatePersistence persistence = armed(copyLater)) {
            state = 1;
            persistence.requestSave();
            time.advance(Duration.ZERO);
            for (int i = 0; i < 5; i++) {
                persistence.requestSave();
            }
            time.advance(COPY_TIMEOUT.dividedBy(2));
            assertThat(copies).as("at most one copy is under way").hasSize(1);

            copies.remove().run();
            awaitSaves(persistence, 1);
            state = 2;
            awaitUntil(() -> !copies.isEmpty());
            assertThat(copies).as("and one more answers the rest").hasSize(1);
            copies.remove().run();
            awaitSaves(persistence, 2);
            time.advance(Duration.ZERO);
            assertThat(copies).isEmpty();
            finish(persistence);
        }
        assertThat(stateOnDisk()).isEqualTo(2);
    }

    @Test
    void anEngineThatFailsIsReportedAndAskedAgainAtTheNextTick() {
        try (StatePersistence persistence = armed(Runnable::run)) {
            state = 1;
            time.advance(EVERY);
            awaitSaves(persistence, 1);
            Supplier<SystemStateSnapshot> working = engine;

            engine = () -> {
                throw new IllegalStateException("the book is being rebuilt");
            };
            time.advance(EVERY);
            awaitFailures(persistence, 1);
            assertThat(persistence.health().failure()).contains("the book is being rebuilt");

            engine = () -> Objects.requireNonNull(nothing());
            time.advance(EVERY);
            awaitFailures(persistence, 2);
            assertThat(persistence.health().failuresInARow()).isEqualTo(2);
            assertThat(persistence.health().savedSequence()).isEqualTo(1);

            engine = working;
            state = 2;
            time.advance(EVERY);
            awaitSaves(persistence, 2);
            assertThat(persistence.health().failuresInARow()).isZero();
            assertThat(persistence.health().failure()).isEmpty();
        }
        assertThat(stateOnDisk()).isEqualTo(2);
    }

    @Test
    void anEngineThatReturnsNullIsReported() {
        try (StatePersistence persistence = armed(Runnable::run)) {
            engine = AutosaveTest::nothing;
            time.advance(EVERY);
            assertThat(persistence.health().failure())
                    .hasValueSatisfying(failure -> assertThat(failure).contains("returned null"));
        }
        assertThat(NumberedBot.found(disk)).isInstanceOf(Empty.class);
    }

    @Test
    void anEngineThatHangsIsReportedAndItsLateCopyIsDropped() {
        try (StatePersistence persistence = armed(copyLater)) {
            time.advance(EVERY);
            time.advance(COPY_TIMEOUT.minusNanos(1));
            assertThat(persistence.health().failures()).isZero();
            time.advance(Duration.ofNanos(1));
            assertThat(persistence.health().failures()).isEqualTo(1);
            assertThat(persistence.health().failure())
                    .hasValueSatisfying(failure -> assertThat(failure).contains("has not returned", "PT10S"));
            assertThat(persistence.health().status()).isEqualTo(Status.HEALTHY);
            time.advance(EVERY.multipliedBy(2));
            assertThat(copies).as("no second copy while the first one hangs").hasSize(1);
            assertThat(persistence.health().failures())
                    .as("each tick without a copy is one more")
                    .isEqualTo(3);
            assertThat(persistence.health().status()).isEqualTo(Status.DEGRADED);

            state = 1;
            copies.remove().run();
            state = 6;
            runCopiesUntil(() -> persistence.health().saves() > 0);
            assertThat(stateOnDisk()).isEqualTo(6);
            assertThat(persistence.health().savedSequence())
                    .as("the late copy, 1, was dropped")
                    .isEqualTo(1);
            assertThat(persistence.health().status()).isEqualTo(Status.HEALTHY);
            finish(persistence);
        }
    }

    @Test
    void aCopyThatAnExplicitSaveHasOvertakenIsDropped() {
        try (StatePersistence persistence = armed(Runnable::run)) {
            Supplier<SystemStateSnapshot> plain = engine;
            engine = () -> {
                SystemStateSnapshot copy = States.numbered(7);
                persistence.saveState(States.numbered(8));
                return copy;
            };
            time.advance(EVERY);
            engine = plain;
            assertThat(persistence.saveState(States.numbered(9)).sequence())
                    .as("7 was not saved over 8, which was acknowledged after 7 was copied")
                    .isEqualTo(2);
            state = 10;
            time.advance(EVERY);
            awaitSaves(persistence, 3);
        }
        assertThat(stateOnDisk()).isEqualTo(10);
    }

    /** Two copies are under way only when a last save comes while the engine is still asked for an automatic one. */
    @Test
    void aCopyThatTheLastSaveHasOvertakenIsDropped() {
        List<Integer> saved = new ArrayList<>();
        CompletableFuture<Autosave> autosave = new CompletableFuture<>();
        Supplier<SystemStateSnapshot> slow = () -> {
            SystemStateSnapshot older = States.numbered(asked);
            if (asked++ == 0) {
                autosave.join().saveLast(COPY_TIMEOUT);
            }
            return older;
        };
        try (EngineCopies asking = new EngineCopies(Runnable::run)) {
            autosave.complete(new Autosave(
                    slow,
                    asking,
                    time.scheduler(),
                    EVERY,
                    COPY_TIMEOUT,
                    () -> new OrderJournal.Mark(JournalPosition.NONE, JournalState.EMPTY),
                    (copy, mark) -> {
                        saved.add(States.numberOf(copy));
                        return CompletableFuture.completedFuture(new SaveReceipt(1, Path.of("any"), copy.takenAt(), 1));
                    },
                    failure -> {}));
            autosave.join().start();
            time.advance(EVERY);
        }
        assertThat(saved).as("the older copy, 0, is not saved over 1").containsExactly(1);
    }

    @Test
    void requestsThatNobodyHasHeardYetAreOne() {
        try (StatePersistence persistence = armed(copyLater)) {
            int ticks = time.waitingTasks();
            for (int i = 0; i < 1_000; i++) {
                persistence.requestSave();
            }
            assertThat(time.waitingTasks()).isEqualTo(ticks + 1);
            time.advance(Duration.ZERO);
            assertThat(copies).hasSize(1);
            persistence.requestSave();
            assertThat(time.waitingTasks())
                    .as("a request, and the copy's timeout")
                    .isEqualTo(ticks + 2);
            finish(persistence);
        }
    }

    @Test
    void anExecutorThatFailsInItsOwnWayDoesNotEndAutomaticSaves() {
        boolean[] broken = {true};
        Executor eventLoop = task -> {
            if (broken[0]) {
                throw new IllegalStateException("the event loop is not running");
            }
            task.run();
        };
        try (StatePersistence persistence = armed(eventLoop)) {
            state = 3;
            advanceWhateverIsThrown(EVERY);
            assertThat(persistence.health().failure()).contains("the event loop is not running");
            broken[0] = false;
            time.advance(EVERY);
            awaitSaves(persistence, 1);
            broken[0] = true;
        }
        assertThat(stateOnDisk()).isEqualTo(3);
        open(eventLoop).close();
    }

    @Test
    void healthIsDegradedAfterSeveralFailuresAndRecovers() {
        try (StatePersistence persistence = armed(Runnable::run)) {
            state = 1;
            time.advance(EVERY);
            awaitSaves(persistence, 1);
            disk.inject(FaultPlan.failFrom(1, FaultPlan.NO_SPACE, 4));
            for (int failures = 1; failures <= 4; failures++) {
                time.advance(EVERY);
                awaitFailures(persistence, failures);
                assertThat(persistence.health().status())
                        .as("after %d failures", failures)
                        .isEqualTo(failures < 3 ? Status.HEALTHY : Status.DEGRADED);
                assertThat(persistence.health().failure())
                        .hasValueSatisfying(failure -> assertThat(failure).contains(FaultPlan.NO_SPACE));
                assertThat(persistence.health().savedSequence()).isEqualTo(1);
            }
            disk.inject(FaultPlan.none());
            state = 2;
            awaitUntil(() -> {
                time.advance(EVERY);
                return persistence.health().saves() >= 2;
            });
            assertThat(persistence.health().status()).isEqualTo(Status.HEALTHY);
        }
        assertThat(stateOnDisk()).isEqualTo(2);
    }

    @Test
    void closingSavesALastTimeOnlyWhenArmed() {
        state = 1;
        armed(Runnable::run).close();
        assertThat(stateOnDisk()).isEqualTo(1);

        state = 2;
        try (StatePersistence persistence = open(Runnable::run)) {
            persistence.loadState();
        }
        assertThat(stateOnDisk()).isEqualTo(1);
    }

    @Test
    void aLastSaveThatFailsLeavesTheEarlierStateAndTheDirectoryFree() {
        StatePersistence persistence = armed(Runnable::run);
        state = 1;
        time.advance(EVERY);
        awaitSaves(persistence, 1);
        engine = () -> {
            throw new IllegalStateException("already torn down");
        };
        persistence.close();
        assertThat(persistence.health().status()).isEqualTo(Status.CLOSED);
        assertThat(stateOnDisk()).isEqualTo(1);
        open(Runnable::run).close();
    }

    @Test
    void neitherTicksNorRequestsSaveAfterClosing() {
        StatePersistence persistence = armed(Runnable::run);
        persistence.close();
        int before = asked;
        time.advance(EVERY.multipliedBy(5));
        persistence.requestSave();
        time.advance(EVERY);
        assertThat(asked).isEqualTo(before);
        assertThatThrownBy(persistence::armAutomaticSaves)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(persistence.health().automaticSavesArmed()).isFalse();
    }

    @Test
    void requestingASaveNeedsAnEngine() {
        try (StatePersistence persistence = NumberedBot.settings().openOn(disk)) {
            assertThatThrownBy(persistence::requestSave)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("No engine");
        }
    }

    /** What a careless engine gives. */
    @SuppressWarnings("NullAway")
    private static SystemStateSnapshot nothing() {
        return null;
    }

    private StatePersistence open(Executor copyOn) {
        return NumberedBot.settings()
                .scheduler(time.scheduler())
                .engine(() -> {
                    asked++;
                    return engine.get();
                })
                .copyOn(copyOn)
                .saveEvery(EVERY)
                .copyTimeout(COPY_TIMEOUT)
                .degradedAfter(3)
                .openOn(disk);
    }

    private StatePersistence armed(Executor copyOn) {
        StatePersistence persistence = open(copyOn);
        persistence.loadState();
        persistence.armAutomaticSaves();
        return persistence;
    }

    /** Closes while another thread answers the last request for a copy. */
    private void finish(StatePersistence persistence) {
        Thread closing = new Thread(persistence::close);
        closing.start();
        while (closing.isAlive()) {
            runCopies();
            Thread.onSpinWait();
        }
    }

    private void runCopies() {
        for (Runnable copy = copies.poll(); copy != null; copy = copies.poll()) {
            copy.run();
        }
    }

    private void runCopiesUntil(BooleanSupplier condition) {
        awaitUntil(() -> {
            runCopies();
            return condition.getAsBoolean();
        });
    }

    private void awaitSaves(StatePersistence persistence, int saves) {
        awaitUntil(() -> persistence.health().saves() == saves);
    }

    /** A tick that comes while the save before it is being finished is made up for at once. */
    private void awaitFailures(StatePersistence persistence, int failures) {
        awaitUntil(() -> persistence.health().failures() == failures);
    }

    /** Lets the disk's thread work, and what it has scheduled, until a condition holds. */
    private void awaitUntil(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(Thread.interrupted()).as("timed out").isFalse();
            time.advance(Duration.ZERO);
            Thread.onSpinWait();
        }
    }

    /** A real scheduler goes on after a task that throws. */
    private void advanceWhateverIsThrown(Duration passing) {
        try {
            time.advance(passing);
        } catch (IllegalStateException thrown) {
            assertThat(thrown).hasMessageContaining("event loop");
        }
    }

    private int stateOnDisk() {
        return States.numberOf(((Loaded) NumberedBot.found(disk)).snapshot());
    }
}
