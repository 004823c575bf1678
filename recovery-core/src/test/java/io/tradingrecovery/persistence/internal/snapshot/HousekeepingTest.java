package io.tradingrecovery.persistence.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.persistence.internal.storage.Storage.StoredFile;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.AccessDeniedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HousekeepingTest {

    private final SimulatedStorage disk = new SimulatedStorage();

    @Test
    void aSnapshotThatCantBeDeletedKeepsNoOtherFromGoing() throws IOException {
        Housekeeping housekeeping = new Housekeeping(withStuck(SnapshotName.of(1)), 2);
        for (int sequence = 1; sequence <= 6; sequence++) {
            acknowledge(housekeeping, sequence);
        }
        assertThat(names()).containsExactlyInAnyOrder(SnapshotName.of(1), SnapshotName.of(5), SnapshotName.of(6));
        assertThat(housekeeping.journalNotNeededUpTo())
                .as("a fallback to it must still find its records")
                .hasValue(10);
    }

    @Test
    void aTemporaryNameThatCantBeRemovedHindersNoTrimming() throws IOException {
        disk.createFolder(SnapshotName.temporary(9));
        Housekeeping housekeeping = new Housekeeping(disk, 2);
        acknowledge(housekeeping, 1);
        assertThat(housekeeping.journalNotNeededUpTo()).hasValue(10);
    }

    @Test
    void aSnapshotThatWasNeverReadHoldsTheJournalUntilItIsPruned() throws IOException {
        disk.create(SnapshotName.of(1)).close();
        Housekeeping housekeeping = new Housekeeping(disk, 2);
        acknowledge(housekeeping, 2);
        assertThat(housekeeping.journalNotNeededUpTo()).isEmpty();
        acknowledge(housekeeping, 3);
        assertThat(housekeeping.journalNotNeededUpTo()).hasValue(20);
    }

    private void acknowledge(Housekeeping housekeeping, int sequence) throws IOException {
        disk.create(SnapshotName.of(sequence)).close();
        housekeeping.acknowledged(sequence, sequence * 10L);
    }

    private List<String> names() throws IOException {
        return disk.list("").stream().map(StoredFile::name).toList();
    }

    /** The disk, but one of its files can't be deleted. */
    private Storage withStuck(String name) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("delete") && name.equals(arguments[0])) {
                        throw new AccessDeniedException(name);
                    }
                    try {
                        return method.invoke(disk, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
