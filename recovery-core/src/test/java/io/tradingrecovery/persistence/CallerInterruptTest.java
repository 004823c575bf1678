package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.testkit.States;
import io.tradingrecovery.testkit.Torture;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** An interrupt closes a file channel under the thread that uses it; the callers' interrupts never get that far. */
@ExtendWith(LibraryThreads.class)
@Timeout(1_800)
class CallerInterruptTest {

    private static final int SAVES = Torture.volume(10_000);

    @TempDir
    Path directory;

    @Test
    void interruptsBeforeAndDuringASaveHarmNothingAndAreKept() throws Exception {
        SplittableRandom random = new SplittableRandom(0);
        try (StatePersistence persistence =
                        StatePersistence.builder().directory(directory).open();
                Interrupter interrupter = new Interrupter(Thread.currentThread())) {
            persistence.loadState();
            for (int i = 1; i <= SAVES; i++) {
                boolean before = random.nextBoolean();
                if (before) {
                    Thread.currentThread().interrupt();
                } else {
                    interrupter.strikeAfter(random.nextInt(20_000));
                }
                SaveReceipt receipt = persistence.saveState(States.numbered(i));
                if (i % 10 == 0) {
                    persistence.journal().intend(NumberedBot.order("order-" + i));
                }
                if (!before) {
                    interrupter.awaitStruck();
                }

                assertThat(Thread.interrupted())
                        .as("the flag is kept, save %d", i)
                        .isTrue();
                assertThat(receipt.sequence()).isEqualTo(i);
            }
        }
        Loaded loaded = (Loaded) StatePersistence.builder().directory(directory).loadReadOnly();
        assertThat(States.numberOf(loaded.snapshot())).isEqualTo(SAVES);
        assertThat(loaded.source().isCurrent()).isTrue();
        assertThat(loaded.journal().state().orders()).hasSize(SAVES / 10);
    }

    @Test
    void anInterruptedThreadOpensLoadsAndCloses() {
        Thread.currentThread().interrupt();
        try (StatePersistence persistence =
                StatePersistence.builder().directory(directory).open()) {
            persistence.loadState();
            persistence.saveState(States.numbered(1));
        }
        assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
        assertThat(StatePersistence.builder().directory(directory).loadReadOnly())
                .isInstanceOfSatisfying(
                        Loaded.class,
                        loaded -> assertThat(States.numberOf(loaded.snapshot())).isEqualTo(1));
    }

    /** A thread that interrupts another one a random while after it was asked to. */
    private static final class Interrupter implements AutoCloseable {

        private final Semaphore asked = new Semaphore(0);
        private final Semaphore struck = new Semaphore(0);
        private volatile int spins;
        private volatile boolean ended;

        Interrupter(Thread victim) {
            new Thread(() -> strikeUntilTheEnd(victim), "interrupter").start();
        }

        void strikeAfter(int spinning) {
            spins = spinning;
            asked.release();
        }

        void awaitStruck() {
            struck.acquireUninterruptibly();
        }

        private void strikeUntilTheEnd(Thread victim) {
            for (asked.acquireUninterruptibly(); !ended; asked.acquireUninterruptibly()) {
                for (int i = 0; i < spins; i++) {
                    Thread.onSpinWait();
                }
                victim.interrupt();
                struck.release();
            }
            struck.release();
        }

        @Override
        public void close() {
            ended = true;
            asked.release();
            struck.acquireUninterruptibly();
        }
    }
}
