package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.errors.NotDurableException;
import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.testkit.Torture;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each single operation of a bot's run fails, once or from then on. Whatever was acknowledged is there at the next start,
 * the call that failed says so with path and cause, and as soon as the cause is gone everything works again.
 */
@ExtendWith(LibraryThreads.class)
class DiskFaultTest {

    private static final int SEEDS = Torture.volume(30);

    private final Promises before = new Promises();
    private final SimulatedStorage template = UsedDirectory.with(before);

    @ParameterizedTest
    @ValueSource(strings = {FaultPlan.NO_SPACE, FaultPlan.IO_ERROR, FaultPlan.READ_ONLY})
    void anOperationThatFailsOnceLosesNothing(String reason) throws IOException {
        visitEveryOperation((n, seed) -> FaultPlan.failOnce(n, reason, seed), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {FaultPlan.NO_SPACE, FaultPlan.IO_ERROR, FaultPlan.READ_ONLY})
    void aDiskThatFailsFromAnOperationOnLosesNothing(String reason) throws IOException {
        visitEveryOperation((n, seed) -> FaultPlan.failFrom(n, reason, seed), reason);
    }

    private void visitEveryOperation(Faults faults, String reason) throws IOException {
        for (int seed = 0; seed < SEEDS; seed++) {
            long n = 1;
            while (survives(faults.at(n, seed), reason, "operation " + n + ", " + reason + ", seed " + seed, seed)) {
                n++;
            }
            assertThat(n).as("operations of a whole run").isGreaterThan(40);
        }
    }

    /** Runs a bot under a plan; false if no run comes to the operation that was to fail. */
    private boolean survives(FaultPlan plan, String reason, String how, int seed) throws IOException {
        Promises promises = before.copy();
        SimulatedStorage storage = template.kill();
        storage.inject(plan);
        try (NumberedBot bot = start(storage, promises, reason, how)) {
            bot.work();
            assertThat(bot.failures()).as(how).allSatisfy(failure -> assertNamesPathAndCause(failure, reason, how));
            switch (seed % 3) {
                case 0 -> worksOnceTheCauseIsGone(bot, storage, how);
                case 1 -> storage.crashLosingAll();
                default -> {
                    // It is closed while the disk still fails.
                }
            }
        }
        if (seed % 3 != 1) {
            assertThat(storage.openFiles()).as("open files, %s", how).isZero();
        }
        promises.assertKeptBy(NumberedBot.found(storage.crash(new Random(seed))), how);
        return tripped(storage);
    }

    private static boolean tripped(SimulatedStorage storage) {
        return storage.trace().stream().anyMatch(operation -> operation.endsWith("FAIL"));
    }

    /** Starts a bot; a start that the disk refuses says why, leaves nothing open, and works once the cause is gone. */
    private static NumberedBot start(SimulatedStorage storage, Promises promises, String reason, String how) {
        try {
            return NumberedBot.start(storage, promises);
        } catch (StateStorageException refused) {
            assertNamesPathAndCause(refused, reason, how);
            assertThat(storage.openFiles()).as("open files, %s", how).isZero();
            storage.inject(FaultPlan.none());
            return NumberedBot.start(storage, promises);
        }
    }

    /** The first save after a failure is acknowledged, and the journal records again after it. */
    private static void worksOnceTheCauseIsGone(NumberedBot bot, SimulatedStorage storage, String how)
            throws IOException {
        int failed = bot.failures().size();
        storage.inject(FaultPlan.none());
        bot.save();
        while (!bot.persistence().journal().isDurable()) {
            Thread.onSpinWait();
        }
        bot.intend();
        assertThat(bot.failures()).as("failures, %s", how).hasSize(failed);
        assertThat(bot.persistence().health().status()).as(how).isEqualTo(PersistenceHealth.Status.HEALTHY);
        UsedDirectory.assertEvidenceIsKept(storage, how);
    }

    private static void assertNamesPathAndCause(Throwable failure, String reason, String how) {
        assertThat(failure)
                .as(how)
                .isInstanceOfAny(StateStorageException.class, NotDurableException.class)
                .hasMessageContainingAll("simulated", reason)
                .rootCause()
                .isInstanceOf(IOException.class);
    }

    private interface Faults {
        FaultPlan at(long n, long seed);
    }
}
