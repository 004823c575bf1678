package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec.Decoded;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.JournalPosition;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.Provenance;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A start goes around a snapshot that is damaged, and later a good copy of it is put back. It holds the effect of records
 * that a power failure took from the journal; records written meanwhile must not be taken for those.
 */
@ExtendWith(LibraryThreads.class)
class PassedOverSnapshotTest {

    /** How many records were on their way to the disk when the snapshot was taken. */
    private static final int UNDER_WAY = 20;

    private final SimulatedStorage disk = new SimulatedStorage();
    private final SnapshotCodec codec = new SnapshotCodec(1 << 20);

    @Test
    void anIntentAcknowledgedAfterAFallbackIsThereOnceTheSnapshotIsBack() throws IOException {
        byte[] intact = snapshotAheadOfTheJournal();
        disk.plant(SnapshotName.of(2), damaged(intact));
        intendAfterLoading("after", 1);

        disk.plant(SnapshotName.of(2), intact);

        assertThat(idsFound()).containsExactly("before", "after");
    }

    @Test
    void soIsOneThatFollowedTheNextSave() throws IOException {
        byte[] intact = snapshotAheadOfTheJournal();
        disk.plant(SnapshotName.of(2), damaged(intact));
        saveAfterLoading();
        intendAfterLoading("after", 3);

        disk.delete(SnapshotName.of(3));
        disk.plant(SnapshotName.of(2), intact);

        assertThat(idsFound()).containsExactly("before", "after");
    }

    @Test
    void numbersJumpOnceAndNotAtEachStart() throws IOException {
        disk.plant(SnapshotName.of(2), damaged(snapshotAheadOfTheJournal()));
        saveAfterLoading();
        long first = intendAfterLoading("first", 3);
        long second = intendAfterLoading("second", 3);

        assertThat(first).isGreaterThan(4_000_000L);
        assertThat(second - first).isLessThan(10);
    }

    /** What snapshot 2 is: its copy was taken when records were queued that no disk holds now. */
    private byte[] snapshotAheadOfTheJournal() throws IOException {
        try (StatePersistence persistence = NumberedBot.settings().openOn(disk)) {
            persistence.loadState();
            persistence.journal().intend(NumberedBot.order("before"));
            persistence.saveState(States.numbered(1));
        }
        SnapshotDocument first =
                ((Decoded.Intact) codec.decode(disk.read(SnapshotName.of(1), Integer.MAX_VALUE))).document();
        JournalPosition ahead = new JournalPosition(
                first.position().epoch(),
                first.position().synced(),
                first.position().synced() + UNDER_WAY);
        ByteBuffer bytes =
                codec.encode(new SnapshotDocument(2, ahead, Provenance.SAVED, first.state(), first.journal()));
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }

    private static byte[] damaged(byte[] intact) {
        byte[] damaged = intact.clone();
        damaged[100] ^= 1;
        return damaged;
    }

    private long intendAfterLoading(String id, long loadedSequence) {
        try (StatePersistence persistence = NumberedBot.settings().openOn(disk)) {
            assertThat(((Loaded) persistence.loadState()).sequence()).isEqualTo(loadedSequence);
            return persistence.journal().intend(NumberedBot.order(id));
        }
    }

    private void saveAfterLoading() {
        try (StatePersistence persistence = NumberedBot.settings().openOn(disk)) {
            persistence.loadState();
            persistence.saveState(States.numbered(2));
        }
    }

    private List<String> idsFound() {
        return NumberedBot.found(disk).journal().state().orders().stream()
                .map(journaled -> journaled.order().clientOrderId())
                .toList();
    }
}
