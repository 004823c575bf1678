package io.tradingrecovery.persistence.internal.journal;

import static io.tradingrecovery.persistence.internal.journal.Journals.ids;
import static io.tradingrecovery.persistence.internal.journal.Journals.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.OperationKind;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power fails at every single operation of a writer, and no acknowledged record is ever missing afterwards. */
@ExtendWith(QuietJournal.class)
class JournalCrashTest {

    private static final OperationKind[] CHANGES = {
        OperationKind.CREATE,
        OperationKind.WRITE,
        OperationKind.SYNC,
        OperationKind.CLOSE,
        OperationKind.DELETE,
        OperationKind.SYNC_DIRECTORY
    };
    private static final int SEEDS = Boolean.getBoolean("recovery.torture") ? 20 : 2;

    /** When the power fails, relative to an operation. */
    enum Moment {
        BEFORE,
        DURING,
        AFTER;

        FaultPlan at(long n) {
            FaultPlan plan = switch (this) {
                case BEFORE -> FaultPlan.crashBefore(n);
                case DURING -> FaultPlan.crashDuring(n, n);
                case AFTER -> FaultPlan.crashAfter(n);
            };
            return plan.on(CHANGES);
        }
    }

    /** What was appended, and what of it was acknowledged. */
    private static final class History {
        private final Set<String> attempted = new HashSet<>();
        private final Set<String> acknowledged = new HashSet<>();
        private long epoch;
        private long synced;
    }

    @ParameterizedTest
    @EnumSource(Moment.class)
    void readsBackEveryAcknowledgedRecordWhereverThePowerFails(Moment moment) throws IOException {
        for (long n = 1; ; n++) {
            SimulatedStorage storage = new SimulatedStorage();
            History history = new History();
            storage.inject(moment.at(n));
            live(storage, history, "first");
            if (!storage.injected()) {
                assertThat(n).as("operations of a whole life").isGreaterThan(40);
                return;
            }
            for (int seed = -2; seed < SEEDS; seed++) {
                String how = moment + " operation " + n + ", seed " + seed;
                SimulatedStorage found = afterPowerFailure(storage, seed);
                assertNothingIsMissing(found, history, how);
                surviveASecondTime(found, history, moment, 1 + (n * 7 + seed + 2) % 12, how);
            }
        }
    }

    @Test
    void readsBackWhatAKilledProcessWroteAndKeepsItThroughAPowerFailure() throws IOException {
        for (int seed = -2; seed < 10 * SEEDS; seed++) {
            SimulatedStorage storage = new SimulatedStorage();
            History history = new History();
            storage.inject(Moment.BEFORE.at(12));
            live(storage, history, "killed");
            SimulatedStorage alive = storage.kill();
            assertNothingIsMissing(alive, history, "killed");
            live(alive, history, "next");

            assertNothingIsMissing(afterPowerFailure(alive, seed), history, "seed " + seed);
        }
    }

    /** Another life on what the first one left, which ends by power failure too; it may come before the first record. */
    private static void surviveASecondTime(SimulatedStorage found, History first, Moment moment, long n, String how)
            throws IOException {
        History history = new History();
        history.attempted.addAll(first.attempted);
        history.acknowledged.addAll(first.acknowledged);
        history.epoch = first.epoch;
        history.synced = first.synced;
        found.inject(moment.at(n));
        live(found, history, "second");
        for (int seed = -2; seed < SEEDS; seed++) {
            String again = how + ", then " + moment + " operation " + n + ", seed " + seed;
            assertNothingIsMissing(afterPowerFailure(found, seed), history, again);
        }
    }

    /** Reads the journal, appends groups of one and of three records over several segments, and closes it. */
    private static void live(SimulatedStorage storage, History history, String life) throws IOException {
        HookedStorage hooked = new HookedStorage(storage);
        JournalContents contents = JournalReader.read(storage, new JournalAnchor(history.epoch, history.synced, 0));
        try (JournalWriter writer = JournalWriter.open(hooked, contents, 0, Journals.settings())) {
            history.epoch = writer.epoch();
            try {
                for (int i = 0; i < 5; i++) {
                    appendOneAndThen(hooked, writer, history, life + "-" + i);
                }
            } catch (TradingRecoveryException crashed) {
                // The power failed: what was acknowledged before is in the history.
            }
            history.synced = writer.syncedSequence();
        }
    }

    private static void appendOneAndThen(HookedStorage storage, JournalWriter writer, History history, String name) {
        Gate gate = Gate.at(storage);
        List<Ticket> tickets = new ArrayList<>();
        List<String> group = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                String id = name + "-" + i;
                history.attempted.add(id);
                tickets.add(writer.append(RecordType.SUBMIT, payload(id, 700)));
                group.add(id);
                if (i == 0) {
                    gate.awaitReached(tickets.get(0));
                }
            }
        } finally {
            gate.open();
        }
        for (int i = 0; i < tickets.size(); i++) {
            tickets.get(i).awaitDurable();
            history.acknowledged.add(group.get(i));
        }
    }

    private static void assertNothingIsMissing(SimulatedStorage found, History history, String how) throws IOException {
        JournalContents contents = JournalReader.read(found, new JournalAnchor(history.epoch, history.synced, 0));
        assertThat(contents.gaps()).as(how).isEmpty();
        assertThat(contents.problems()).as(how).isEmpty();
        assertThat(ids(contents)).as(how).doesNotHaveDuplicates();
        assertThat(ids(contents)).as(how).containsAll(history.acknowledged);
        assertThat(history.attempted).as(how).containsAll(ids(contents));
    }

    private static SimulatedStorage afterPowerFailure(SimulatedStorage storage, int seed) {
        return switch (seed) {
            case -2 -> storage.crashKeepingAll();
            case -1 -> storage.crashLosingAll();
            default -> storage.crash(new Random(seed));
        };
    }
}
