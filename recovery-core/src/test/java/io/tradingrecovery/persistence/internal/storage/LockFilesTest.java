package io.tradingrecovery.persistence.internal.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tradingrecovery.persistence.internal.storage.Storage.DirectoryLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the lock makes of its two files, and of those who touch them. A timeout here means that something hung. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LockFilesTest {

    @TempDir
    Path temporary;

    private Path directory;
    private Path lockFile;
    private Path ownerFile;
    private FileStorage storage;

    @BeforeEach
    void open() throws IOException {
        storage = FileStorage.open(temporary.resolve("state"));
        directory = storage.directory();
        lockFile = directory.resolve(".lock");
        ownerFile = directory.resolve("owner.json");
    }

    @Test
    void isLostForGoodOnceItsFileIsDeleted() throws IOException {
        try (DirectoryLock lock = storage.lock()) {
            Path aside = Files.move(lockFile, temporary.resolve("aside"));
            assertThat(lock.isHeld()).isFalse();

            Files.move(aside, lockFile);
            assertThat(lock.isHeld()).isFalse();
        }
    }

    @Test
    void isLostOnceItsFileIsReplaced() throws IOException {
        try (DirectoryLock lock = storage.lock()) {
            Files.move(lockFile, temporary.resolve("aside"));
            Files.createFile(lockFile);

            assertThat(lock.isHeld()).isFalse();
        }
    }

    @Test
    void isLostOnceItsFileIsWrittenTo() throws Exception {
        try (DirectoryLock lock = storage.lock()) {
            assertThat(lock.isHeld()).isTrue();
            Files.writeString(lockFile, "x");

            assertThat(lock.isHeld()).isFalse();
        }
    }

    @Test
    void leavesAnEmptyLockFileAndNoOwnerBehind() throws IOException {
        storage.lock().close();

        assertThat(lockFile).isEmptyFile();
        assertThat(storage.list("")).hasSize(1);
    }

    @Test
    void takesNothingFromTheNextHolderWhenItIsClosedAgain() throws IOException {
        DirectoryLock first = storage.lock();
        first.close();
        try (DirectoryLock second = storage.lock()) {
            first.close();

            assertThat(second.isHeld()).isTrue();
            assertThat(System.getProperty("io.tradingrecovery.lock." + directory))
                    .isNotNull();
        }
    }

    @Test
    void leavesAnotherOwnersFileAlone() throws IOException {
        byte[] other = "{\"pid\":1}".getBytes(UTF_8);
        try (DirectoryLock lock = storage.lock()) {
            Files.write(ownerFile, other);
            assertThat(lock.isHeld()).isTrue();
        }

        assertThat(ownerFile).hasBinaryContent(other);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsBothFilesToTheirOwner() throws IOException {
        try (DirectoryLock lock = storage.lock()) {
            assertThat(lock.isHeld()).isTrue();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lockFile)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(ownerFile)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void refusesALockFileThatHoldsSomethingAndSaysWhatToDo() throws IOException {
        Files.writeString(lockFile, "x");

        assertThatIOException()
                .isThrownBy(storage::lock)
                .withMessageContainingAll(lockFile.toString(), "1 bytes", "empty the file");

        Files.write(lockFile, new byte[0]);
        storage.lock().close();
    }

    @Test
    void refusesALockFileThatIsNone() throws Exception {
        Files.createDirectory(lockFile);
        assertThatIOException().isThrownBy(storage::lock).withMessageContainingAll(lockFile.toString(), "directory");
        Files.delete(lockFile);

        storage.lock().close();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void refusesAFifoOrALinkInPlaceOfTheLockFileWithoutWaiting() throws Exception {
        SpecialFiles.makeFifo(lockFile);
        assertThatIOException().isThrownBy(storage::lock).withMessageContainingAll(lockFile.toString(), "FIFO");
        Files.delete(lockFile);

        Path elsewhere = temporary.resolve("elsewhere");
        Files.createSymbolicLink(lockFile, elsewhere);
        assertThatIOException().isThrownBy(storage::lock).withMessageContainingAll(lockFile.toString(), "link");
        assertThat(elsewhere).doesNotExist();
    }
}
