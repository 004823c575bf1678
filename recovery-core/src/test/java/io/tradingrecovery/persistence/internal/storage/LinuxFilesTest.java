package io.tradingrecovery.persistence.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.errors.StateDirectoryLockedException;
import io.tradingrecovery.persistence.internal.storage.Storage.DirectoryLock;
import io.tradingrecovery.persistence.internal.storage.Storage.NotReadableException;
import io.tradingrecovery.persistence.internal.storage.Storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Failures that Linux has ready for everybody: files whose length is wrong, a full device, a bad sector, a limit. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LinuxFilesTest {

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
    void reportsAFileThatEndsBeforeItsLength() throws IOException {
        Path shorter = Path.of("/sys/devices/system/cpu/online");
        assertThat(Files.size(shorter)).as("the length that sysfs tells").isEqualTo(4096);

        assertThatIOException()
                .isThrownBy(() -> RegularFiles.read(shorter, ENOUGH))
                .withMessageContainingAll(shorter.toString(), "of 4096 bytes", "changed while it was read");
    }

    @Test
    void reportsAFileThatGoesOnAfterItsLength() throws IOException {
        Path longer = Path.of("/proc/self/status");
        assertThat(Files.size(longer)).as("the length that proc tells").isZero();

        assertThatIOException()
                .isThrownBy(() -> RegularFiles.read(longer, ENOUGH))
                .withMessageContainingAll(longer.toString(), "after its 0 bytes", "changed while it was read");
    }

    @Test
    void neverTakesAReadErrorForTheEndOfTheFile() {
        Path unreadable = Path.of("/proc/self/mem");

        assertThatIOException()
                .isThrownBy(() -> RegularFiles.read(unreadable, ENOUGH))
                .withMessageContainingAll(unreadable.toString(), "Input/output error");
    }

    @Test
    void refusesToReadADevice() {
        assertThatThrownBy(() -> RegularFiles.read(Path.of("/dev/zero"), ENOUGH))
                .isInstanceOf(NotReadableException.class)
                .hasMessageContainingAll("/dev/zero", "device");
    }

    @Test
    void reportsAFullDevice() throws IOException {
        Path full = Path.of("/dev/full");
        try (StorageFile file = new OpenedFile(full, FileChannel.open(full, StandardOpenOption.WRITE))) {
            ByteBuffer bytes = ByteBuffer.allocate(2 * RegularFiles.SLICE);

            assertThatIOException()
                    .isThrownBy(() -> file.write(bytes, 0))
                    .withMessageContainingAll("/dev/full", "No space left on device");
            assertThat(bytes.position()).isZero();
            assertThat(bytes.limit()).isEqualTo(2 * RegularFiles.SLICE);
        }
    }

    @Test
    void goesOnAfterAShortWriteUntilNothingMoreFits() throws Exception {
        List<String> limited = List.of("sh", "-c", "ulimit -f 16; exec \"$@\"", "sh");
        try (ChildJvm child = ChildJvm.start(limited, LimitedChild.class, directory)) {
            assertThat(child.hear())
                    .startsWith("failed: " + directory.resolve("a"))
                    .contains("File too large");
            assertThat(child.hear()).isEqualTo("open files: 0");
            assertThat(child.exitCode()).isZero();
        }
        int limit = 16 * 512;
        assertThat(storage.read("a", ENOUGH).length).isIn(limit, 2 * limit);
    }

    @Test
    void failsInADirectoryThatNobodyMayWriteTo() throws IOException {
        FileStorage readOnly = FileStorage.openExisting(Path.of("/sys/kernel/mm"));

        assertThatIOException().isThrownBy(() -> readOnly.create("a")).withMessageContaining("/sys/kernel/mm/a");
        assertThatIOException().isThrownBy(() -> readOnly.createFolder("a")).withMessageContaining("/sys/kernel/mm/a");
        assertThatIOException().isThrownBy(readOnly::lock).withMessageContaining("/sys/kernel/mm/.lock");
        assertThatIOException().isThrownBy(readOnly::lock).withMessageContaining("/sys/kernel/mm/.lock");
        assertThat(readOnly.list("")).isNotEmpty();
    }

    @Test
    void leaksNoDescriptorOnAnyFailingPath() throws Exception {
        storage.create("a").close();
        storage.createFolder("folder");
        SpecialFiles.makeFifo(directory.resolve("fifo"));
        Files.writeString(directory.resolve("large"), "12345");

        assertThatThrownBy(() -> storage.read("large", 4)).isInstanceOf(NotReadableException.class);
        assertThatThrownBy(() -> storage.read("fifo", 4)).isInstanceOf(NotReadableException.class);
        assertThatThrownBy(() -> storage.read("folder", 4)).isInstanceOf(NotReadableException.class);
        assertThatThrownBy(() -> storage.create("a")).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> storage.syncDirectory("absent")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> storage.list("a")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RegularFiles.read(Path.of("/proc/self/mem"), 4))
                .isInstanceOf(IOException.class);
        interruptedOperations();
        Files.writeString(directory.resolve(".lock"), "x");
        assertThatThrownBy(storage::lock).isInstanceOf(IOException.class);
        Files.write(directory.resolve(".lock"), new byte[0]);
        try (ChildJvm child = ChildJvm.start(LockingChild.class, directory)) {
            child.hear();
            assertThatThrownBy(storage::lock).isInstanceOf(StateDirectoryLockedException.class);
            Files.move(directory.resolve(".lock"), directory.resolve("aside"));
            assertThatThrownBy(storage::lock)
                    .as("with another lock file, by the owner's file")
                    .isInstanceOf(StateDirectoryLockedException.class);
        }
        try (DirectoryLock lock = storage.lock()) {
            assertThatThrownBy(storage::lock).isInstanceOf(StateDirectoryLockedException.class);
            assertThat(lock.isHeld()).isTrue();
        }

        assertThat(openBelow(directory)).isEmpty();
        assertThat(openBelow(Path.of("/proc/self/mem").toRealPath())).isEmpty();
    }

    private void interruptedOperations() throws IOException {
        StorageFile file = storage.create("b");
        try {
            Thread.currentThread().interrupt();
            assertThatIOException().isThrownBy(() -> file.write(ByteBuffer.allocate(1), 0));
            assertThatIOException().isThrownBy(() -> storage.syncDirectory(""));
            assertThatIOException().isThrownBy(() -> storage.read("large", 5));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
            file.close();
        }
    }

    /** The files under a path that this process has open. */
    static List<Path> openBelow(Path path) throws IOException {
        List<Path> found = new ArrayList<>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.exists(descriptor, LinkOption.NOFOLLOW_LINKS)
                        && Files.readAttributes(descriptor, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                                .isSymbolicLink()) {
                    Path target = Files.readSymbolicLink(descriptor);
                    if (target.startsWith(path)) {
                        found.add(target);
                    }
                }
            }
        }
        return found;
    }

    /** Writes more than a file may hold here. */
    static final class LimitedChild {

        private LimitedChild() {}

        public static void main(String[] arguments) throws IOException {
            FileStorage storage = FileStorage.openExisting(Path.of(arguments[0]));
            try (StorageFile file = storage.create("a")) {
                file.write(ByteBuffer.allocateDirect(100_000), 0);
                ChildJvm.say("nothing failed");
            } catch (IOException e) {
                ChildJvm.say("failed: " + e.getMessage());
            }
            ChildJvm.say("open files: " + openBelow(storage.directory()).size());
        }
    }
}
