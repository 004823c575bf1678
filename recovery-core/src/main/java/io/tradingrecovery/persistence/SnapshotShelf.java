package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec.Decoded;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore.Rejected;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.persistence.internal.storage.Storage.StoredFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Every snapshot file of a directory, as read at one moment, without the states in them.
 *
 * @param files each of them, newest first
 * @param damaged those whose bytes are not what was written
 */
record SnapshotShelf(List<SnapshotFile> files, List<Rejected> damaged) {

    static SnapshotShelf of(Storage storage, SnapshotStore store) throws IOException {
        Map<String, Long> sizes =
                storage.list("").stream().collect(Collectors.toMap(StoredFile::name, StoredFile::size));
        List<SnapshotFile> files = new ArrayList<>();
        List<Rejected> damaged = new ArrayList<>();
        for (String name : store.names()) {
            try {
                Decoded decoded = store.read(name);
                SnapshotFile file = classify(store, name, sizes.getOrDefault(name, 0L), decoded);
                files.add(file);
                if (file instanceof SnapshotFile.Unusable unusable && decoded instanceof Decoded.Damaged found) {
                    damaged.add(new Rejected(name, found.damage(), unusable.problem()));
                }
            } catch (NoSuchFileException e) {
                // Pruned by the running bot: it is no snapshot of the directory any more.
            }
        }
        return new SnapshotShelf(List.copyOf(files), List.copyOf(damaged));
    }

    static SnapshotFile classify(SnapshotStore store, String name, long bytes, Decoded decoded) {
        if (decoded instanceof Decoded.Intact intact) {
            return valid(store, name, bytes, intact.document());
        }
        long sequence = SnapshotName.parse(name).orElse(0);
        if (decoded instanceof Decoded.Refused refused) {
            return new SnapshotFile.Unusable(
                    store.path(name),
                    sequence,
                    bytes,
                    new FileProblem(store.path(name), FileProblem.Kind.REFUSED, refused.reason()),
                    refused.fix());
        }
        Decoded.Damaged damaged = (Decoded.Damaged) decoded;
        return new SnapshotFile.Unusable(
                store.path(name),
                sequence,
                bytes,
                new FileProblem(store.path(name), FileProblem.Kind.DAMAGED, damaged.reason()),
                "Put a good copy of it back if there is one; the next save moves it to quarantine.");
    }

    static SnapshotFile.Valid valid(SnapshotStore store, String name, long bytes, SnapshotDocument document) {
        Long restoredFrom = document.provenance().restoredFrom();
        return new SnapshotFile.Valid(
                store.path(name),
                document.sequence(),
                bytes,
                document.state().takenAt(),
                document.position().epoch(),
                document.position().synced(),
                document.position().applied(),
                restoredFrom == null ? OptionalLong.empty() : OptionalLong.of(restoredFrom),
                document.provenance().lost().stream()
                        .map(range -> new LostRecords(range.first(), range.last()))
                        .toList());
    }

    /** Those that a start can load, newest first. */
    List<SnapshotFile.Valid> valid() {
        return files.stream()
                .filter(SnapshotFile.Valid.class::isInstance)
                .map(SnapshotFile.Valid.class::cast)
                .toList();
    }
}
