package io.tradingrecovery.persistence.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.internal.storage.Storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A power failure keeps, loses or tears the changes of names that were not synced, and nothing else. */
final class LostNamesTest {

    private final SimulatedStorage storage = new SimulatedStorage();

    @Test
    void keepsLosesOrTearsAnUnsyncedRename() throws IOException {
        Outcomes.createSynced(storage, "a", Outcomes.filled(1, 'a')).close();
        storage.rename("a", "b");

        assertThat(Outcomes.of(storage, Outcomes::contents)).containsExactlyInAnyOrder("{a=a}", "{b=a}", "{a=a, b=a}");
    }

    @Test
    void leavesTheOldFileOrTheNewOneWhereARenameReplacedIt() throws IOException {
        Outcomes.createSynced(storage, "a", Outcomes.filled(1, 'a')).close();
        Outcomes.createSynced(storage, "b", Outcomes.filled(1, 'b')).close();
        storage.rename("a", "b");

        assertThat(Outcomes.of(storage, Outcomes::contents))
                .containsExactlyInAnyOrder("{a=a, b=b}", "{b=a}", "{a=a, b=a}");
    }

    @Test
    void losesTheNameOfASyncedFileUntilItsDirectoryIsSynced() throws IOException {
        StorageFile file = storage.create("a");
        file.write(ByteBuffer.wrap(Outcomes.filled(1, 'a')), 0);
        file.sync();
        assertThat(Outcomes.of(storage, Outcomes::contents)).containsExactlyInAnyOrder("{}", "{a=a}");
    }

    @Test
    void keepsOrLosesAnUnsyncedDeletion() throws IOException {
        Outcomes.createSynced(storage, "a", Outcomes.filled(1, 'a')).close();
        storage.delete("a");

        assertThat(Outcomes.of(storage, Outcomes::contents)).containsExactlyInAnyOrder("{}", "{a=a}");
    }

    @Test
    void decidesOnEachNameForItself() throws IOException {
        Outcomes.createSynced(storage, "a", Outcomes.filled(1, 'a')).close();
        Outcomes.createSynced(storage, "b", Outcomes.filled(1, 'b')).close();
        storage.delete("a");
        storage.delete("b");

        assertThat(Outcomes.of(storage, Outcomes::contents))
                .containsExactlyInAnyOrder("{}", "{a=a}", "{b=b}", "{a=a, b=b}");
    }

    @Test
    void keepsNoChangeOfANameWithoutTheOnesBefore() throws IOException {
        Outcomes.createSynced(storage, "a", Outcomes.filled(1, '1')).close();
        storage.rename("a", "b");
        try (StorageFile second = storage.create("a")) {
            second.write(ByteBuffer.wrap(Outcomes.filled(1, '2')), 0);
            second.sync();
        }

        assertThat(Outcomes.of(storage, Outcomes::contents))
                .containsExactlyInAnyOrder("{a=1}", "{b=1}", "{a=1, b=1}", "{a=2, b=1}");
    }

    @Test
    void makesTheEarlierChangesOfANameDurableWithTheLaterOnes() throws IOException {
        storage.createFolder("old");
        Outcomes.createSynced(storage, "a", Outcomes.filled(1, '1')).close();
        storage.rename("a", "old/a");
        Outcomes.createSynced(storage, "a", Outcomes.filled(1, '2')).close();

        assertThat(Outcomes.of(storage, Outcomes::contents)).containsExactly("{a=2, old/a=1}");
    }

    @Test
    void findsAFileMovedBetweenFoldersInOneOfThemAtLeast() throws IOException {
        storage.createFolder("old");
        Outcomes.createSynced(storage, "a", Outcomes.filled(1, 'a')).close();
        storage.rename("a", "old/a");
        Set<String> anywhere = Set.of("{a=a}", "{old/a=a}", "{a=a, old/a=a}");

        assertThat(Outcomes.of(storage, Outcomes::contents)).containsExactlyInAnyOrderElementsOf(anywhere);
        SimulatedStorage onlyOldSynced = storage.kill();
        onlyOldSynced.syncDirectory("old");
        assertThat(Outcomes.of(onlyOldSynced, Outcomes::contents)).containsExactlyInAnyOrderElementsOf(anywhere);
        SimulatedStorage bothSynced = storage.kill();
        bothSynced.syncDirectory("old");
        bothSynced.syncDirectory("");
        assertThat(Outcomes.of(bothSynced, Outcomes::contents)).containsExactly("{old/a=a}");
    }

    @Test
    void losesAFolderWithAllThatIsInItUntilItsNameIsSynced() throws IOException {
        Outcomes.createSynced(storage, "a", Outcomes.filled(1, 'a')).close();
        storage.createFolder("old");
        storage.rename("a", "old/a");
        try (StorageFile file = storage.create("old/b")) {
            file.sync();
        }
        storage.syncDirectory("old");

        assertThat(Outcomes.of(storage, Outcomes::contents))
                .contains("{a=a}", "{old/a=a, old/b=}", "{a=a, old/a=a, old/b=}")
                .doesNotContain("{}", "{old/b=}");
    }
}
