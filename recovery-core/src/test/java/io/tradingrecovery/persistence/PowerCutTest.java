package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.OperationKind;
import io.tradingrecovery.persistence.internal.storage.SimulatedCrash;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.testkit.Torture;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The power fails before, within and after each single operation of a bot's run, also in the run that comes after, and the
 * disk keeps, loses or tears what was not synced as chance has it. Every acknowledged state, order and fill is there.
 */
@ExtendWith(LibraryThreads.class)
class PowerCutTest {

    private static final OperationKind[] CHANGES = {
        OperationKind.CREATE_FOLDER,
        OperationKind.CREATE,
        OperationKind.WRITE,
        OperationKind.SYNC,
        OperationKind.CLOSE,
        OperationKind.RENAME,
        OperationKind.DELETE,
        OperationKind.SYNC_DIRECTORY
    };

    private static final int FATES = Torture.volume(40);
    private static final int SECOND_FATES = Torture.volume(20);

    private final Promises before = new Promises();
    private final SimulatedStorage template = UsedDirectory.with(before);

    /** When the power fails, relative to an operation. */
    enum Moment {
        BEFORE,
        DURING,
        AFTER;

        FaultPlan at(long n, long seed) {
            FaultPlan plan = switch (this) {
                case BEFORE -> FaultPlan.crashBefore(n);
                case DURING -> FaultPlan.crashDuring(n, seed);
                case AFTER -> FaultPlan.crashAfter(n);
            };
            return plan.on(CHANGES);
        }
    }

    @Test
    void theRunDoesEverythingThatCouldGoWrong() {
        SimulatedStorage storage = template.kill();
        try (NumberedBot bot = NumberedBot.start(storage, before.copy())) {
            bot.work();
            assertThat(bot.failures()).isEmpty();
        }
        assertThat(String.join("\n", storage.trace()))
                .contains("CREATE_FOLDER quarantine")
                .containsPattern("RENAME snapshot-\\d+.json.tmp to snapshot")
                .containsPattern("RENAME snapshot-\\d+.json to quarantine")
                .containsPattern("WRITE quarantine/journal")
                .containsPattern("DELETE snapshot-\\d+.json.tmp")
                .containsPattern("DELETE snapshot-\\d+.json\n")
                .containsPattern("DELETE journal")
                .containsPattern("WRITE journal");
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void everythingAcknowledgedIsThereWhereverThePowerFails(Moment moment) throws IOException {
        long n = 1;
        while (survives(moment, n)) {
            n++;
        }
        assertThat(n).as("operations of a whole run").isGreaterThan(40);
    }

    /** False if no run comes to the n-th operation. */
    private boolean survives(Moment moment, long n) throws IOException {
        // By turns the directory of a killed process, whose last writes may still be lost, and one all of which is on
        // disk.
        SimulatedStorage storage = n % 2 == 0 ? template.kill() : template.crashKeepingAll();
        Promises promises = before.copy();
        storage.inject(moment.at(n, n));
        run(storage, promises);
        boolean injected = storage.injected();
        for (int fate = -2; fate < FATES; fate++) {
            String how = moment + " operation " + n + ", fate " + fate;
            SimulatedStorage found = afterPowerFailure(storage, fate);
            promises.assertKeptBy(NumberedBot.found(found), how);
            surviveAgain(found, promises.copy(), moment, 1 + (n * 7 + fate + 2) % 43, n % 2 == 1, how);
        }
        return injected;
    }

    /** Another run on what the first one left, which ends by a power failure too, and a third that meets no fault. */
    private static void surviveAgain(
            SimulatedStorage storage, Promises promises, Moment moment, long n, boolean evidenceOnDisk, String firstCut)
            throws IOException {
        storage.inject(moment.at(n, n));
        run(storage, promises);
        for (int fate = -2; fate < SECOND_FATES; fate++) {
            String how = firstCut + ", then " + moment + " operation " + n + ", fate " + fate;
            SimulatedStorage found = afterPowerFailure(storage, fate);
            promises.assertKeptBy(NumberedBot.found(found), how);
            if (fate == 0) {
                worksAgain(found, promises.copy(), how);
                // What was never on disk can be missing.
                if (evidenceOnDisk) {
                    UsedDirectory.assertTornTailIsKept(found, how);
                }
            }
        }
    }

    private static void worksAgain(SimulatedStorage storage, Promises promises, String how) {
        try (NumberedBot bot = NumberedBot.start(storage, promises)) {
            bot.work();
            assertThat(bot.failures()).as(how).isEmpty();
        }
        promises.assertKeptBy(NumberedBot.found(storage), how + ", then a whole run");
    }

    private static void run(SimulatedStorage storage, Promises promises) {
        try (NumberedBot bot = NumberedBot.start(storage, promises)) {
            bot.work();
        } catch (SimulatedCrash | TradingRecoveryException cut) {
            // What was acknowledged before is in the promises.
        }
    }

    private static SimulatedStorage afterPowerFailure(SimulatedStorage storage, int fate) {
        return switch (fate) {
            case -2 -> storage.crashKeepingAll();
            case -1 -> storage.crashLosingAll();
            default -> storage.crash(new Random(fate));
        };
    }
}
