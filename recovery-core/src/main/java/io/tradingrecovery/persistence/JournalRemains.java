package io.tradingrecovery.persistence;

import io.tradingrecovery.persistence.internal.journal.JournalAnchor;
import io.tradingrecovery.persistence.internal.journal.JournalContents;
import io.tradingrecovery.persistence.internal.journal.JournalGap;
import io.tradingrecovery.persistence.internal.journal.JournalReader;
import io.tradingrecovery.persistence.internal.orders.OrderTable;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.JournalPosition;
import io.tradingrecovery.persistence.internal.storage.Storage;
import java.io.IOException;
import java.util.List;

/**
 * What can still be read of the journal behind a snapshot, and what can't. The witness of a loss is every snapshot of the
 * directory: a newer one may know of records that no file holds any more.
 *
 * @param base the position of the snapshot
 * @param contents the journal's files, read from there on
 * @param gaps the durable records after {@code base} that are gone
 * @param largestSequence the largest sequence any record or snapshot is known to have borne
 */
record JournalRemains(JournalPosition base, JournalContents contents, List<JournalGap> gaps, long largestSequence) {

    static JournalRemains after(Storage storage, JournalPosition base, List<SnapshotFile.Valid> snapshots)
            throws IOException {
        JournalContents contents = read(storage, base.epoch(), base.synced(), snapshots);
        long largest = Math.max(
                Math.max(base.applied(), contents.lastSequence()),
                Math.max(contents.witness(), contents.highestSequenceSeen()));
        for (SnapshotFile.Valid snapshot : snapshots) {
            largest = Math.max(largest, snapshot.journalApplied());
        }
        return new JournalRemains(base, contents, behind(base.applied(), contents), largest);
    }

    /** Reads the journal behind {@code needAfter}, with all that the snapshots know of it. */
    static JournalContents read(Storage storage, long epoch, long needAfter, List<SnapshotFile.Valid> snapshots)
            throws IOException {
        long witness = needAfter;
        for (SnapshotFile.Valid snapshot : snapshots) {
            if (snapshot.journalEpoch() == epoch) {
                witness = Math.max(witness, snapshot.journalSequence());
            }
        }
        return JournalReader.read(storage, new JournalAnchor(epoch, witness, needAfter));
    }

    /** The gaps that concern what is behind a record, cut to that. */
    static List<JournalGap> behind(long applied, JournalContents contents) {
        return contents.gaps().stream()
                .flatMap(gap -> gap.behind(applied).stream())
                .toList();
    }

    List<LostRecords> lost() {
        return gaps.stream()
                .map(gap -> new LostRecords(gap.firstLost(), gap.lastLost()))
                .toList();
    }

    /** What is left, taken in by the snapshot it was read for, and behind all that is lost. */
    Continued goOn(PersistenceConfig config, Storage storage, SnapshotDocument document) {
        OrderTable table = new OrderTable(config.closedOrdersKeptWhole(), config.closedOrderIdsKept());
        table.restore(document.journal());
        int replayed = Reading.replay(storage, contents.records(), base.applied(), table);
        JournalPosition position = new JournalPosition(contents.epoch(), largestSequence, largestSequence);
        return new Continued(new OrderJournal.Mark(position, table.image()), replayed);
    }

    /** Where a snapshot goes on, and how many records it took in to get there. */
    record Continued(OrderJournal.Mark mark, int replayed) {}
}
