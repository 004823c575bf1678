package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.StateDirectoryLockedException;
import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.errors.StateStorageException.Durability;
import io.tradingrecovery.persistence.internal.json.JsonWriter;
import io.tradingrecovery.persistence.internal.snapshot.Housekeeping;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.Provenance;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore;
import io.tradingrecovery.persistence.internal.storage.DiskErrors;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** Turns a copy of the state into an acknowledged snapshot. Belongs to the snapshot thread. */
final class Saver {

    private final Storage storage;
    private final Storage.DirectoryLock lock;
    private final SnapshotCodec codec;
    private final SnapshotStore store;
    private final Housekeeping housekeeping;
    private final LongConsumer trimJournal;
    private long sequence;

    /**
     * A saver whose first snapshot gets the number after {@code highestSequence}.
     *
     * @param trimJournal is told up to which sequence no retained snapshot needs the journal any more
     */
    Saver(
            Storage storage,
            Storage.DirectoryLock lock,
            SnapshotCodec codec,
            SnapshotStore store,
            Housekeeping housekeeping,
            long highestSequence,
            LongConsumer trimJournal) {
        this.storage = storage;
        this.lock = lock;
        this.codec = codec;
        this.store = store;
        this.housekeeping = housekeeping;
        this.sequence = highestSequence;
        this.trimJournal = trimJournal;
    }

    SaveReceipt save(SystemStateSnapshot state, OrderJournal.Mark mark, Provenance provenance) {
        requireLock();
        // A number is used once, also by a save that fails: what it left behind must never be written over.
        if (sequence >= SnapshotName.MAX_SEQUENCE) {
            throw new StateStorageException(
                    "The numbers for snapshots in " + storage.directory()
                            + " are used up: a file claims the largest one. Move it away.",
                    Durability.NOT_WRITTEN,
                    null);
        }
        sequence++;
        ByteBuffer bytes = encode(new SnapshotDocument(sequence, mark.position(), provenance, state, mark.state()));
        int size = bytes.remaining();
        commit(bytes);
        housekeeping.acknowledged(sequence, mark.position().synced());
        OptionalLong notNeeded = housekeeping.journalNotNeededUpTo();
        if (notNeeded.isPresent()) {
            trimJournal.accept(notNeeded.getAsLong());
        }
        return new SaveReceipt(sequence, store.path(SnapshotName.of(sequence)), state.takenAt(), size);
    }

    private void commit(ByteBuffer bytes) {
        boolean committed = false;
        try {
            store.commit(sequence, bytes);
            committed = true;
        } finally {
            if (!committed) {
                housekeeping.rescan();
            }
        }
    }

    private void requireLock() {
        if (!lock.isHeld()) {
            throw StateDirectoryLockedException.lost(storage.directory());
        }
    }

    private ByteBuffer encode(SnapshotDocument document) {
        try {
            return codec.encode(document);
        } catch (JsonWriter.TooLargeException e) {
            throw new StateStorageException(
                    "Snapshot " + document.sequence() + " was not saved: " + DiskErrors.inWords(e)
                            + ". The state saved before stands.",
                    Durability.NOT_WRITTEN,
                    e);
        }
    }
}
