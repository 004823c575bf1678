package io.tradingrecovery.persistence.internal.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.persistence.internal.storage.Storage.NotReadableException;
import io.tradingrecovery.persistence.internal.storage.Storage.StorageFile;
import io.tradingrecovery.persistence.internal.storage.Storage.StoredFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a real file system adds to the contract. A timeout here means that something hung. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FileStorageTest {

    private static final long ENOUGH = 1 << 20;

    @TempDir
    Path temporary;

    private Path directory;
    private FileStorage storage;

    @BeforeEach
    void open() throws IOException {
        storage = FileStorage.open(temporary.resolve("state"));
        directory = storage.directory();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void createsTheDirectoryAndItsMissingParentsForTheirOwnerOnly() throws IOException {
        FileStorage.open(temporary.resolve("a/b/c"));

        assertThat(mode(temporary.resolve("a"))).isEqualTo("rwx------");
        assertThat(mode(temporary.resolve("a/b"))).isEqualTo("rwx------");
        assertThat(mode(temporary.resolve("a/b/c"))).isEqualTo("rwx------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void createsFilesAndFoldersForTheirOwnerOnly() throws IOException {
        storage.create("a").close();
        storage.createFolder("b");

        assertThat(mode(directory.resolve("a"))).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("b"))).isEqualTo("rwx------");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void leavesTheModeOfADirectoryThatExists() throws IOException {
        Path shared = Files.createDirectory(temporary.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-x---"));

        FileStorage.open(shared).createFolder("folder");
        FileStorage.open(shared).createFolder("folder");

        assertThat(mode(shared)).isEqualTo("rwxr-x---");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
    void followsALinkToTheDirectoryOnceAndStaysThere() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), directory);
        FileStorage linked = FileStorage.open(link);
        Files.delete(link);
        Files.createDirectory(link);

        linked.create("a").close();

        assertThat(linked.directory()).isEqualTo(directory);
        assertThat(directory.resolve("a")).exists();
    }

    @Test
    void refusesAFileInThePlaceOfTheDirectory() throws IOException {
        Path file = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> FileStorage.open(file))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> FileStorage.openExisting(file))
                .isInstanceOf(NotDirectoryException.class)
                .hasMessageContaining(file.toString());
        assertThatIOException()
                .isThrownBy(() -> FileStorage.open(file.resolve("below")))
                .withMessageContaining(file.toString());
    }

    @Test
    void createsNothingWhereItOnlyLooks() throws IOException {
        Path absent = temporary.resolve("absent");

        assertThatThrownBy(() -> FileStorage.openExisting(absent))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(absent.toString());
        assertThat(absent).doesNotExist();
        assertThat(FileStorage.openExisting(directory).list("")).isEmpty();
    }

    @Test
    void reportsADirectoryThatIsGoneRatherThanAnEmptyOne() throws IOException {
        Files.delete(directory);

        assertThatThrownBy(() -> storage.list(""))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining(directory.toString());
    }

    @Test
    void namesThePathWhenAFileTookThePlaceOfTheDirectory() throws IOException {
        Files.delete(directory);
        Files.createFile(directory);
        String path = directory.resolve("a").toString();

        assertThatIOException().isThrownBy(() -> storage.create("a")).withMessageContaining(path);
        assertThatIOException().isThrownBy(() -> storage.read("a", ENOUGH)).withMessageContaining(path);
        assertThatIOException().isThrownBy(() -> storage.rename("a", "b")).withMessageContaining(path);
        assertThatIOException().isThrownBy(() -> storage.delete("a")).withMessageContaining(path);
        assertThatIOException().isThrownBy(() -> storage.list("")).withMessageContaining(directory.toString());
        assertThatIOException().isThrownBy(storage::lock).withMessageContaining(directory.toString());
        assertThatIOException().isThrownBy(() -> storage.createFolder("b")).withMessageContaining("b");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void readsNoLink() throws IOException {
        Path target = Files.writeString(temporary.resolve("target"), "secret");
        Files.createSymbolicLink(directory.resolve("a"), target);

        assertThatThrownBy(() -> storage.read("a", ENOUGH))
                .isInstanceOf(NotReadableException.class)
                .hasMessageContainingAll(directory.resolve("a").toString(), "symbolic link");
        assertThat(storage.list("")).containsExactly(new StoredFile("a", false, 0));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void createsNothingThroughALink() throws IOException {
        Path target = temporary.resolve("target");
        Files.createSymbolicLink(directory.resolve("a"), target);

        assertThatThrownBy(() -> storage.create("a")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void followsNoLinkInPlaceOfAFolder() throws IOException {
        Path target = Files.createDirectory(temporary.resolve("target"));
        Files.writeString(target.resolve("a"), "secret");
        Files.createSymbolicLink(directory.resolve("old"), target);
        storage.create("b").close();

        assertThatThrownBy(() -> storage.list("old")).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> storage.syncDirectory("old")).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> storage.read("old/a", ENOUGH)).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> storage.create("old/c")).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> storage.delete("old/a")).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> storage.rename("b", "old/b")).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> storage.createFolder("old")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).isDirectoryNotContaining(path -> !path.endsWith("a"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void refusesAFifoWithoutWaitingForItsWriter() throws Exception {
        SpecialFiles.makeFifo(directory.resolve("a"));

        assertThatThrownBy(() -> storage.read("a", ENOUGH))
                .isInstanceOf(NotReadableException.class)
                .hasMessageContainingAll(directory.resolve("a").toString(), "FIFO");
        assertThat(storage.list("")).containsExactly(new StoredFile("a", false, 0));
        storage.delete("a");
        assertThat(storage.list("")).isEmpty();
    }

    @Test
    void refusesAHugeFileBeforeItAllocatesAnything() throws IOException {
        try (RandomAccessFile sparse =
                new RandomAccessFile(directory.resolve("a").toFile(), "rw")) {
            sparse.setLength(5L << 30);
        }

        assertThatThrownBy(() -> storage.read("a", 256 << 20))
                .isInstanceOf(NotReadableException.class)
                .hasMessageContainingAll("5368709120 bytes", "268435456");
        assertThatThrownBy(() -> storage.read("a", Long.MAX_VALUE))
                .isInstanceOf(NotReadableException.class)
                .hasMessageContainingAll("5368709120 bytes", "2147483639");
        assertThat(storage.list("")).containsExactly(new StoredFile("a", true, 5L << 30));
    }

    @Test
    void losesItsFileButNotItsFlagToAnInterrupt() throws IOException {
        try (StorageFile file = storage.create("a")) {
            file.write(ByteBuffer.wrap("kept".getBytes(UTF_8)), 0);
            Thread.currentThread().interrupt();

            assertThatIOException()
                    .isThrownBy(() -> file.write(ByteBuffer.wrap("lost".getBytes(UTF_8)), 4))
                    .withMessageContainingAll(directory.resolve("a").toString(), "interrupted");

            assertThat(Thread.interrupted()).as("the interrupt flag").isTrue();
            assertThatIOException()
                    .isThrownBy(() -> file.write(ByteBuffer.wrap("lost".getBytes(UTF_8)), 4))
                    .withMessageContaining(directory.resolve("a").toString());
            assertThatIOException().isThrownBy(file::sync).withMessageContaining("a");
        }
        assertThat(storage.read("a", ENOUGH)).startsWith("kept".getBytes(UTF_8));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
