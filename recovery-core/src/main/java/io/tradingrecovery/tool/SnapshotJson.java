package io.tradingrecovery.tool;

import io.tradingrecovery.persistence.SnapshotContent;
import io.tradingrecovery.persistence.SnapshotFile;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.JournalPosition;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.LostRange;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.Provenance;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** A snapshot as its document in today's format, whatever version it was written in. */
final class SnapshotJson {

    private SnapshotJson() {}

    static byte[] of(SnapshotContent content) {
        SnapshotFile.Valid source = content.source();
        OptionalLong restoredFrom = source.restoredFrom();
        ByteBuffer document = new SnapshotCodec(Integer.MAX_VALUE - 8)
                .encode(new SnapshotDocument(
                        source.sequence(),
                        new JournalPosition(source.journalEpoch(), source.journalSequence(), source.journalApplied()),
                        new Provenance(
                                restoredFrom.isPresent() ? restoredFrom.getAsLong() : null,
                                source.lost().stream()
                                        .map(lost -> new LostRange(lost.first(), lost.last()))
                                        .toList()),
                        content.state(),
                        content.journal()));
        byte[] json = new byte[document.remaining() - 1];
        document.get(json);
        return json;
    }
}
