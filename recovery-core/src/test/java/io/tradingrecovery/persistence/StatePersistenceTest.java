package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.errors.NoValidSnapshotException;
import io.tradingrecovery.errors.NotRecoveredException;
import io.tradingrecovery.errors.StateDirectoryLockedException;
import io.tradingrecovery.errors.StateRefusedException;
import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.persistence.LoadResult.Empty;
import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatePersistenceTest {

    @TempDir
    Path temp;

    @Test
    void anEmptyDirectoryIsEmpty() {
        try (StatePersistence persistence = open()) {
            assertThat(persistence.loadState()).isInstanceOf(Empty.class);
        }
    }

    @Test
    void loadsWhatWasSavedLast() {
        try (StatePersistence persistence = open()) {
            persistence.loadState();
            SaveReceipt receipt = persistence.saveState(States.rich());
            assertThat(receipt.sequence()).isEqualTo(1);
            assertThat(receipt.file()).hasSize(receipt.bytes());
        }
        try (StatePersistence persistence = open()) {
            Loaded loaded = (Loaded) persistence.loadState();
            assertThat(loaded.snapshot()).isEqualTo(States.rich());
            assertThat(loaded.source()).hasToString("CURRENT");
            assertThat(loaded.age()).isEqualTo(Duration.ofMinutes(5));
            assertThat(loaded.rejected()).isEmpty();
            assertThat(loaded.orders()).isEqualTo(States.rich().orders());
            assertThat(persistence.loadState()).isSameAs(loaded);
        }
    }

    @Test
    void keepsTheFiveStatesBeforeTheNewestUntouched() throws IOException {
        saveNumbered(1, 20);
        assertThat(snapshots())
                .containsExactly(
                        SnapshotName.of(15),
                        SnapshotName.of(16),
                        SnapshotName.of(17),
                        SnapshotName.of(18),
                        SnapshotName.of(19),
                        SnapshotName.of(20));
        Map<String, List<Byte>> before = contents();

        saveNumbered(21, 21);

        Map<String, List<Byte>> after = contents();
        before.remove(SnapshotName.of(15));
        assertThat(after).containsAllEntriesOf(before);
    }

    @Test
    void keepsAsManyBackupsAsAsked() throws IOException {
        try (StatePersistence persistence =
                StatePersistence.builder().directory(temp).backups(2).open()) {
            persistence.loadState();
            for (int i = 1; i <= 9; i++) {
                persistence.saveState(States.numbered(i));
            }
        }
        assertThat(snapshots()).containsExactly(SnapshotName.of(7), SnapshotName.of(8), SnapshotName.of(9));
    }

    @Test
    void fallsBackToABackupAndSaysSo() throws IOException {
        saveNumbered(1, 6);
        flipByte(6, 200);
        truncate(5, 100);

        Loaded loaded = load();

        assertThat(States.numberOf(loaded.snapshot())).isEqualTo(4);
        assertThat(loaded.source()).hasToString("BACKUP 2");
        assertThat(loaded.rejected())
                .extracting(problem -> problem.file().getFileName().toString())
                .containsExactly(SnapshotName.of(6), SnapshotName.of(5));
        assertThat(loaded.rejected())
                .allSatisfy(problem -> assertThat(problem.kind()).isEqualTo(FileProblem.Kind.DAMAGED));
        assertThat(snapshots()).as("loading moves nothing").hasSize(6);
    }

    @Test
    void movesDamagedFilesToQuarantineByteForByteOnceASaveIsAcknowledged() throws IOException {
        saveNumbered(1, 6);
        flipByte(6, 200);
        byte[] damaged = Files.readAllBytes(file(6));

        try (StatePersistence persistence = open()) {
            persistence.loadState();
            assertThat(file(6)).exists();
            assertThat(persistence.saveState(States.numbered(7)).sequence())
                    .as("a number is never used twice")
                    .isEqualTo(7);
        }

        assertThat(file(6)).doesNotExist();
        assertThat(temp.resolve("quarantine").resolve(SnapshotName.of(6) + ".digest-mismatch"))
                .hasBinaryContent(damaged);
        assertThat(snapshots())
                .containsExactly(
                        SnapshotName.of(1),
                        SnapshotName.of(2),
                        SnapshotName.of(3),
                        SnapshotName.of(4),
                        SnapshotName.of(5),
                        SnapshotName.of(7));
    }

    @Test
    void neverReusesTheNumberOfAQuarantinedFile() throws IOException {
        saveNumbered(1, 1);
        Files.createDirectory(temp.resolve("quarantine"));
        Files.createFile(temp.resolve("quarantine").resolve(SnapshotName.of(77) + ".truncated"));
        Files.createFile(temp.resolve(SnapshotName.of(80) + ".tmp"));

        try (StatePersistence persistence = open()) {
            persistence.loadState();
            assertThat(persistence.saveState(States.numbered(2)).sequence()).isEqualTo(81);
        }
        assertThat(temp.resolve(SnapshotName.of(80) + ".tmp")).doesNotExist();
    }

    @Test
    void neverTakesAnUnreadableDirectoryForAnEmptyOne() throws IOException {
        saveNumbered(1, 6);
        for (int i = 1; i <= 6; i++) {
            flipByte(i, 100 + i);
        }
        Map<String, List<Byte>> before = contents();

        for (int start = 0; start < 2; start++) {
            try (StatePersistence persistence = open()) {
                assertThatThrownBy(persistence::loadState)
                        .isInstanceOfSatisfying(
                                NoValidSnapshotException.class,
                                e -> assertThat(e.problems()).hasSize(6))
                        .hasMessageContaining(SnapshotName.of(1))
                        .hasMessageContaining(SnapshotName.of(6));
                assertThatThrownBy(() -> persistence.saveState(States.numbered(0)))
                        .isInstanceOf(NotRecoveredException.class)
                        .hasMessageContaining("loadState()");
                assertThatThrownBy(persistence::armAutomaticSaves).isInstanceOf(NotRecoveredException.class);
            }
        }
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void refusesANewerFormatAndWritesNothingOverIt() throws Exception {
        saveNumbered(1, 3);
        reseal(3, "\"version\":1", "\"version\":2");
        Map<String, List<Byte>> before = contents();

        try (StatePersistence persistence = open()) {
            assertThatThrownBy(persistence::loadState)
                    .isInstanceOf(StateRefusedException.class)
                    .hasMessageContaining(SnapshotName.of(3))
                    .hasMessageContaining("version 2");
            assertThatThrownBy(() -> persistence.saveState(States.numbered(4)))
                    .isInstanceOf(NotRecoveredException.class);
        }
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void refusesACopiedFileAndNamesTheRightWay() throws Exception {
        saveNumbered(1, 3);
        Files.copy(file(2), file(4));

        try (StatePersistence persistence = open()) {
            assertThatThrownBy(persistence::loadState)
                    .isInstanceOf(StateRefusedException.class)
                    .hasMessageContaining("name says sequence 4")
                    .hasMessageContaining("restore --sequence 2");
        }
    }

    @Test
    void takesAnIntactForgeryForWhatItSays() throws Exception {
        saveNumbered(1, 1);
        reseal(1, "\"quantity\":\"1\"", "\"quantity\":\"2\"");

        assertThat(States.numberOf(load().snapshot()))
                .as("a digest finds damage, it does not authenticate")
                .isEqualTo(2);
    }

    @Test
    void rejectsWhatIsNoRegularFileOfASaneSize() throws Exception {
        saveNumbered(1, 1);
        Files.createSymbolicLink(file(2), file(1));
        Files.createDirectory(file(3));
        assertThat(new ProcessBuilder("mkfifo", file(4).toString()).start().waitFor())
                .isZero();
        try (RandomAccessFile sparse = new RandomAccessFile(file(5).toFile(), "rw")) {
            sparse.setLength(5L << 30);
        }
        Files.write(file(6), new byte[0]);

        Loaded loaded = load();

        assertThat(States.numberOf(loaded.snapshot())).isEqualTo(1);
        assertThat(loaded.source()).hasToString("BACKUP 5");
        assertThat(loaded.rejected().toString())
                .contains("symbolic link", "directory", "FIFO", "5368709120 bytes", "ends after 0 bytes");

        saveNumbered(7, 7);
        assertThat(snapshots()).containsExactly(SnapshotName.of(1), SnapshotName.of(7));
        assertThat(temp.resolve("quarantine"))
                .isDirectoryContaining(path -> path.toString().endsWith(SnapshotName.of(4) + ".not-a-snapshot-file"));
    }

    @Test
    void anOldBackupThatIsNoFileHindersNoPruning() throws Exception {
        saveNumbered(1, 3);
        Files.delete(file(1));
        Files.createDirectory(file(1));
        Files.createDirectory(temp.resolve(SnapshotName.of(9) + ".tmp"));

        saveNumbered(4, 12);

        assertThat(snapshots()).hasSize(6).contains(SnapshotName.of(18)).doesNotContain(SnapshotName.of(2));
        assertThat(temp.resolve("quarantine"))
                .isDirectoryContaining(path -> path.toString().endsWith(SnapshotName.of(1) + ".not-a-snapshot-file"));
    }

    @Test
    void aFileThatClaimsTheLargestNumberDoesNotUseUpTheNumbers() throws Exception {
        saveNumbered(1, 1);
        Files.write(temp.resolve("snapshot-9223372036854775807.json"), new byte[10]);

        try (StatePersistence persistence = open()) {
            assertThat(((Loaded) persistence.loadState()).source().backup()).isEqualTo(1);
            assertThat(persistence.saveState(States.numbered(2)).sequence()).isEqualTo(2);
        }
        assertThat(States.numberOf(load().snapshot())).isEqualTo(2);
    }

    @Test
    void refusesASecondInstanceAndNamesTheHolder() {
        try (StatePersistence first = open()) {
            assertThat(first.directory()).isDirectory();
            assertThatThrownBy(this::open)
                    .isInstanceOf(StateDirectoryLockedException.class)
                    .hasMessageContaining("another instance in this JVM")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
        try (StatePersistence next = open()) {
            assertThat(next.loadState()).isInstanceOf(Empty.class);
        }
    }

    @Test
    void savesNothingOnceTheLockIsLost() throws IOException {
        try (StatePersistence persistence = open()) {
            persistence.loadState();
            persistence.saveState(States.numbered(1));
            Files.delete(temp.resolve(".lock"));

            assertThatThrownBy(() -> persistence.saveState(States.numbered(2)))
                    .isInstanceOf(StateDirectoryLockedException.class)
                    .hasMessageContaining("lost");
        }
        assertThat(snapshots()).containsExactly(SnapshotName.of(1));
    }

    @Test
    void readsWithoutTheLockAndWritesNothing() throws IOException {
        saveNumbered(1, 2);
        flipByte(2, 90);
        Map<String, List<Byte>> before = contents();
        try (StatePersistence running = open()) {
            Loaded loaded = (Loaded) builder().loadReadOnly();

            assertThat(States.numberOf(loaded.snapshot())).isEqualTo(1);
            assertThat(running.directory()).isEqualTo(temp.toRealPath());
        }
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aMissingDirectoryIsNoEmptyOneToAReader() {
        assertThatThrownBy(() -> StatePersistence.builder()
                        .directory(temp.resolve("absent"))
                        .loadReadOnly())
                .isInstanceOf(StateStorageException.class)
                .hasMessageContaining("absent");
        assertThat(temp.resolve("absent")).doesNotExist();
    }

    @Test
    void aStateThatIsTooLargeIsAFailedSave() throws IOException {
        try (StatePersistence persistence = StatePersistence.builder()
                .directory(temp)
                .maxSnapshotBytes(64 << 10)
                .open()) {
            persistence.loadState();
            persistence.saveState(States.numbered(1));
            assertThatThrownBy(() -> persistence.saveState(States.typical(1_000, 1_000)))
                    .isInstanceOf(StateStorageException.class)
                    .hasMessageContaining("65536 bytes");
            persistence.saveState(States.numbered(2));
        }
        assertThat(States.numberOf(load().snapshot())).isEqualTo(2);
    }

    @Test
    void isClosedForGood() {
        StatePersistence persistence = open();
        persistence.loadState();
        persistence.close();
        persistence.close();

        assertThat(persistence.health().status()).isEqualTo(PersistenceHealth.Status.CLOSED);
        assertThatThrownBy(() -> persistence.saveState(States.numbered(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(persistence::loadState).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesSavesUntilRecoveryHasEndedWhereThatIsAsked() {
        try (StatePersistence persistence =
                builder().savesAfterRecoveryOnly(true).open()) {
            persistence.loadState();
            assertThatThrownBy(() -> persistence.saveState(States.numbered(1)))
                    .isInstanceOf(NotRecoveredException.class)
                    .hasMessageContaining("recovery");
            persistence.armAutomaticSaves();
            assertThat(persistence.saveState(States.numbered(1)).sequence()).isEqualTo(1);
        }
    }

    @Test
    void refusesBadSettingsWithTheValue() {
        StatePersistenceBuilder builder = StatePersistence.builder();
        assertThatThrownBy(() -> builder.backups(0)).hasMessageContaining("backups is 0");
        assertThatThrownBy(() -> builder.saveEvery(Duration.ZERO)).hasMessageContaining("PT0S");
        assertThatThrownBy(() -> builder.maxSnapshotBytes(10)).hasMessageContaining("10");
        assertThatThrownBy(() -> builder.journalSegmentBytes(10)).hasMessageContaining("10");
        assertThatThrownBy(builder::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("directory(");
    }

    private StatePersistenceBuilder builder() {
        return StatePersistence.builder()
                .directory(temp)
                .clock(Clock.fixed(States.TIME.plus(Duration.ofMinutes(5)), ZoneOffset.UTC));
    }

    private StatePersistence open() {
        return builder().open();
    }

    private Loaded load() {
        try (StatePersistence persistence = open()) {
            return (Loaded) persistence.loadState();
        }
    }

    private void saveNumbered(int from, int to) {
        try (StatePersistence persistence = open()) {
            persistence.loadState();
            for (int i = from; i <= to; i++) {
                persistence.saveState(States.numbered(i));
            }
        }
    }

    private Path file(long sequence) {
        return temp.resolve(SnapshotName.of(sequence));
    }

    private void flipByte(long sequence, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file(sequence));
        bytes[at] ^= 0x10;
        Files.write(file(sequence), bytes);
    }

    private void truncate(long sequence, int length) throws IOException {
        Files.write(file(sequence), Arrays.copyOf(Files.readAllBytes(file(sequence)), length));
    }

    /** Changes a file's content and gives it the digest that fits. */
    private void reseal(long sequence, String target, String replacement) throws Exception {
        String covered = Files.readString(file(sequence)).substring(75).replace(target, replacement);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(covered.getBytes(StandardCharsets.UTF_8));
        Files.writeString(file(sequence), "{\"sha256\":\"" + HexFormat.of().formatHex(digest) + covered);
    }

    private List<String> snapshots() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> SnapshotName.parse(name).isPresent())
                    .sorted()
                    .toList();
        }
    }

    private Map<String, List<Byte>> contents() throws IOException {
        Map<String, List<Byte>> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(temp)) {
            for (Path path : files.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith("owner.json"))
                    .toList()) {
                byte[] bytes = Files.readAllBytes(path);
                Byte[] boxed = new Byte[bytes.length];
                Arrays.setAll(boxed, i -> bytes[i]);
                contents.put(path.getFileName().toString(), Arrays.asList(boxed));
            }
        }
        return contents;
    }
}
