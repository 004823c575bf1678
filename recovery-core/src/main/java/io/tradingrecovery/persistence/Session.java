package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.internal.journal.JournalContents;
import io.tradingrecovery.persistence.internal.journal.JournalSettings;
import io.tradingrecovery.persistence.internal.journal.JournalWriter;
import io.tradingrecovery.persistence.internal.snapshot.Housekeeping;
import io.tradingrecovery.persistence.internal.snapshot.Housekeeping.Evidence;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore;
import io.tradingrecovery.persistence.internal.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an open persistence works with once the directory was read: the journal and the saver, and what was loaded. */
final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final LoadResult result;
    private final JournalWriter writer;
    private final OrderJournal journal;
    private final JournalTrouble trouble;
    private final Executor callbacks;
    private final Saver saver;

    private Session(
            LoadResult result,
            JournalWriter writer,
            OrderJournal journal,
            Saver saver,
            JournalTrouble trouble,
            Executor callbacks) {
        this.result = result;
        this.writer = writer;
        this.journal = journal;
        this.saver = saver;
        this.trouble = trouble;
        this.callbacks = callbacks;
    }

    /** Reads the directory and gets ready to write; writes nothing. Called on the snapshot thread. */
    static Session load(
            PersistenceConfig config,
            Storage storage,
            Storage.DirectoryLock lock,
            Executor disk,
            Executor callbacks,
            Runnable journalLostRecords)
            throws IOException {
        SnapshotCodec codec = new SnapshotCodec(config.maxSnapshotBytes());
        SnapshotStore store = new SnapshotStore(storage, codec, config.maxSnapshotBytes());
        Housekeeping housekeeping = new Housekeeping(storage, config.backups() + 1);
        Reading reading = Reading.of(config, storage, store);
        return begin(config, storage, lock, disk, callbacks, journalLostRecords, codec, store, housekeeping, reading);
    }

    /** As {@link #load}, for a directory whose snapshots are all damaged; they go to quarantine with the first save. */
    static Session loadWithoutSnapshot(
            PersistenceConfig config,
            Storage storage,
            Storage.DirectoryLock lock,
            Executor disk,
            Executor callbacks,
            Runnable journalLostRecords)
            throws IOException {
        SnapshotCodec codec = new SnapshotCodec(config.maxSnapshotBytes());
        SnapshotStore store = new SnapshotStore(storage, codec, config.maxSnapshotBytes());
        Housekeeping housekeeping = new Housekeeping(storage, config.backups() + 1);
        housekeeping.nothingLoaded(SnapshotShelf.of(storage, store).damaged());
        Reading reading = Reading.withoutSnapshot(config, storage);
        return begin(config, storage, lock, disk, callbacks, journalLostRecords, codec, store, housekeeping, reading);
    }

    private static Session begin(
            PersistenceConfig config,
            Storage storage,
            Storage.DirectoryLock lock,
            Executor disk,
            Executor callbacks,
            Runnable journalLostRecords,
            SnapshotCodec codec,
            SnapshotStore store,
            Housekeeping housekeeping,
            Reading reading)
            throws IOException {
        reading.snapshot()
                .ifPresent(found -> housekeeping.loaded(
                        found.rejected(),
                        found.document().sequence(),
                        found.document().position().synced()));
        housekeeping.keep(evidence(reading.journal()));
        long highestSequence = housekeeping.highestSequence();
        JournalTrouble trouble = new JournalTrouble(journalLostRecords);
        JournalSettings settings = JournalSettings.of(disk, callbacks, trouble)
                .withSegmentBytes(config.journalSegmentBytes())
                .withWitnessDelay(config.journalWitnessDelay())
                .withTimeouts(config.commitTimeout(), config.commitTimeout());
        JournalWriter writer = JournalWriter.open(storage, reading.journal(), reading.numbersUsed(), settings);
        OrderJournal journal = new OrderJournal(writer, reading.table(), reading.numbersUsed(), config.clock());
        Saver saver = new Saver(storage, lock, codec, store, housekeeping, highestSequence, writer::trim);
        return new Session(reading.result(), writer, journal, saver, trouble, callbacks);
    }

    /** The bytes behind the journal's end, to be kept before anything is written over their place. */
    static List<Evidence> evidence(JournalContents journal) {
        return journal.tail().stream()
                .map(tail -> new Evidence(tail.segment() + ".tail-at-" + tail.offset(), ByteBuffer.wrap(tail.bytes())))
                .toList();
    }

    LoadResult result() {
        return result;
    }

    OrderJournal journal() {
        return journal;
    }

    Saver saver() {
        return saver;
    }

    /** Why the journal can't make anything durable; empty while it can. */
    Optional<String> journalFailure() {
        return writer.isDurable() ? Optional.empty() : Optional.of(trouble.reason());
    }

    /** After an acknowledged snapshot, which holds what the journal could not keep: lets the journal try again. */
    void resumeJournal() {
        if (!writer.isDurable()) {
            callbacks.execute(this::resumeNow);
        }
    }

    private void resumeNow() {
        try {
            writer.resume();
        } catch (TradingRecoveryException | IllegalStateException e) {
            LOG.warn("The order journal still can't write, and tries again after the next save: {}", e.getMessage());
        }
    }

    void close() {
        writer.close();
    }
}
