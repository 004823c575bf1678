package io.tradingrecovery.drill.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDamageTest {

    private static final String TEXT = "{\"what\":\"a state\",\"which\":\"is whole\"}".repeat(20);

    @TempDir
    Path directory;

    private StateDamage damage;

    @BeforeEach
    void fill() throws IOException {
        for (int number = 1; number <= 3; number++) {
            Files.writeString(directory.resolve("snapshot-00" + number + ".json"), TEXT);
        }
        byte[] segment = new byte[1000];
        Arrays.fill(segment, 0, 600, (byte) 'x');
        Files.write(directory.resolve("journal-001.wal"), segment);
        Files.write(directory.resolve("journal-002.wal"), new byte[1000]);
        damage = new StateDamage(directory, new Random(1));
    }

    private boolean isWhole(int number) throws IOException {
        return Files.readString(directory.resolve("snapshot-00" + number + ".json"), StandardCharsets.ISO_8859_1)
                .equals(TEXT);
    }

    @Test
    void flipsBytesOfTheNewestSnapshotAlone() throws IOException {
        assertThat(damage.flipBytes()).contains("snapshot-003.json");

        assertThat(isWhole(3)).isFalse();
        assertThat(isWhole(2)).isTrue();
        assertThat(Files.size(directory.resolve("snapshot-003.json"))).isEqualTo(TEXT.length());
    }

    @Test
    void cutsTheNewestSnapshotInTheMiddle() throws IOException {
        damage.truncateSnapshot();

        assertThat(Files.size(directory.resolve("snapshot-003.json"))).isLessThan(TEXT.length());
        assertThat(isWhole(2)).isTrue();
    }

    @Test
    void damagesTheTwoNewestSnapshots() throws IOException {
        damage.damageTwoBackups();

        assertThat(isWhole(3)).isFalse();
        assertThat(isWhole(2)).isFalse();
        assertThat(isWhole(1)).isTrue();
    }

    @Test
    void cutsTheJournalWhereSomethingWasWritten() throws IOException {
        damage.cutJournal();

        assertThat(Files.size(directory.resolve("journal-001.wal"))).isBetween(536L, 599L);
        assertThat(Files.size(directory.resolve("journal-002.wal"))).isEqualTo(1000);
    }
}
