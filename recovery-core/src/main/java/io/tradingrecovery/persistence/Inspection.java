package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.DirectoryCheck.Finding;
import io.tradingrecovery.persistence.internal.journal.ClientOrderIds;
import io.tradingrecovery.persistence.internal.journal.JournalContents;
import io.tradingrecovery.persistence.internal.journal.JournalRecord;
import io.tradingrecovery.persistence.internal.journal.RecordType;
import io.tradingrecovery.persistence.internal.journal.SegmentInfo;
import io.tradingrecovery.persistence.internal.orders.JournalEventJson;
import io.tradingrecovery.persistence.internal.snapshot.Housekeeping;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore;
import io.tradingrecovery.persistence.internal.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an operator may see of a state directory. Needs no lock and writes nothing; a running bot does not disturb it. */
final class Inspection {

    /** Larger than any segment. */
    private static final int SEGMENT_LIMIT = 16 << 20;

    private final PersistenceConfig config;
    private final Storage storage;
    private final SnapshotStore store;

    Inspection(PersistenceConfig config, Storage storage) {
        this.config = config;
        this.storage = storage;
        this.store =
                new SnapshotStore(storage, new SnapshotCodec(config.maxSnapshotBytes()), config.maxSnapshotBytes());
    }

    List<SnapshotFile> snapshots() throws IOException {
        return SnapshotShelf.of(storage, store).files();
    }

    JournalView journal() throws IOException {
        return journal(SnapshotShelf.of(storage, store));
    }

    DirectoryCheck check() throws IOException {
        SnapshotShelf shelf = SnapshotShelf.of(storage, store);
        List<Finding> findings = new ArrayList<>();
        shelf.files().forEach(file -> addFinding(findings, file));
        JournalView journal = journal(shelf);
        journal.problems().forEach(problem -> findings.add(new Finding(problem, "No record is lost with it.")));
        journal.losses().forEach(loss -> findings.add(finding(loss)));
        String start = start(findings);
        return new DirectoryCheck(
                storage.directory(),
                shelf.files(),
                journal,
                paths(Housekeeping.QUARANTINE),
                paths("").stream()
                        .filter(path ->
                                SnapshotName.isTemporary(path.getFileName().toString()))
                        .toList(),
                start,
                findings);
    }

    /** The ids of orders in whatever bytes of the journal are left, damaged or not. */
    List<String> legibleClientOrderIds() throws IOException {
        Set<String> ids = new LinkedHashSet<>();
        JournalContents contents = JournalRemains.read(storage, 0, 0, List.of());
        for (SegmentInfo segment : contents.segments()) {
            try {
                ids.addAll(ClientOrderIds.legibleIn(storage.read(segment.name(), SEGMENT_LIMIT)));
            } catch (Storage.NotReadableException e) {
                // No regular file of a segment's size: verify names it.
            }
        }
        return List.copyOf(ids);
    }

    private JournalView journal(SnapshotShelf shelf) throws IOException {
        List<SnapshotFile.Valid> valid = shelf.valid();
        long epoch = valid.isEmpty() ? 0 : valid.get(0).journalEpoch();
        JournalContents contents = JournalRemains.read(storage, epoch, 0, valid);
        long inNewest = valid.isEmpty() ? 0 : valid.get(0).journalApplied();
        return new JournalView(
                contents.records().stream().map(Inspection::entry).toList(),
                contents.segments().size(),
                contents.witness(),
                JournalRemains.behind(neededAfter(valid), contents).stream()
                        .map(gap -> new JournalView.Loss(
                                store.path(gap.segment()),
                                new LostRecords(gap.firstLost(), gap.lastLost()),
                                gap.reason(),
                                gap.behind(inNewest).isEmpty()))
                        .toList(),
                contents.problems(),
                contents.tail().stream()
                        .map(tail -> Reading.torn(storage, tail))
                        .toList());
    }

    /**
     * The record behind which every other is needed by some snapshot: older ones may have been trimmed. Where an operator
     * gave records up, going back beyond that snapshot is going back beyond them, and no news.
     */
    private static long neededAfter(List<SnapshotFile.Valid> valid) {
        long oldest = valid.stream()
                .mapToLong(SnapshotFile.Valid::journalApplied)
                .min()
                .orElse(0);
        return valid.stream()
                .filter(snapshot -> !snapshot.lost().isEmpty())
                .mapToLong(SnapshotFile.Valid::journalApplied)
                .reduce(oldest, Math::max);
    }

    private static JournalView.Entry entry(JournalRecord record) {
        boolean ownRecord = record.type() == RecordType.WITNESS;
        return new JournalView.Entry(
                record.sequence(),
                record.type().name(),
                ownRecord ? null : time(record),
                ownRecord ? "" : new String(record.payload(), StandardCharsets.UTF_8));
    }

    private static @Nullable Instant time(JournalRecord record) {
        try {
            return JournalEventJson.read(record.type(), record.payload()).at();
        } catch (IOException e) {
            // Only a newer build knows it; its payload is shown as it stands.
            return null;
        }
    }

    private static void addFinding(List<Finding> findings, SnapshotFile file) {
        if (file instanceof SnapshotFile.Unusable unusable) {
            findings.add(new Finding(unusable.problem(), unusable.fix()));
        }
    }

    private static Finding finding(JournalView.Loss loss) {
        return new Finding(
                new FileProblem(
                        loss.segment(),
                        FileProblem.Kind.DAMAGED,
                        "journal " + loss.records() + " lost: " + loss.reason()),
                loss.backupsOnly()
                        ? "The newest snapshot holds them; only a fallback to an older one would miss them."
                        : "Put a good copy of the segment back, or keep what is readable with: recovery.jar salvage");
    }

    /** What a start would do; if it would refuse for a reason not found before, that becomes a finding. */
    private String start(List<Finding> findings) {
        try {
            LoadResult result = Reading.of(config, storage, store).result();
            String replay = result.journal().replayed() + " journal record(s)";
            return result instanceof LoadResult.Loaded loaded
                    ? "loads snapshot " + loaded.sequence() + " (" + loaded.source() + ") and " + replay
                    : "finds no snapshot, and " + replay;
        } catch (TradingRecoveryException e) {
            String message = String.valueOf(e.getMessage());
            if (findings.isEmpty()) {
                findings.add(new Finding(
                        new FileProblem(storage.directory(), FileProblem.Kind.REFUSED, "a start is refused"), message));
            }
            return "is refused: " + message;
        }
    }

    private List<Path> paths(String folder) throws IOException {
        Path parent =
                folder.isEmpty() ? storage.directory() : storage.directory().resolve(folder);
        return storage.list(folder).stream()
                .map(file -> parent.resolve(file.name()))
                .sorted()
                .toList();
    }
}
