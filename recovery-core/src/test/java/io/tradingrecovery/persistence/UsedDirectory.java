package io.tradingrecovery.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.OperationKind;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A directory as bots leave it after a while, so that the next save has everything to do that a save can have to do:
 * backups to prune, a damaged file and a torn tail to put in quarantine, temporary files to remove.
 */
final class UsedDirectory {

    private static final byte[] DAMAGED =
            "not a snapshot, but longer than a digest and what comes before it; even longer than that".getBytes(UTF_8);

    /** How much of the last record was written; a matter of the seed below. */
    private static final long TORN_BYTES = 179;

    private UsedDirectory() {}

    /** Such a directory; {@code promises} gets to know what was acknowledged in it. */
    static SimulatedStorage with(Promises promises) {
        SimulatedStorage storage = new SimulatedStorage();
        try (NumberedBot bot = NumberedBot.start(storage, promises)) {
            bot.work();
            bot.work();
        }
        SimulatedStorage torn = tornTailAfter(storage.kill(), promises);
        torn.plant(SnapshotName.of(90), DAMAGED);
        leaveTemporaryFile(torn);
        assertThat(NumberedBot.found(torn).journal().tornTails())
                .singleElement()
                .satisfies(tail -> assertThat(tail.bytes()).isEqualTo(TORN_BYTES));
        return torn.kill();
    }

    private static SimulatedStorage tornTailAfter(SimulatedStorage storage, Promises promises) {
        try (NumberedBot bot = NumberedBot.start(storage, promises)) {
            bot.work();
            storage.inject(FaultPlan.crashDuring(1, 3).on(OperationKind.WRITE));
            bot.intend();
        }
        return storage.kill();
    }

    private static void leaveTemporaryFile(SimulatedStorage storage) {
        try {
            storage.create(SnapshotName.of(91) + ".tmp").close();
            storage.syncDirectory("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checks that what could not be trusted is in quarantine, complete. */
    static void assertEvidenceIsKept(SimulatedStorage storage, String how) throws IOException {
        assertTornTailIsKept(storage, how);
        assertThat(quarantine(storage))
                .as("quarantine, %s", how)
                .containsEntry(SnapshotName.of(90) + ".no-digest", (long) DAMAGED.length);
    }

    /** Checks that the torn tail is in quarantine, complete. */
    static void assertTornTailIsKept(SimulatedStorage storage, String how) throws IOException {
        assertThat(quarantine(storage)).as("quarantine, %s", how).anySatisfy((name, size) -> {
            assertThat(name).contains(".tail-at-").doesNotEndWith(".tmp");
            assertThat(size).isEqualTo(TORN_BYTES);
        });
    }

    private static Map<String, Long> quarantine(SimulatedStorage storage) throws IOException {
        Map<String, Long> kept = new TreeMap<>();
        storage.list("quarantine").forEach(file -> kept.put(file.name(), file.size()));
        return kept;
    }
}
