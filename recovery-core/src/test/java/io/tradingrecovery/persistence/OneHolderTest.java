package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.errors.StateDirectoryLockedException;
import io.tradingrecovery.persistence.BotChild.Part;
import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.storage.ChildJvm;
import io.tradingrecovery.testkit.States;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** One instance holds a directory, and every other one is refused and told by whom, while the holder goes on saving. */
@ExtendWith(LibraryThreads.class)
class OneHolderTest {

    private static final String THIS_PROCESS =
            "process " + ProcessHandle.current().pid();

    @TempDir
    Path directory;

    @Test
    void aSecondProcessIsRefused() throws Exception {
        try (StatePersistence holder = open()) {
            assertThat(secondProcess()).startsWith("refused: ").contains(THIS_PROCESS, directory.toString());
            assertGoesOn(holder);
        }
    }

    @Test
    void aSecondProcessIsRefusedAlsoOnceTheLockFileWasReadHere() throws Exception {
        try (StatePersistence holder = open()) {
            assertThat(Files.readAllBytes(directory.resolve(".lock"))).isEmpty();

            assertThat(secondProcess()).startsWith("refused: ").contains(THIS_PROCESS);
            assertGoesOn(holder);
        }
    }

    @Test
    void theHolderIsNamedToAnInstanceOfAnotherProcess() throws Exception {
        try (ChildJvm child = ChildJvm.start(BotChild.class, directory, Part.WAIT_UNARMED)) {
            assertThat(child.hear()).isEqualTo("ready");
            assertThatThrownBy(this::open)
                    .isInstanceOf(StateDirectoryLockedException.class)
                    .hasMessageContaining("process " + child.pid());
        }
        open().close();
    }

    @Test
    void anotherClassLoaderIsRefused() throws Exception {
        List<URL> classPath = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        try (StatePersistence holder = open();
                URLClassLoader stranger =
                        new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object builder = stranger.loadClass(StatePersistence.class.getName())
                    .getMethod("builder")
                    .invoke(null);
            builder.getClass().getMethod("directory", Path.class).invoke(builder, directory);
            Method open = builder.getClass().getMethod("open");

            assertThatThrownBy(() -> open.invoke(builder))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasMessageContaining(THIS_PROCESS)
                    .satisfies(cause -> assertThat(cause.getClass().getName())
                            .isEqualTo(StateDirectoryLockedException.class.getName()));
            assertGoesOn(holder);
        }
    }

    @Test
    void aHolderWhoseLockFileIsDeletedStopsSavingAndSaysSo() throws Exception {
        try (StatePersistence holder = open()) {
            assertGoesOn(holder);
            DirectoryContents before = DirectoryContents.of(directory);
            Files.delete(directory.resolve(".lock"));

            assertThatThrownBy(() -> holder.saveState(States.numbered(2)))
                    .isInstanceOf(StateDirectoryLockedException.class)
                    .hasMessageContainingAll(".lock", directory.toString());
            assertThat(before.files())
                    .containsAllEntriesOf(DirectoryContents.of(directory).files());
        }
    }

    private StatePersistence open() {
        return StatePersistence.builder().directory(directory).open();
    }

    private String secondProcess() throws Exception {
        try (ChildJvm child = ChildJvm.start(BotChild.class, directory, Part.WAIT_ARMED)) {
            return child.hear();
        }
    }

    private void assertGoesOn(StatePersistence holder) {
        holder.loadState();
        holder.saveState(States.numbered(1));
        Loaded found = (Loaded) StatePersistence.builder().directory(directory).loadReadOnly();
        assertThat(States.numberOf(found.snapshot())).isEqualTo(1);
    }
}
