package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.errors.JournalDamagedException;
import io.tradingrecovery.errors.StateRefusedException;
import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.errors.StateStorageException.Durability;
import io.tradingrecovery.persistence.internal.journal.CutTail;
import io.tradingrecovery.persistence.internal.journal.JournalAnchor;
import io.tradingrecovery.persistence.internal.journal.JournalContents;
import io.tradingrecovery.persistence.internal.journal.JournalGap;
import io.tradingrecovery.persistence.internal.journal.JournalReader;
import io.tradingrecovery.persistence.internal.journal.JournalRecord;
import io.tradingrecovery.persistence.internal.journal.JournalWriter;
import io.tradingrecovery.persistence.internal.journal.RecordType;
import io.tradingrecovery.persistence.internal.orders.JournalEvent;
import io.tradingrecovery.persistence.internal.orders.JournalEventJson;
import io.tradingrecovery.persistence.internal.orders.OrderTable;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.JournalPosition;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.LostRange;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.Provenance;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore.Found;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore.Rejected;
import io.tradingrecovery.persistence.internal.storage.DiskErrors;
import io.tradingrecovery.persistence.internal.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a directory holds, as read at one moment: the newest valid snapshot, and the journal records after it. Reading
 * changes nothing.
 *
 * @param snapshot the snapshot; empty if there is none at all
 * @param journal the journal's files
 * @param table what snapshot and journal add up to
 * @param applied the sequence of the last record in {@code table}
 * @param result the same for the caller
 */
record Reading(Optional<Found> snapshot, JournalContents journal, OrderTable table, long applied, LoadResult result) {

    /** How often a file may vanish under a reader without the lock, as the running bot prunes. */
    private static final int ATTEMPTS = 10;

    static Reading of(PersistenceConfig config, Storage storage, SnapshotStore store) {
        return settled(storage, () -> read(config, storage, store));
    }

    /**
     * The journal alone, as far as it can be read, for a directory in which no snapshot is valid: what is missing can't be
     * asked of anybody but the broker.
     */
    static Reading withoutSnapshot(PersistenceConfig config, Storage storage) {
        return settled(storage, () -> {
            JournalContents journal = JournalReader.read(storage, JournalAnchor.NONE);
            OrderTable table = new OrderTable(config.closedOrdersKeptWhole(), config.closedOrderIdsKept());
            int replayed = replay(storage, journal.records(), 0, table);
            long applied = Math.max(journal.lastSequence(), Math.max(journal.witness(), journal.highestSequenceSeen()));
            Optional<Found> none = Optional.empty();
            return new Reading(
                    none, journal, table, applied, result(config.clock(), storage, none, journal, table, replayed));
        });
    }

    /**
     * Reads until no save came meanwhile: a running bot prunes snapshots and trims the journal, and what it no longer needs
     * would look lost to whoever has read an older snapshot. One that saves without a pause is taken as it is.
     */
    static <T> T settled(Storage storage, StatePersistence.DiskWork<T> reading) {
        for (int attempt = 1; ; attempt++) {
            try {
                Set<String> before = snapshots(storage);
                Optional<T> result = undisturbed(storage, before, reading, attempt == ATTEMPTS);
                if (result.isPresent()) {
                    return result.get();
                }
            } catch (NoSuchFileException | Storage.ChangedMeanwhileException e) {
                // A bot at work removes what it no longer needs, and makes room for what is to come.
                if (attempt == ATTEMPTS) {
                    throw failed(storage, e);
                }
            } catch (IOException e) {
                throw failed(storage, e);
            }
        }
    }

    /** What was read, or the journal's damage; nothing if there are other snapshots by then, and it is to be read again. */
    private static <T> Optional<T> undisturbed(
            Storage storage, Set<String> before, StatePersistence.DiskWork<T> reading, boolean last)
            throws IOException {
        try {
            T result = reading.run();
            return last || snapshots(storage).equals(before) ? Optional.of(result) : Optional.empty();
        } catch (JournalDamagedException e) {
            if (last || snapshots(storage).equals(before)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Set<String> snapshots(Storage storage) throws IOException {
        Set<String> names = new HashSet<>();
        for (Storage.StoredFile file : storage.list("")) {
            if (SnapshotName.parse(file.name()).isPresent()) {
                names.add(file.name());
            }
        }
        return names;
    }

    private static StateStorageException failed(Storage storage, IOException cause) {
        return new StateStorageException(
                "Reading the order journal in " + storage.directory() + " failed: " + DiskErrors.inWords(cause)
                        + ". That says nothing of the state; nothing was changed. Check the disk and start again.",
                Durability.NOT_WRITTEN,
                cause);
    }

    /**
     * The sequence that new records must lie above. A snapshot that was passed over, being damaged or older than what an
     * operator has chosen, may hold the effect of records that never reached the disk; it may be back one day, and must not
     * take new records under their numbers for those.
     */
    long numbersUsed() {
        boolean passedOver = snapshot.isPresent()
                && (!snapshot.get().rejected().isEmpty()
                        || snapshot.get().document().provenance().isOfAnOperator());
        return passedOver ? applied + JournalWriter.MOST_RECORDS_UNDER_WAY : applied;
    }

    private static Reading read(PersistenceConfig config, Storage storage, SnapshotStore store) throws IOException {
        Optional<Found> found = store.newest();
        JournalPosition position =
                found.map(snapshot -> snapshot.document().position()).orElse(JournalPosition.NONE);
        JournalContents journal =
                JournalReader.read(storage, new JournalAnchor(position.epoch(), position.synced(), position.synced()));
        requireNothingLost(storage, journal, position.applied());
        OrderTable table = new OrderTable(config.closedOrdersKeptWhole(), config.closedOrderIdsKept());
        found.ifPresent(snapshot -> table.restore(snapshot.document().journal()));
        int replayed = replay(storage, journal.records(), position.applied(), table);
        long applied = Math.max(position.applied(), journal.lastSequence());
        return new Reading(
                found, journal, table, applied, result(config.clock(), storage, found, journal, table, replayed));
    }

    private static void requireNothingLost(Storage storage, JournalContents journal, long applied) {
        for (JournalGap gap : journal.gaps()) {
            Optional<JournalGap> needed = gap.behind(applied);
            if (needed.isPresent()) {
                throw new JournalDamagedException(
                        storage.directory().resolve(gap.segment()),
                        needed.get().firstLost(),
                        needed.get().lastLost(),
                        gap.reason());
            }
        }
    }

    /** Takes in the records whose effect the table does not hold yet. */
    static int replay(Storage storage, List<JournalRecord> records, long applied, OrderTable table) {
        int replayed = 0;
        for (JournalRecord record : records) {
            if (record.sequence() > applied && record.type() != RecordType.WITNESS) {
                table.apply(event(storage, record));
                replayed++;
            }
        }
        return replayed;
    }

    private static JournalEvent event(Storage storage, JournalRecord record) {
        try {
            return JournalEventJson.read(record.type(), record.payload());
        } catch (IOException e) {
            throw new StateRefusedException(
                    new FileProblem(
                            storage.directory(),
                            FileProblem.Kind.REFUSED,
                            "journal record " + record.sequence() + " is intact, but " + e.getMessage()),
                    "Start the build that wrote it.");
        }
    }

    private static LoadResult result(
            Clock clock,
            Storage storage,
            Optional<Found> found,
            JournalContents journal,
            OrderTable table,
            int replayed) {
        List<TornTail> tails =
                journal.tail().stream().map(tail -> torn(storage, tail)).toList();
        JournalReplay replay = new JournalReplay(table.image(), replayed, tails, problems(storage, journal));
        if (found.isEmpty()) {
            return new LoadResult.Empty(replay);
        }
        Found snapshot = found.get();
        Provenance provenance = snapshot.document().provenance();
        Long restoredFrom = provenance.restoredFrom();
        return new LoadResult.Loaded(
                snapshot.document().state(),
                snapshot.document().sequence(),
                new LoadResult.Source(snapshot.backup()),
                Duration.between(snapshot.document().state().takenAt(), clock.instant()),
                snapshot.rejected().stream().map(Rejected::problem).toList(),
                restoredFrom == null ? OptionalLong.empty() : OptionalLong.of(restoredFrom),
                provenance.lost().stream().mapToLong(Reading::size).sum(),
                replay);
    }

    /** What is wrong with the journal's files and lost nothing that this state needs. */
    private static List<FileProblem> problems(Storage storage, JournalContents journal) {
        List<FileProblem> problems = new ArrayList<>(journal.problems());
        for (JournalGap gap : journal.gaps()) {
            problems.add(new FileProblem(
                    storage.directory().resolve(gap.segment()),
                    FileProblem.Kind.DAMAGED,
                    gap.reason() + ": records " + gap.firstLost() + " to " + gap.lastLost()
                            + " are lost, which only older snapshots need"));
        }
        return problems;
    }

    private static long size(LostRange range) {
        return range.last() - range.first() + 1;
    }

    static TornTail torn(Storage storage, CutTail tail) {
        return new TornTail(
                storage.directory().resolve(tail.segment()), tail.offset(), tail.length(), tail.clientOrderIds());
    }
}
