package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.OperationKind;
import io.tradingrecovery.persistence.internal.storage.SimulatedCrash;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.testkit.States;
import io.tradingrecovery.testkit.Torture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Many threads at once: every acknowledgement is true, and none waits for ever. */
@ExtendWith(LibraryThreads.class)
@Timeout(1_800)
class ManyThreadsTest {

    private static final int SAVERS = 16;
    private static final int SAVES_EACH = Torture.volume(500);
    private static final int PRODUCERS = 64;
    private static final int CRASHES = Torture.volume(200);

    @TempDir
    Path directory;

    @Test
    void sixteenThreadsSaveAndTheLastAcknowledgedNumberIsTheNewest() throws Exception {
        Map<Long, Integer> stateBySequence = new ConcurrentHashMap<>();
        AtomicInteger states = new AtomicInteger();
        try (StatePersistence persistence =
                StatePersistence.builder().directory(directory).open()) {
            persistence.loadState();
            inThreads(SAVERS, thread -> {
                for (int i = 0; i < SAVES_EACH; i++) {
                    int state = states.incrementAndGet();
                    SaveReceipt receipt = persistence.saveState(States.numbered(state));
                    assertThat(stateBySequence.put(receipt.sequence(), state))
                            .as("sequence %d was given twice", receipt.sequence())
                            .isNull();
                }
            });
            assertThat(persistence.health().saves()).isEqualTo((long) SAVERS * SAVES_EACH);
        }
        long newest = SAVERS * (long) SAVES_EACH;
        assertThat(stateBySequence).hasSize((int) newest).containsKey(newest);
        Loaded loaded = (Loaded) StatePersistence.builder().directory(directory).loadReadOnly();
        assertThat(loaded.sequence()).isEqualTo(newest);
        assertThat(States.numberOf(loaded.snapshot())).isEqualTo(stateBySequence.get(newest));
    }

    @Test
    void whatSixtyFourProducersWerePromisedSurvivesAPowerFailure() throws Exception {
        int acknowledged = 0;
        for (int seed = 0; seed < CRASHES; seed++) {
            acknowledged += produceUntilThePowerFails(seed);
        }
        assertThat(acknowledged)
                .as("acknowledged intents, or nothing was proven")
                .isPositive();
    }

    private static int produceUntilThePowerFails(int seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedStorage storage = new SimulatedStorage();
        Set<String> tried = ConcurrentHashMap.newKeySet();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (StatePersistence persistence =
                NumberedBot.settings().journalForTests(32 << 10, Duration.ZERO).openOn(storage)) {
            persistence.loadState();
            storage.inject(FaultPlan.crashDuring(1 + random.nextInt(60), seed)
                    .on(OperationKind.WRITE, OperationKind.SYNC, OperationKind.CREATE, OperationKind.RENAME));
            inThreads(PRODUCERS, thread -> {
                try {
                    for (int i = 0; ; i++) {
                        String id = thread + "-" + i;
                        tried.add(id);
                        persistence.journal().intend(NumberedBot.order(id));
                        acknowledged.add(id);
                        if (thread == 0) {
                            persistence.saveState(States.numbered(i));
                        }
                    }
                } catch (TradingRecoveryException | SimulatedCrash | IllegalStateException powerFailed) {
                    // Everything acknowledged so far is in the set.
                }
            });
        } catch (SimulatedCrash dead) {
            // Closing met the dead process too.
        }
        for (int fate = 0; fate < 5; fate++) {
            assertThat(ordersIn(storage.crash(new Random(fate))))
                    .as("seed %d, fate %d", seed, fate)
                    .containsAll(acknowledged)
                    .isSubsetOf(tried);
        }
        return acknowledged.size();
    }

    private static Set<String> ordersIn(SimulatedStorage found) {
        return NumberedBot.found(found).journal().state().orders().stream()
                .map(journaled -> journaled.order().clientOrderId())
                .collect(Collectors.toSet());
    }

    @Test
    void anEngineThatHoldsItsLockWhileItIntendsDoesNotBlockWithTheSaveThatIsDue() {
        SimulatedStorage storage = new SimulatedStorage();
        ReentrantLock engineLock = new ReentrantLock();
        SettableClock time = SettableClock.at(States.TIME);
        try (StatePersistence persistence = NumberedBot.settings()
                .scheduler(time.scheduler())
                .engine(() -> {
                    engineLock.lock();
                    try {
                        return States.numbered(1);
                    } finally {
                        engineLock.unlock();
                    }
                })
                .openOn(storage)) {
            persistence.loadState();
            persistence.armAutomaticSaves();
            for (int i = 1; i <= 20; i++) {
                engineLock.lock();
                try {
                    time.advance(Duration.ofSeconds(60));
                    persistence.journal().intend(NumberedBot.order("order-" + i));
                } finally {
                    engineLock.unlock();
                }
                while (persistence.health().saves() < i) {
                    time.advance(Duration.ZERO);
                    Thread.onSpinWait();
                }
            }
            assertThat(persistence.health().failures()).isZero();
        }
        assertThat(ordersIn(storage)).hasSize(20);
    }

    /** Runs work in so many threads at once and gives the first failure. */
    private static void inThreads(int count, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int thread = i;
                tasks.add(() -> {
                    work.run(thread);
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException e) {
            failure.set(e.getCause());
        } finally {
            threads.shutdown();
        }
        assertThat(failure).as("a thread's failure").hasNullValue();
    }

    private interface Work {
        void run(int thread) throws Exception;
    }
}
