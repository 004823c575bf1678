package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.errors.StateDirectoryLockedException;
import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.testkit.States;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A disk that answers only after its caller has given up, as one on a network may: nothing is left locked or doubled. */
@ExtendWith(LibraryThreads.class)
@Timeout(60)
class UnresponsiveDiskTest {

    private final SimulatedStorage disk = new SimulatedStorage();
    private final CountDownLatch answers = new CountDownLatch(1);

    @Test
    void anOpeningThatComesTooLateGivesTheDirectoryBack() {
        PersistenceConfig hasty =
                NumberedBot.settings().commitTimeout(Duration.ofMillis(1)).config();

        assertThatThrownBy(() -> StatePersistence.open(hasty, () -> {
                    awaitAnswer();
                    return disk;
                }))
                .isInstanceOf(StateStorageException.class)
                .hasMessageContaining("has not answered within PT0.001S");
        answers.countDown();

        openOnceItIsFree().close();
    }

    @Test
    void aLoadThatComesTooLateIsTheOneThatIsUsed() {
        NumberedBot.start(disk, new Promises()).close();
        Storage slow = slow("list");
        PersistenceConfig hasty =
                NumberedBot.settings().commitTimeout(Duration.ofMillis(20)).config();
        try (StatePersistence persistence = StatePersistence.open(hasty, () -> slow)) {
            assertThatThrownBy(persistence::loadState)
                    .isInstanceOf(StateStorageException.class)
                    .hasMessageContaining("has not answered");
            long journals = journalThreads();
            answers.countDown();
            LoadResult result = loadOnceItAnswers(persistence);

            assertThat(persistence.loadState()).isSameAs(result);
            assertThat(journalThreads() - journals).as("journals begun").isEqualTo(1);
        }
    }

    @Test
    void aLoadThatComesAfterClosingLeavesNothingBehind() {
        Storage slow = slow("list");
        PersistenceConfig hasty =
                NumberedBot.settings().commitTimeout(Duration.ofMillis(1)).config();
        StatePersistence persistence = openWithoutHaste(slow, hasty);
        assertThatThrownBy(persistence::loadState).hasMessageContaining("has not answered");
        persistence.close();
        answers.countDown();

        try (StatePersistence next = openOnceItIsFree()) {
            next.loadState();
            next.saveState(States.numbered(1));
        }
    }

    private StatePersistence openWithoutHaste(Storage storage, PersistenceConfig hasty) {
        while (true) {
            try {
                return StatePersistence.open(hasty, () -> storage);
            } catch (StateStorageException | StateDirectoryLockedException busy) {
                Thread.onSpinWait();
            }
        }
    }

    private static LoadResult loadOnceItAnswers(StatePersistence persistence) {
        while (true) {
            try {
                return persistence.loadState();
            } catch (StateStorageException notYet) {
                Thread.onSpinWait();
            }
        }
    }

    private StatePersistence openOnceItIsFree() {
        while (true) {
            try {
                return NumberedBot.settings().openOn(disk);
            } catch (StateDirectoryLockedException notYet) {
                Thread.onSpinWait();
            }
        }
    }

    private static long journalThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("recovery-journal"))
                .count();
    }

    /** The disk, but one of its operations waits. */
    private Storage slow(String operation) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(operation)) {
                        awaitAnswer();
                    }
                    try {
                        return method.invoke(disk, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void awaitAnswer() {
        try {
            answers.await();
        } catch (InterruptedException e) {
            throw new AssertionError("Nobody can interrupt a disk thread", e);
        }
    }
}
