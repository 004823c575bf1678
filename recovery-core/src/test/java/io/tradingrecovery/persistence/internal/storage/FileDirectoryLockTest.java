package io.tradingrecovery.persistence.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.errors.StateDirectoryLockedException;
import io.tradingrecovery.persistence.internal.storage.Storage.DirectoryLock;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The lock against real processes, class loaders and instances. A timeout here means that something hung. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FileDirectoryLockTest {

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
    void refusesASecondProcessAndNamesTheHolder() throws IOException {
        try (DirectoryLock lock = storage.lock()) {
            LockOwner self = LockOwner.fromJson(Files.readAllBytes(ownerFile));
            assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());

            assertThat(LockingChild.attempt(directory))
                    .startsWith(LockingChild.REFUSED)
                    .contains(directory.toString(), "process " + self.pid(), self.host(), "since " + self.since());
            assertThat(lock.isHeld()).isTrue();
            assertThat(LockOwner.fromJson(Files.readAllBytes(ownerFile))).isEqualTo(self);
        }
    }

    @Test
    void isFreeAsSoonAsTheHoldingProcessIsKilled() throws Exception {
        try (ChildJvm child = ChildJvm.start(LockingChild.class, directory)) {
            assertThat(child.hear()).isEqualTo(LockingChild.HELD);
            assertThatThrownBy(storage::lock)
                    .isInstanceOf(StateDirectoryLockedException.class)
                    .hasMessageContainingAll(directory.toString(), "process " + child.pid());

            child.kill();

            assertThat(ownerFile).exists();
            storage.lock().close();
        }
    }

    @Test
    void isFreeOnceTheHolderClosedIt() throws Exception {
        storage.lock().close();

        try (ChildJvm child = ChildJvm.start(LockingChild.class, directory)) {
            assertThat(child.hear()).isEqualTo(LockingChild.HELD);
            child.tell("x");
            assertThat(child.hear()).isEqualTo("told x");
            assertThat(child.exitCode()).isZero();
        }
        storage.lock().close();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "symbolic links need a privilege there")
    void refusesASecondInstanceInThisJvmUnderAnyNameOfTheDirectory() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), directory);
        FileStorage other = FileStorage.open(link);

        try (DirectoryLock lock = storage.lock()) {
            assertThatThrownBy(other::lock)
                    .isInstanceOf(StateDirectoryLockedException.class)
                    .hasMessageContainingAll("another instance in this JVM", "since");
            assertThat(lock.isHeld()).isTrue();
            assertSystemLockIsIntact();
        }
    }

    @Test
    void refusesAnotherClassLoader() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        try (DirectoryLock lock = storage.lock();
                URLClassLoader stranger =
                        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> other = stranger.loadClass(FileStorage.class.getName());
            assertThat(other).isNotSameAs(FileStorage.class);
            Object otherStorage = other.getMethod("open", Path.class).invoke(null, directory);

            assertThatThrownBy(() -> other.getMethod("lock").invoke(otherStorage))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .satisfies(cause -> assertThat(cause.getClass().getName())
                            .isEqualTo(StateDirectoryLockedException.class.getName()));
            assertThat(lock.isHeld()).isTrue();
            assertSystemLockIsIntact();
        }
    }

    @Test
    void keepsNothingButTextInTheSystemProperties() throws IOException {
        try (DirectoryLock lock = storage.lock()) {
            assertThat(System.getProperties())
                    .allSatisfy((key, value) -> assertThat(value).isInstanceOf(String.class));
            assertThat(System.getProperty("io.tradingrecovery.lock." + directory))
                    .contains("process " + ProcessHandle.current().pid());
            assertThat(lock.isHeld()).isTrue();
        }
        assertThat(System.getProperty("io.tradingrecovery.lock." + directory)).isNull();
    }

    @Test
    void isHeldByOneOfManyThreads() throws InterruptedException {
        ConcurrentLinkedQueue<DirectoryLock> winners = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Throwable> losers = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                try {
                    winners.add(storage.lock());
                } catch (IOException | StateDirectoryLockedException e) {
                    losers.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(winners).hasSize(1).allMatch(DirectoryLock::isHeld);
        assertThat(losers).hasSize(7).hasOnlyElementsOfType(StateDirectoryLockedException.class);
    }

    @Test
    void refusesASecondInstanceWithoutHarmAlsoWhenTheRegistryForgotTheFirst() throws IOException {
        try (DirectoryLock lock = storage.lock()) {
            System.clearProperty("io.tradingrecovery.lock." + directory);

            assertThatThrownBy(storage::lock).isInstanceOf(StateDirectoryLockedException.class);

            assertThat(lock.isHeld()).isTrue();
            assertSystemLockIsIntact();
        }
    }

    @Test
    void survivesAnotherProcessThatReadsTheLockFile() throws Exception {
        try (DirectoryLock lock = storage.lock()) {
            try (ChildJvm reader = ChildJvm.start(ReadingChild.class, lockFile)) {
                assertThat(reader.hear()).isEqualTo("read 0 bytes");
            }

            assertThat(lock.isHeld()).isTrue();
            assertSystemLockIsIntact();
        }
    }

    @Test
    void refusesASecondProcessEvenAfterThisJvmReadTheLockFileAndLostTheSystemsLock() throws IOException {
        try (DirectoryLock lock = storage.lock()) {
            assertThat(Files.readAllBytes(lockFile)).isEmpty();

            assertThat(LockingChild.attempt(directory))
                    .startsWith(LockingChild.REFUSED)
                    .contains("process " + ProcessHandle.current().pid());
            assertThat(lock.isHeld()).isTrue();
        }
    }

    /** Whether the operating system still keeps others out, with nothing beside it to name the holder. */
    private void assertSystemLockIsIntact() throws IOException {
        Files.delete(ownerFile);
        assertThat(LockingChild.attempt(directory))
                .startsWith(LockingChild.REFUSED)
                .contains("another process");
    }

    /** Opens, reads and closes the file it is given. */
    static final class ReadingChild {

        private ReadingChild() {}

        public static void main(String[] arguments) throws IOException {
            ChildJvm.say("read " + Files.readAllBytes(Path.of(arguments[0])).length + " bytes");
        }
    }
}
