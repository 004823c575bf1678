package io.tradingrecovery.persistence.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.tradingrecovery.persistence.internal.storage.Storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A power failure keeps, loses or tears the bytes that were not synced, and nothing else. */
final class LostWritesTest {

    private static final int SECTOR = Outcomes.SECTOR;

    private final SimulatedStorage storage = new SimulatedStorage();

    @Test
    void keepsWhatWasSyncedWhateverHappenedAfterwards() throws IOException {
        byte[] synced = Outcomes.filled(3 * SECTOR, 'a');
        try (StorageFile file = Outcomes.createSynced(storage, "a", synced)) {
            file.write(ByteBuffer.wrap(Outcomes.filled(2 * SECTOR, 'b')), 3 * SECTOR);
            Outcomes.write(storage, "other", "x");
            storage.rename("other", "another");
            Outcomes.createSynced(storage, "deleted", Outcomes.filled(1, 'd')).close();
            storage.delete("deleted");
        }

        Seeds.first(Outcomes.SEEDS)
                .forEach(seed -> assertThat(Outcomes.read(storage.crash(new Random(seed)), "a"))
                        .as("seed %d", seed)
                        .startsWith(synced));
    }

    @Test
    void keepsLosesOrTearsAnUnsyncedWrite() throws IOException {
        try (StorageFile file = Outcomes.createSynced(storage, "a", Outcomes.filled(4 * SECTOR, 'a'))) {
            file.write(ByteBuffer.wrap(Outcomes.filled(4 * SECTOR, 'b')), 0);
        }

        Set<String> outcomes = Outcomes.of(storage, crashed -> Outcomes.sectors(Outcomes.read(crashed, "a")));

        assertThat(outcomes).contains("aaaa", "bbbb").hasSizeGreaterThan(8);
    }

    @Test
    void tearsAtSectorsAndNowhereElse() throws IOException {
        try (StorageFile file = Outcomes.createSynced(storage, "a", Outcomes.filled(4 * SECTOR, 'a'))) {
            file.write(ByteBuffer.wrap(Outcomes.filled(2 * SECTOR, 'b')), 100);
        }

        Set<String> outcomes = Outcomes.of(storage, crashed -> Outcomes.runs(Outcomes.read(crashed, "a")));

        assertThat(outcomes)
                .isSubsetOf(
                        "a2048",
                        "a100b412a1536",
                        "a512b512a1024",
                        "a1024b100a924",
                        "a100b924a1024",
                        "a100b412a512b100a924",
                        "a512b612a924",
                        "a100b1024a924")
                .contains("a2048", "a100b1024a924", "a512b512a1024");
    }

    @Test
    void growsTheLengthApartFromTheData() throws IOException {
        Outcomes.createSynced(storage, "a", new byte[0]).close();
        StorageFile file = Outcomes.createSynced(storage, "b", new byte[0]);
        file.write(ByteBuffer.wrap(Outcomes.filled(2 * SECTOR, 'b')), 0);

        Set<String> outcomes = Outcomes.of(storage, crashed -> {
            byte[] found = Outcomes.read(crashed, "b");
            return found.length < 2 * SECTOR && found.length > 0 ? "shorter" : Outcomes.sectors(found);
        });

        assertThat(outcomes)
                .contains("", "shorter", "bb", "00", "??", "b0", "?b")
                .isSubsetOf("", "shorter", "bb", "00", "b0", "0b", "??", "b?", "?b");
    }

    @Test
    void neverMakesDurableWhatASyncFailedOnHoweverOftenItIsRetried() throws IOException {
        StorageFile file = Outcomes.createSynced(storage, "a", Outcomes.filled(SECTOR, 'a'));
        file.write(ByteBuffer.wrap(Outcomes.filled(SECTOR, 'b')), 0);
        storage.inject(FaultPlan.failOnce(1, FaultPlan.IO_ERROR, 0));
        assertThatIOException().isThrownBy(file::sync).withMessageContainingAll("a", FaultPlan.IO_ERROR);

        file.sync();
        file.sync();

        assertThat(Outcomes.sectors(Outcomes.read(storage, "a")))
                .as("what reading shows")
                .isEqualTo("b");
        assertThat(Outcomes.of(storage, crashed -> Outcomes.sectors(Outcomes.read(crashed, "a"))))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void makesDurableWhatIsWrittenAfterAFailedSync() throws IOException {
        StorageFile file = Outcomes.createSynced(storage, "a", Outcomes.filled(SECTOR, 'a'));
        file.write(ByteBuffer.wrap(Outcomes.filled(SECTOR, 'b')), 0);
        storage.inject(FaultPlan.failOnce(1, FaultPlan.IO_ERROR, 0));
        assertThatIOException().isThrownBy(file::sync);
        file.write(ByteBuffer.wrap(Outcomes.filled(SECTOR, 'c')), SECTOR);
        file.sync();

        assertThat(Outcomes.of(storage, crashed -> Outcomes.sectors(Outcomes.read(crashed, "a"))))
                .containsExactlyInAnyOrder("ac", "bc");
    }
}
