package io.tradingrecovery.persistence.internal.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.errors.StateDirectoryLockedException;
import io.tradingrecovery.persistence.internal.storage.Storage.DirectoryLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code owner.json} stops those who would share a directory with its owner, and hinders nobody else. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LockOwnerTest {

    private static final Instant SINCE = Instant.parse("2026-01-02T03:04:05Z");

    private static ChildJvm child;
    private static Instant childStart;

    @TempDir
    Path temporary;

    private FileStorage storage;
    private Path ownerFile;

    @BeforeAll
    static void startChild(@TempDir Path elsewhere) throws IOException {
        child = ChildJvm.start(LockingChild.class, elsewhere);
        child.hear();
        childStart = startOf(child.pid());
    }

    @AfterAll
    static void stopChild() throws IOException {
        child.close();
    }

    @BeforeEach
    void open() throws IOException {
        storage = FileStorage.open(temporary.resolve("state"));
        ownerFile = storage.directory().resolve("owner.json");
    }

    @Test
    void refusesADirectoryWhoseOwnerLivesThoughItsLockIsGone() throws IOException {
        write(owner(child.pid(), childStart));

        assertThatThrownBy(storage::lock)
                .isInstanceOf(StateDirectoryLockedException.class)
                .hasMessageContainingAll("process " + child.pid(), "since " + SINCE, "opened and closed .lock");
        assertThat(LockOwner.fromJson(Files.readAllBytes(ownerFile)).pid()).isEqualTo(child.pid());
    }

    @ParameterizedTest
    @ValueSource(longs = {-2000, -1000, 1000, 2000})
    void knowsTheOwnerThoughItsStartIsToldALittleDifferently(long milliseconds) throws IOException {
        write(owner(child.pid(), childStart.plusMillis(milliseconds)));

        assertThatThrownBy(storage::lock).isInstanceOf(StateDirectoryLockedException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-2001, 2001, 3_600_000})
    void isNotHinderedByAProcessThatOnlyGotTheOldPid(long milliseconds) throws IOException {
        write(owner(child.pid(), childStart.plusMillis(milliseconds)));

        assertTakesTheDirectory();
    }

    @Test
    void isNotHinderedByADeadOwner() throws Exception {
        try (ChildJvm holder = ChildJvm.start(LockingChild.class, storage.directory())) {
            holder.hear();
            LockOwner owner = LockOwner.fromJson(Files.readAllBytes(ownerFile));
            assertThat(owner)
                    .isEqualTo(new LockOwner(holder.pid(), startOf(holder.pid()), owner.host(), owner.since()));
            holder.kill();
        }

        assertTakesTheDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isNotHinderedByADeadOwnerThatNobodyHasBuriedYet() throws Exception {
        Process parent = new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; exec sleep 1000").start();
        try (BufferedReader output = parent.inputReader(UTF_8)) {
            long zombie = Long.parseLong(output.readLine());
            Instant start = startOf(zombie);
            // A shell would bury its child; the sleep that took its place does not.
            waitUntil(parent.pid(), "(sleep)");
            ProcessHandle.of(zombie).ifPresent(ProcessHandle::destroyForcibly);
            waitUntil(zombie, ") Z ");
            assertThat(ProcessHandle.of(zombie))
                    .as("what Java says of a zombie")
                    .hasValueSatisfying(process -> assertThat(process.isAlive()).isTrue());
            write(owner(zombie, start));

            assertTakesTheDirectory();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    @Test
    void isNotHinderedByAnOwnerOnAnotherHost() throws IOException {
        write(new LockOwner(child.pid(), childStart, "elsewhere", SINCE));

        assertTakesTheDirectory();
    }

    @Test
    void isNotHinderedByAnEarlierOwnerInThisProcess() throws IOException {
        write(LockOwner.ofThisProcess());

        assertTakesTheDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "not json",
                "{\"pid\":1}",
                "{\"pid\":\"x\",\"started\":\"\",\"host\":\"\",\"since\":\"\"}",
                "{\"pid\":1,\"started\":\"yesterday\",\"host\":\"h\",\"since\":\"2026-01-02T03:04:05Z\"}",
                "{\"pid\":[1],\"started\":{},\"host\":null,\"since\":3}"
            })
    void isNotHinderedByAFileThatSaysNothing(String content) throws IOException {
        Files.writeString(ownerFile, content);
        assertThatIOException().isThrownBy(() -> LockOwner.fromJson(content.getBytes(UTF_8)));

        assertTakesTheDirectory();
    }

    @Test
    void isNotHinderedByAHugeFile() throws IOException {
        Files.write(ownerFile, new byte[5000]);

        assertTakesTheDirectory();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isNotHinderedByAFifo() throws Exception {
        SpecialFiles.makeFifo(ownerFile);

        assertTakesTheDirectory();
    }

    @Test
    void isLockedAlsoWhereTheOwnerCantBeWritten() throws IOException {
        Files.createDirectories(ownerFile.resolve("full"));

        try (DirectoryLock lock = storage.lock()) {
            assertThat(lock.isHeld()).isTrue();
            assertThat(LockingChild.attempt(storage.directory()))
                    .startsWith(LockingChild.REFUSED)
                    .contains("another process");
        }
    }

    @Test
    void isNotNamedAsTheHolderOnceItIsDead() throws Exception {
        try (ChildJvm holder = ChildJvm.start(LockingChild.class, storage.directory())) {
            holder.hear();
            write(owner(child.pid(), childStart.minusSeconds(100)));
            assertThatThrownBy(storage::lock)
                    .isInstanceOf(StateDirectoryLockedException.class)
                    .hasMessageContaining("another process, which has not said who it is");

            write(new LockOwner(1, childStart, "elsewhere", SINCE));
            assertThatThrownBy(storage::lock)
                    .isInstanceOf(StateDirectoryLockedException.class)
                    .hasMessageContaining("process 1 on elsewhere");
        }
    }

    @Test
    void isWrittenAsOneLineOfJson() throws IOException {
        LockOwner owner = new LockOwner(4711, childStart, "bot \"1\"", SINCE);
        String json = new String(owner.toJson(), UTF_8);

        assertThat(json)
                .isEqualTo("{\"pid\":4711,\"started\":\"" + childStart
                        + "\",\"host\":\"bot \\\"1\\\"\",\"since\":\"2026-01-02T03:04:05Z\"}\n");
        assertThat(LockOwner.fromJson(json.getBytes(UTF_8))).isEqualTo(owner);
    }

    private void assertTakesTheDirectory() throws IOException {
        try (DirectoryLock lock = storage.lock()) {
            assertThat(lock.isHeld()).isTrue();
            assertThat(LockOwner.fromJson(Files.readAllBytes(ownerFile)).pid())
                    .isEqualTo(ProcessHandle.current().pid());
        }
        assertThat(ownerFile).doesNotExist();
    }

    private static Instant startOf(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .orElseThrow();
    }

    private static void waitUntil(long pid, String status) throws IOException {
        while (!Files.readString(Path.of("/proc/" + pid + "/stat")).contains(status)) {
            Thread.onSpinWait();
        }
    }

    private static LockOwner owner(long pid, Instant started) {
        return new LockOwner(pid, started, LocalHost.name(), SINCE);
    }

    private void write(LockOwner owner) throws IOException {
        Files.write(ownerFile, owner.toJson());
    }
}
