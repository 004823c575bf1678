package io.tradingrecovery.persistence.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.persistence.internal.storage.Storage.DirectoryLock;
import io.tradingrecovery.persistence.internal.storage.Storage.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is common to all crashes: which disk is found, and that the process is dead. */
final class PowerFailureTest {

    private final SimulatedStorage storage = new SimulatedStorage();

    @Test
    void keepsEverythingWhenOnlyTheProcessIsKilledButMayLoseItLater() throws IOException {
        Outcomes.write(storage, "a", "x");
        storage.create("b");

        SimulatedStorage next = storage.kill();

        assertThat(Outcomes.contents(next)).isEqualTo("{a=x, b=}");
        assertThat(next.openFiles()).isZero();
        assertThat(Outcomes.of(next, Outcomes::contents)).contains("{}", "{a=x}", "{b=}", "{a=x, b=}", "{a=, b=}");
    }

    @Test
    void goesOnSeparatelyFromWhatWasKilled() throws IOException {
        Outcomes.write(storage, "a", "x");
        SimulatedStorage first = storage.kill();
        SimulatedStorage second = storage.kill();

        first.delete("a");
        first.syncDirectory("");

        assertThat(Outcomes.contents(second)).isEqualTo("{a=x}");
        assertThat(Outcomes.contents(storage.crashKeepingAll())).isEqualTo("{a=x}");
    }

    @Test
    void knowsTheTwoExtremes() throws IOException {
        Outcomes.createSynced(storage, "a", Outcomes.filled(1, 'a')).close();
        Outcomes.write(storage, "b", "x");
        storage.rename("a", "c");

        assertThat(Outcomes.contents(storage.crashKeepingAll())).isEqualTo("{b=x, c=a}");
        assertThat(Outcomes.contents(storage.crashLosingAll())).isEqualTo("{a=a}");
    }

    @Test
    void givesTheSameDiskForTheSameSeed() throws IOException {
        for (int i = 0; i < 20; i++) {
            Outcomes.write(storage, "file" + i, "x".repeat(2000));
        }

        Seeds.first(20)
                .forEach(seed -> assertThat(Outcomes.contents(storage.crash(new Random(seed))))
                        .as("seed %d", seed)
                        .isEqualTo(Outcomes.contents(storage.crash(new Random(seed)))));
    }

    @Test
    void isDeadAfterACrash() throws IOException {
        StorageFile file = storage.create("a");
        DirectoryLock lock = storage.lock();
        storage.crashLosingAll();

        assertThatThrownBy(() -> storage.list("")).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> storage.read("a", 1)).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> storage.create("b")).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> storage.rename("a", "b")).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> storage.delete("a")).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> storage.createFolder("b")).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> storage.syncDirectory("")).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(storage::lock).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(() -> file.write(ByteBuffer.allocate(1), 0)).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(file::sync).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(file::close).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(lock::isHeld).isInstanceOf(SimulatedCrash.class);
        assertThatThrownBy(lock::close).isInstanceOf(SimulatedCrash.class);
    }

    @Test
    void isNotLockedAfterACrash() throws IOException {
        storage.lock();

        assertThat(storage.kill().lock().isHeld()).isTrue();
        assertThat(storage.crashLosingAll().lock().isHeld()).isTrue();
    }
}
