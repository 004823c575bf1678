package io.tradingrecovery.persistence.internal.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.errors.StateDirectoryLockedException;
import io.tradingrecovery.persistence.internal.storage.Storage.DirectoryLock;
import io.tradingrecovery.persistence.internal.storage.Storage.NotReadableException;
import io.tradingrecovery.persistence.internal.storage.Storage.StorageFile;
import io.tradingrecovery.persistence.internal.storage.Storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every storage promises, real or simulated. */
abstract class StorageContract {

    private static final long ENOUGH = 1 << 20;

    private Storage storage;

    /** A storage on an empty directory. */
    abstract Storage open() throws IOException;

    @BeforeEach
    void openStorage() throws IOException {
        storage = open();
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        write("a", "hello");

        assertThat(text("a")).isEqualTo("hello");
    }

    @Test
    void readsWhatIsNeitherSyncedNorClosedYet() throws IOException {
        try (StorageFile file = storage.create("a")) {
            file.write(bytes("hel"), 0);
            file.write(bytes("lo"), 3);
            assertThat(text("a")).isEqualTo("hello");
            file.write(bytes("J"), 0);
            file.sync();
            assertThat(text("a")).isEqualTo("Jello");
        }
    }

    @Test
    void writesTheRemainingBytesOfABufferAndNoOthers() throws IOException {
        ByteBuffer buffer = bytes("<hello>").position(1).limit(6);
        try (StorageFile file = storage.create("a")) {
            file.write(buffer, 0);
        }

        assertThat(text("a")).isEqualTo("hello");
        assertThat(buffer.position()).isEqualTo(6);
        assertThat(buffer.limit()).isEqualTo(6);
    }

    @Test
    void writesDirectBuffersToo() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(16).put(bytes("direct")).flip();
        try (StorageFile file = storage.create("a")) {
            file.write(buffer, 0);
        }

        assertThat(text("a")).isEqualTo("direct");
        assertThat(buffer.hasRemaining()).isFalse();
    }

    @Test
    void writesAFileLargerThanAnyInternalBuffer() throws IOException {
        byte[] large = new byte[3 * RegularFiles.SLICE + 7];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) ((i * 31) >>> 3);
        }
        try (StorageFile file = storage.create("a")) {
            file.write(ByteBuffer.wrap(large), 0);
        }

        assertThat(storage.read("a", large.length)).isEqualTo(large);
    }

    @Test
    void fillsTheGapBeforeAWriteBeyondTheEndWithZeros() throws IOException {
        try (StorageFile file = storage.create("a")) {
            file.write(bytes("x"), 3);
        }

        assertThat(text("a")).isEqualTo("\0\0\0x");
    }

    @Test
    void readsAnEmptyFile() throws IOException {
        write("a", "");

        assertThat(storage.read("a", 0)).isEmpty();
    }

    @Test
    void readsUpToTheCapAndRefusesMore() throws IOException {
        write("a", "12345");

        assertThat(storage.read("a", 5)).hasSize(5);
        assertThatThrownBy(() -> storage.read("a", 4))
                .isInstanceOf(NotReadableException.class)
                .hasMessageContainingAll("a", "5 bytes", "4");
    }

    @Test
    void failsToReadWhatDoesNotExist() {
        assertThatThrownBy(() -> storage.read("a", ENOUGH))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("a");
        assertThatThrownBy(() -> storage.read("folder/a", ENOUGH)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void refusesToReadAFolder() throws IOException {
        storage.createFolder("quarantine");

        assertThatThrownBy(() -> storage.read("quarantine", ENOUGH))
                .isInstanceOf(NotReadableException.class)
                .hasMessageContainingAll("quarantine", "directory");
    }

    @Test
    void refusesToCreateANameThatExistsAndLeavesItsFileAlone() throws IOException {
        write("a", "first");
        storage.createFolder("folder");

        assertThatThrownBy(() -> storage.create("a")).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> storage.create("folder")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(text("a")).isEqualTo("first");
    }

    @Test
    void failsToCreateAFileInAnAbsentFolder() {
        assertThatThrownBy(() -> storage.create("folder/a")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void closesAFileAnyNumberOfTimesAndThenTakesNothingMore() throws IOException {
        StorageFile file = storage.create("a");
        file.close();
        file.close();

        assertThatIOException().isThrownBy(() -> file.write(bytes("x"), 0)).withMessageContaining("a");
        assertThatIOException().isThrownBy(file::sync).withMessageContaining("a");
    }

    @Test
    void renamesOntoAFileThatExists() throws IOException {
        write("a", "new");
        write("b", "old");

        storage.rename("a", "b");

        assertThat(text("b")).isEqualTo("new");
        assertThat(storage.list("")).containsExactly(new StoredFile("b", true, 3));
    }

    @Test
    void renamesIntoAFolderAndBack() throws IOException {
        storage.createFolder("quarantine");
        write("a", "x");

        storage.rename("a", "quarantine/b");
        assertThat(text("quarantine/b")).isEqualTo("x");
        assertThat(storage.list("")).containsExactly(new StoredFile("quarantine", false, 0));

        storage.rename("quarantine/b", "c");
        assertThat(text("c")).isEqualTo("x");
        assertThat(storage.list("quarantine")).isEmpty();
    }

    @Test
    void goesOnWritingToAFileThatWasRenamed() throws IOException {
        try (StorageFile file = storage.create("a")) {
            file.write(bytes("one"), 0);
            storage.rename("a", "b");
            file.write(bytes(" two"), 3);
            file.sync();
        }

        assertThat(text("b")).isEqualTo("one two");
    }

    @Test
    void failsToRenameOrDeleteWhatDoesNotExist() {
        assertThatThrownBy(() -> storage.rename("a", "b")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> storage.delete("a")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void failsToRenameIntoAnAbsentFolderAndKeepsTheFile() throws IOException {
        write("a", "x");

        assertThatThrownBy(() -> storage.rename("a", "folder/a")).isInstanceOf(NoSuchFileException.class);
        assertThat(text("a")).isEqualTo("x");
    }

    @Test
    void deletesAFile() throws IOException {
        write("a", "x");

        storage.delete("a");

        assertThat(storage.list("")).isEmpty();
        write("a", "again");
        assertThat(text("a")).isEqualTo("again");
    }

    @Test
    void deletesNoFolder() throws IOException {
        storage.createFolder("quarantine");

        assertThatThrownBy(() -> storage.delete("quarantine"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContainingAll("quarantine", "directory");
        assertThat(storage.list("")).hasSize(1);
    }

    @Test
    void createsAFolderOnceAndKeepsWhatIsInIt() throws IOException {
        storage.createFolder("quarantine");
        write("quarantine/a", "x");

        storage.createFolder("quarantine");

        assertThat(storage.list("quarantine")).containsExactly(new StoredFile("a", true, 1));
    }

    @Test
    void refusesAFolderWhereAFileStands() throws IOException {
        write("a", "x");

        assertThatThrownBy(() -> storage.createFolder("a")).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> storage.list("a")).isInstanceOf(FileSystemException.class);
    }

    @Test
    void listsNamesAndSizes() throws IOException {
        write("a", "x");
        write("b", "yy");
        storage.createFolder("c");
        write("c/d", "zzz");

        assertThat(storage.list(""))
                .containsExactlyInAnyOrder(
                        new StoredFile("a", true, 1), new StoredFile("b", true, 2), new StoredFile("c", false, 0));
        assertThat(storage.list("c")).containsExactly(new StoredFile("d", true, 3));
    }

    @Test
    void listsAnAbsentFolderAsEmpty() throws IOException {
        assertThat(storage.list("quarantine")).isEmpty();
    }

    @Test
    void syncsFoldersThatExistAndNoOthers() throws IOException {
        storage.createFolder("quarantine");
        storage.syncDirectory("");
        storage.syncDirectory("quarantine");

        assertThatThrownBy(() -> storage.syncDirectory("absent")).isInstanceOf(NoSuchFileException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "/a", "a/", "../a", "a/..", "./a", "a/b/c", "a\\b", "..\\a", "a\0b"})
    void refusesNamesThatCouldLeadOutOfTheDirectory(String name) {
        assertThatThrownBy(() -> storage.read(name, ENOUGH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage.create(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage.delete(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage.rename(name, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage.rename("x", name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage.createFolder(name)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "/", "a/b", "../a"})
    void refusesFoldersOutsideOfTheDirectory(String folder) {
        assertThatThrownBy(() -> storage.list(folder)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> storage.syncDirectory(folder)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {".lock", "..a", "a..b", "journal-0000000000000000001.wal", "a b", "ä"})
    void takesNamesThatOnlyLookOdd(String name) throws IOException {
        write(name, "x");

        assertThat(text(name)).isEqualTo("x");
    }

    @Test
    void isLockedByOneAtATime() throws IOException {
        try (DirectoryLock lock = storage.lock()) {
            assertThat(lock.isHeld()).isTrue();
            assertThatThrownBy(storage::lock)
                    .isInstanceOf(StateDirectoryLockedException.class)
                    .hasMessageContaining(storage.directory().toString());
            assertThat(lock.isHeld()).isTrue();
        }
    }

    @Test
    void canBeLockedAgainOnceTheLockIsClosedAnyNumberOfTimes() throws IOException {
        DirectoryLock first = storage.lock();
        first.close();
        assertThat(first.isHeld()).isFalse();

        try (DirectoryLock second = storage.lock()) {
            first.close();
            assertThat(second.isHeld()).isTrue();
            assertThatThrownBy(storage::lock).isInstanceOf(StateDirectoryLockedException.class);
        }
    }

    private void write(String name, String text) throws IOException {
        try (StorageFile file = storage.create(name)) {
            file.write(bytes(text), 0);
        }
    }

    private String text(String name) throws IOException {
        return new String(storage.read(name, ENOUGH), UTF_8);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
