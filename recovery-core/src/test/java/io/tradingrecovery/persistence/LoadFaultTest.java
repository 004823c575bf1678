package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.errors.NoValidSnapshotException;
import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.OperationKind;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A disk that fails while it is read says nothing of the state: no older one takes its place, and nothing is moved. */
@ExtendWith(LibraryThreads.class)
class LoadFaultTest {

    private final Promises promises = new Promises();
    private final SimulatedStorage template = UsedDirectory.with(promises);

    @Test
    void aReadErrorIsNoDamageWhereverItComes() {
        long n = 1;
        while (refusesAndThenLoads(FaultPlan.failOnce(n, FaultPlan.IO_ERROR, n), "operation " + n)) {
            n++;
        }
        assertThat(n).as("operations of a load").isGreaterThan(8);
    }

    /** False if loading does not come to the operation that was to fail. */
    private boolean refusesAndThenLoads(FaultPlan plan, String how) {
        SimulatedStorage storage = template.kill();
        try (StatePersistence persistence = NumberedBot.settings().openOn(storage)) {
            storage.inject(plan);
            boolean refused = false;
            try {
                persistence.loadState();
            } catch (StateStorageException e) {
                refused = true;
                assertThat(e).as(how).hasMessageContainingAll("simulated", FaultPlan.IO_ERROR);
                assertThat(e.durability()).isEqualTo(StateStorageException.Durability.NOT_WRITTEN);
                assertThatThrownBy(() -> persistence.saveState(States.numbered(1)))
                        .as(how)
                        .hasMessageContaining("loadState()");
            }
            assertThat(refused).as(how).isEqualTo(storage.injected());
            assertThat(changesIn(storage)).as(how).isEmpty();

            promises.assertKeptBy(persistence.loadState(), how);
            assertThat(((Loaded) persistence.loadState()).rejected()).as(how).hasSize(1);
            return refused;
        }
    }

    @Test
    void readingWithoutTheLockFailsTheSameWay() {
        SimulatedStorage storage = template.kill();
        storage.inject(FaultPlan.failOnce(1, FaultPlan.IO_ERROR, 0).on(OperationKind.READ));
        assertThatThrownBy(() -> NumberedBot.found(storage))
                .isInstanceOf(StateStorageException.class)
                .hasMessageContainingAll("snapshot-", FaultPlan.IO_ERROR);
        assertThat(changesIn(storage)).isEmpty();
    }

    @Test
    void goingOnWithoutASnapshotEndsAllItsThreadsWhenItIsClosed() throws IOException {
        SimulatedStorage storage = template.kill();
        for (Storage.StoredFile file : storage.list("")) {
            if (file.name().startsWith("snapshot-")) {
                storage.plant(file.name(), new byte[] {'{'});
            }
        }
        try (StatePersistence persistence = NumberedBot.settings().openOn(storage)) {
            assertThatThrownBy(persistence::loadState).isInstanceOf(NoValidSnapshotException.class);

            LoadResult journalOnly = persistence.loadWithoutSnapshot();

            assertThat(journalOnly).isInstanceOf(LoadResult.Empty.class);
            assertThat(persistence.loadState()).isSameAs(journalOnly);
            assertThat(persistence.journal().note("goes on").awaitDurable().sequence())
                    .isPositive();
        }
    }

    private static List<String> changesIn(SimulatedStorage storage) {
        List<String> harmless =
                List.of(OperationKind.LOCK.name(), OperationKind.LIST.name(), OperationKind.READ.name());
        return storage.trace().stream()
                .filter(operation -> !harmless.contains(operation.split(" ", 3)[1]))
                .toList();
    }
}
