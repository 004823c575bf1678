package io.tradingrecovery.persistence;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.errors.JournalDamagedException;
import io.tradingrecovery.errors.NoValidSnapshotException;
import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files are damaged, swapped and removed: an older state is found and says so, or nothing is, and nothing is changed. */
@ExtendWith(LibraryThreads.class)
class DirectoryDamageTest {

    private static final int PAGE = 4_096;

    @TempDir
    Path directory;

    @Test
    void eachPageTurnedToZerosIsNoticed() throws IOException {
        saveLargeStates(2);
        byte[] intact = Files.readAllBytes(file(2));
        assertThat(intact.length).isGreaterThan(5 * PAGE);
        for (int at = 0; at < intact.length; at += PAGE) {
            byte[] damaged = intact.clone();
            Arrays.fill(damaged, at, Math.min(at + PAGE, damaged.length), (byte) 0);
            assertFallsBack(damaged, "zeros at " + at);
        }
    }

    @Test
    void eachPageThatComesFromAnOlderFileIsNoticed() throws IOException {
        saveLargeStates(2);
        byte[] intact = Files.readAllBytes(file(2));
        byte[] older = Files.readAllBytes(file(1));
        int swapped = 0;
        for (int at = 0; at < Math.min(intact.length, older.length); at += PAGE) {
            byte[] damaged = intact.clone();
            System.arraycopy(older, at, damaged, at, Math.min(PAGE, Math.min(intact.length, older.length) - at));
            if (!Arrays.equals(damaged, intact)) {
                swapped++;
                assertFallsBack(damaged, "an older page at " + at);
            }
        }
        assertThat(swapped).isGreaterThan(2);
    }

    @Test
    void whatIsAppendedIsNoticed() throws IOException {
        saveLargeStates(2);
        byte[] intact = Files.readAllBytes(file(2));
        for (String garbage : List.of("\n", " ", "\0", "{}", "x".repeat(PAGE))) {
            byte[] damaged = Arrays.copyOf(intact, intact.length + garbage.length());
            System.arraycopy(garbage.getBytes(US_ASCII), 0, damaged, intact.length, garbage.length());
            assertFallsBack(damaged, "appended " + garbage.length());
        }
    }

    @Test
    void sixFilesDamagedInSixWaysAreARefusalThatNamesEach() throws IOException {
        saveLargeStates(6);
        List<UnaryOperator<byte[]>> damages = List.of(
                bytes -> new byte[0],
                bytes -> new byte[bytes.length],
                bytes -> Arrays.copyOf(bytes, bytes.length / 2),
                bytes -> Arrays.copyOf(bytes, bytes.length + 1),
                bytes -> Arrays.copyOfRange(bytes, 1, bytes.length),
                bytes -> {
                    bytes[bytes.length - 2] ^= 1;
                    return bytes;
                });
        for (int i = 1; i <= 6; i++) {
            Files.write(file(i), damages.get(i - 1).apply(Files.readAllBytes(file(i))));
        }
        DirectoryContents before = DirectoryContents.of(directory);

        try (StatePersistence persistence = settings().open()) {
            assertThatThrownBy(persistence::loadState)
                    .isInstanceOfSatisfying(
                            NoValidSnapshotException.class,
                            refused -> assertThat(refused.problems())
                                    .extracting(problem ->
                                            problem.file().getFileName().toString())
                                    .containsExactly(
                                            SnapshotName.of(6),
                                            SnapshotName.of(5),
                                            SnapshotName.of(4),
                                            SnapshotName.of(3),
                                            SnapshotName.of(2),
                                            SnapshotName.of(1)));
        }
        assertThat(DirectoryContents.of(directory)).isEqualTo(before);
    }

    @Test
    void theJournalReachesTheLastIntentPastTwoDamagedSnapshots() throws IOException {
        for (int run = 1; run <= 4; run++) {
            saveAndIntend(run);
        }
        DirectoryContents.flipByte(directory, 4, 300);
        DirectoryContents.flipByte(directory, 3, 300);

        Loaded loaded = load();

        assertThat(States.numberOf(loaded.snapshot())).isEqualTo(2);
        assertThat(loaded.source()).hasToString("BACKUP 2");
        assertThat(orders(loaded)).containsExactly("order-1", "order-2", "order-3", "order-4");
    }

    @Test
    void aMissingSegmentThatTheSnapshotNeedsIsARefusal() throws IOException {
        saveAndIntend(1);
        intend("second");
        intend("third");
        Files.delete(segments().get(1));
        DirectoryContents before = DirectoryContents.of(directory);

        for (int start = 0; start < 2; start++) {
            try (StatePersistence persistence = settings().open()) {
                assertThatThrownBy(persistence::loadState)
                        .isInstanceOf(JournalDamagedException.class)
                        .hasMessageContainingAll("missing", "acknowledged records", "salvage");
            }
        }
        assertThat(DirectoryContents.of(directory)).isEqualTo(before);
    }

    @Test
    void aMissingSegmentThatOnlyABackupNeedsIsReportedUntilTheBackupIsNeeded() throws IOException {
        saveAndIntend(1);
        intend("second");
        saveAndIntend(2);
        Files.delete(segments().get(1));

        Loaded loaded = load();
        assertThat(States.numberOf(loaded.snapshot())).isEqualTo(2);
        assertThat(orders(loaded)).containsExactly("order-1", "second", "order-2");

        DirectoryContents.flipByte(directory, 2, 300);
        assertThatThrownBy(this::load)
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void aSegmentThatTurnedToZerosIsARefusal() throws IOException {
        saveAndIntend(1);
        intend("second");
        intend("third");
        Path segment = segments().get(1);
        Files.write(segment, new byte[(int) Files.size(segment)]);

        assertThatThrownBy(this::load).isInstanceOf(JournalDamagedException.class);
    }

    @Test
    void aLastSegmentThatIsCutOffIsARefusalUntilAnOperatorGivesItUp() throws IOException {
        for (boolean salvaged : new boolean[] {true, false}) {
            int number = salvaged ? 1 : 2;
            saveAndIntend(number);
            intend("lost " + number);
            Path segment = segments().get(segments().size() - 1);
            Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), PAGE + 8));
            DirectoryContents before = DirectoryContents.of(directory);

            assertThatThrownBy(this::load)
                    .isInstanceOf(JournalDamagedException.class)
                    .hasMessageContainingAll("cut off after " + (PAGE + 8), "salvage");
            assertThat(DirectoryContents.of(directory)).isEqualTo(before);

            StateMaintenance maintenance = StateMaintenance.of(directory);
            if (salvaged) {
                maintenance.salvage();
            } else {
                maintenance.restore(newest(), true);
            }
            assertThat(States.numberOf(load().snapshot())).isEqualTo(number);
            assertThat(segment).doesNotExist();
            intend("after " + number);
            assertThat(orders(load())).contains("after " + number).doesNotContain("lost " + number);
        }
    }

    private void assertFallsBack(byte[] damaged, String how) throws IOException {
        Files.write(file(2), damaged);
        Loaded loaded = load();
        assertThat(loaded.sequence()).as(how).isEqualTo(1);
        assertThat(loaded.source().isCurrent()).as(how).isFalse();
        assertThat(loaded.rejected()).as(how).hasSize(1);
    }

    private void saveLargeStates(int count) {
        try (StatePersistence persistence = settings().open()) {
            persistence.loadState();
            for (int i = 1; i <= count; i++) {
                persistence.saveState(large(i));
            }
        }
    }

    /** States in whose pages something differs here and there. */
    private static SystemStateSnapshot large(int number) {
        SystemStateSnapshot typical = States.typical(50, 30);
        return SystemStateSnapshot.builder(typical.takenAt().plusSeconds(number))
                .positions(typical.positions())
                .orders(typical.orders().stream()
                        .map(order -> order.toBuilder()
                                .filledQuantity(BigDecimal.valueOf(number))
                                .build())
                        .toList())
                .build();
    }

    private void saveAndIntend(int number) {
        try (StatePersistence persistence = settings().open()) {
            persistence.loadState();
            persistence.saveState(States.numbered(number));
            persistence.journal().intend(NumberedBot.order("order-" + number));
        }
    }

    private void intend(String id) {
        try (StatePersistence persistence = settings().open()) {
            persistence.loadState();
            persistence.journal().intend(NumberedBot.order(id));
        }
    }

    private Loaded load() {
        return (Loaded) settings().loadReadOnly();
    }

    private StatePersistenceBuilder settings() {
        return StatePersistence.builder().directory(directory).journalSegmentBytes(64 << 10);
    }

    private static List<String> orders(Loaded loaded) {
        return loaded.journal().state().orders().stream()
                .map(journaled -> journaled.order().clientOrderId())
                .toList();
    }

    private Path file(int sequence) {
        return directory.resolve(SnapshotName.of(sequence));
    }

    private long newest() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> SnapshotName.parse(path.getFileName().toString()))
                    .filter(OptionalLong::isPresent)
                    .mapToLong(OptionalLong::getAsLong)
                    .max()
                    .orElseThrow();
        }
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(path -> path.toString().endsWith(".wal"))
                    .sorted()
                    .toList();
        }
    }
}
