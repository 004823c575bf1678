package io.tradingrecovery.persistence.internal.journal;

import static io.tradingrecovery.persistence.internal.journal.Journals.ids;
import static io.tradingrecovery.persistence.internal.journal.Journals.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.errors.NotDurableException;
import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.OperationKind;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every single operation of a writer fails, once or from then on. */
@ExtendWith(QuietJournal.class)
class JournalFaultTest {

    private static final OperationKind[] CHANGES = {
        OperationKind.CREATE,
        OperationKind.WRITE,
        OperationKind.SYNC,
        OperationKind.CLOSE,
        OperationKind.DELETE,
        OperationKind.SYNC_DIRECTORY
    };
    private static final int SEEDS = Boolean.getBoolean("recovery.torture") ? 30 : 3;

    private final List<String> acknowledged = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {FaultPlan.IO_ERROR, FaultPlan.NO_SPACE})
    void goesOnAfterAnyOperationThatFailsOnce(String reason) throws IOException {
        for (long n = 1; ; n++) {
            for (int seed = 0; seed < SEEDS; seed++) {
                SimulatedStorage storage = new SimulatedStorage();
                storage.inject(FaultPlan.failOnce(n, reason, seed).on(CHANGES));
                live(storage, 12);
                String how = reason + " at operation " + n + ", seed " + seed + ", failed " + failed;
                if (!storage.injected()) {
                    assertThat(n).as("operations of a whole life").isGreaterThan(30);
                    return;
                }
                assertThat(failed).as(how).hasSizeLessThanOrEqualTo(1);
                assertThat(storage.openFiles()).as(how).isZero();
                assertIntact(storage, how);
                for (int fate = 0; fate < SEEDS; fate++) {
                    assertIntact(storage.crash(new Random(fate)), how + ", fate " + fate);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FaultPlan.IO_ERROR, FaultPlan.NO_SPACE, FaultPlan.READ_ONLY})
    void failsAtOnceWhenEverythingFailsFromAnyOperationOn(String reason) throws IOException {
        for (long n = 1; ; n++) {
            for (int seed = 0; seed < SEEDS; seed++) {
                SimulatedStorage storage = new SimulatedStorage();
                storage.inject(FaultPlan.failFrom(n, reason, seed).on(CHANGES));
                live(storage, 12);
                String how = reason + " from operation " + n + " on, seed " + seed;
                if (!storage.injected()) {
                    return;
                }
                assertThat(storage.openFiles()).as(how).isZero();
                assertIntact(storage, how);
                for (int fate = 0; fate < SEEDS; fate++) {
                    assertIntact(storage.crash(new Random(fate)), how + ", fate " + fate);
                }
            }
        }
    }

    /** One life of a journal, in groups of one record; a second writer continues what the first one closed. */
    private void live(SimulatedStorage storage, int records) throws IOException {
        acknowledged.clear();
        failed.clear();
        for (int life = 0; life < 2; life++) {
            try (JournalWriter writer = Journals.open(storage)) {
                for (int i = 0; i < records / 2; i++) {
                    append(writer, "order-" + life + "-" + i);
                }
            }
        }
    }

    private void append(JournalWriter writer, String id) {
        try {
            writer.append(RecordType.SUBMIT, payload(id, 900)).awaitDurable();
            acknowledged.add(id);
        } catch (StateStorageException e) {
            assertThat(e.durability()).isEqualTo(StateStorageException.Durability.UNKNOWN);
            assertThat(e).hasMessageContaining("may not be on disk").hasCauseInstanceOf(IOException.class);
            failed.add(id);
        } catch (NotDurableException e) {
            assertThat(e).hasMessageContaining("can't write").hasCauseInstanceOf(IOException.class);
            failed.add(id);
        }
    }

    private void assertIntact(SimulatedStorage storage, String how) throws IOException {
        JournalContents contents = Journals.read(storage);
        assertThat(contents.gaps()).as(how).isEmpty();
        assertThat(contents.problems()).as(how).isEmpty();
        List<String> found = new ArrayList<>(ids(contents));
        assertThat(found).as(how).doesNotHaveDuplicates().containsAll(acknowledged);
        found.removeAll(acknowledged);
        assertThat(failed).as(how).containsAll(found);
    }
}
