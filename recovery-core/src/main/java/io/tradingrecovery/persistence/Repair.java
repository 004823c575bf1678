package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.errors.MaintenanceRefusedException;
import io.tradingrecovery.errors.NoValidSnapshotException;
import io.tradingrecovery.persistence.internal.journal.JournalGap;
import io.tradingrecovery.persistence.internal.journal.SegmentInfo;
import io.tradingrecovery.persistence.internal.snapshot.Damage;
import io.tradingrecovery.persistence.internal.snapshot.Housekeeping;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec.Decoded;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.LostRange;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.Provenance;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore.Found;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore.Rejected;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.persistence.internal.storage.Storage.StoredFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an operator may write into a state directory: one new snapshot, acknowledged as any other, and only then the files
 * it makes superfluous move to quarantine. Needs the lock; nothing that exists is changed, and no backup is pruned, since
 * how many are kept is the bot's business.
 */
final class Repair {

    private final PersistenceConfig config;
    private final Storage storage;
    private final Storage.DirectoryLock lock;
    private final SnapshotCodec codec;
    private final SnapshotStore store;
    private final SnapshotShelf shelf;

    Repair(PersistenceConfig config, Storage storage, Storage.DirectoryLock lock) throws IOException {
        this.config = config;
        this.storage = storage;
        this.lock = lock;
        this.codec = new SnapshotCodec(config.maxSnapshotBytes());
        this.store = new SnapshotStore(storage, codec, config.maxSnapshotBytes());
        this.shelf = SnapshotShelf.of(storage, store);
    }

    RestoreReport restore(long sequence, boolean acceptGap) throws IOException {
        SnapshotDocument document = document(sequence);
        requireSameJournal(document);
        JournalRemains remains = JournalRemains.after(storage, document.position(), shelf.valid());
        if (!remains.gaps().isEmpty() && !acceptGap) {
            throw new MaintenanceRefusedException("Snapshot " + sequence
                    + " was not restored: it stands at journal record "
                    + document.position().applied() + ", and behind it these are gone: " + listing(remains.lost())
                    + " ("
                    + reasons(remains.gaps())
                    + "). Nothing was changed. Put the missing segments back, or go on without those records"
                    + " with --accept-gap; the broker knows what became of the orders in them.");
        }
        OrderJournal.Mark mark = remains.gaps().isEmpty()
                ? new OrderJournal.Mark(document.position(), document.journal())
                : remains.goOn(config, storage, document).mark();
        // Each start would refuse a journal anew of which nobody can say where it ended.
        List<Rejected> superfluous = new ArrayList<>(shelf.damaged());
        Set<String> cutOff = filesOf(remains, JournalGap::openEnded);
        superfluous.addAll(rejected(remains, segment -> cutOff.contains(segment.name())));
        Housekeeping housekeeping = housekeeping(document, superfluous, remains);
        SaveReceipt receipt =
                saver(housekeeping).save(document.state(), mark, provenance(sequence, document, remains.lost()));
        return new RestoreReport(receipt, sequence, remains.lost());
    }

    SalvageReport salvage() throws IOException {
        Found newest = store.newest().orElseThrow(() -> new NoValidSnapshotException(storage.directory(), List.of()));
        SnapshotDocument document = newest.document();
        JournalRemains remains = JournalRemains.after(storage, document.position(), shelf.valid());
        requireLoss(document, remains);
        JournalRemains.Continued continued = remains.goOn(config, storage, document);
        Set<String> damaged = filesOf(remains, gap -> true);
        List<Rejected> segments = rejected(
                remains, segment -> damaged.contains(segment.name()) || segment.kind() == SegmentInfo.Kind.UNREADABLE);
        List<Rejected> all = new ArrayList<>(shelf.damaged());
        all.addAll(segments);
        SaveReceipt receipt = saver(housekeeping(document, all, remains))
                .save(
                        document.state(),
                        continued.mark(),
                        provenance(document.provenance().restoredFrom(), document, remains.lost()));
        Set<String> left = storage.list("").stream().map(StoredFile::name).collect(Collectors.toSet());
        return new SalvageReport(
                receipt,
                document.sequence(),
                continued.replayed(),
                remains.lost(),
                paths(segments, left, false),
                paths(segments, left, true),
                remains.contents().tail().stream()
                        .map(tail -> Reading.torn(storage, tail))
                        .toList());
    }

    private SnapshotDocument document(long sequence) {
        Decoded decoded;
        try {
            decoded = store.read(SnapshotName.of(sequence));
        } catch (NoSuchFileException e) {
            throw new MaintenanceRefusedException("There is no snapshot " + sequence + " in " + storage.directory()
                    + "; there are " + sequences() + ". Nothing was changed.");
        }
        if (decoded instanceof Decoded.Intact intact) {
            return intact.document();
        }
        String reason =
                decoded instanceof Decoded.Damaged damaged ? damaged.reason() : ((Decoded.Refused) decoded).reason();
        throw new MaintenanceRefusedException("Snapshot " + sequence + " can't be restored: "
                + store.path(SnapshotName.of(sequence)) + ": " + reason
                + ". Nothing was changed. Choose one that list shows as valid.");
    }

    private String sequences() {
        return shelf.files().isEmpty()
                ? "none"
                : shelf.files().stream()
                        .map(file -> Long.toString(file.sequence()))
                        .collect(Collectors.joining(", "));
    }

    private void requireSameJournal(SnapshotDocument document) {
        long epoch = document.position().epoch();
        SnapshotFile.Valid newest = shelf.valid().get(0);
        if (epoch != 0 && newest.journalEpoch() != 0 && epoch != newest.journalEpoch()) {
            throw new MaintenanceRefusedException("Snapshot " + document.sequence()
                    + " was not restored: it belongs to another order journal than snapshot " + newest.sequence()
                    + ", so it comes from another directory. Nothing was changed."
                    + " Restore it in the directory it comes from, journal and all.");
        }
    }

    private void requireLoss(SnapshotDocument document, JournalRemains remains) {
        if (!remains.gaps().isEmpty()) {
            return;
        }
        List<FileProblem> problems = remains.contents().problems();
        throw new MaintenanceRefusedException("Nothing to salvage in " + storage.directory()
                + ": no journal record behind snapshot " + document.sequence() + " is lost, so it loads as it is."
                + (problems.isEmpty()
                        ? ""
                        : " What is damaged holds nothing that is needed: "
                                + problems.stream().map(FileProblem::toString).collect(Collectors.joining("; ")) + ".")
                + " Nothing was changed.");
    }

    /** The files in which such losses were found. */
    private static Set<String> filesOf(JournalRemains remains, Predicate<JournalGap> which) {
        return remains.gaps().stream().filter(which).map(JournalGap::segment).collect(Collectors.toSet());
    }

    /** One that is missing altogether can't be moved. */
    private List<Rejected> rejected(JournalRemains remains, Predicate<SegmentInfo> which) {
        return remains.contents().segments().stream()
                .filter(which)
                .map(SegmentInfo::name)
                .map(name -> new Rejected(
                        name,
                        Damage.JOURNAL_RECORDS_LOST,
                        new FileProblem(store.path(name), FileProblem.Kind.DAMAGED, reasonFor(name, remains))))
                .toList();
    }

    private static String reasonFor(String name, JournalRemains remains) {
        return remains.gaps().stream()
                .filter(gap -> gap.segment().equals(name))
                .map(JournalGap::reason)
                .findFirst()
                .orElse("nothing in it is legible");
    }

    private Housekeeping housekeeping(SnapshotDocument document, List<Rejected> damaged, JournalRemains remains) {
        Housekeeping housekeeping = new Housekeeping(storage, Integer.MAX_VALUE);
        housekeeping.loaded(damaged, document.sequence(), document.position().synced());
        housekeeping.keep(Session.evidence(remains.contents()));
        return housekeeping;
    }

    private Saver saver(Housekeeping housekeeping) throws IOException {
        return new Saver(storage, lock, codec, store, housekeeping, housekeeping.highestSequence(), upTo -> {});
    }

    private static Provenance provenance(
            @org.jspecify.annotations.Nullable Long restoredFrom, SnapshotDocument document, List<LostRecords> lost) {
        List<LostRange> all = new ArrayList<>(document.provenance().lost());
        lost.forEach(range -> all.add(new LostRange(range.first(), range.last())));
        return new Provenance(restoredFrom, all);
    }

    private List<Path> paths(List<Rejected> segments, Set<String> left, boolean wanted) {
        return segments.stream()
                .map(Rejected::name)
                .filter(name -> left.contains(name) == wanted)
                .map(store::path)
                .toList();
    }

    private static String listing(List<LostRecords> lost) {
        return lost.stream().map(LostRecords::toString).collect(Collectors.joining(" and "));
    }

    private static String reasons(List<JournalGap> gaps) {
        return gaps.stream()
                .map(gap -> gap.segment() + ": " + gap.reason())
                .distinct()
                .collect(Collectors.joining("; "));
    }
}
