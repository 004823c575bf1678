package io.tradingrecovery.persistence.internal.snapshot;

import io.tradingrecovery.errors.FileProblem;
import io.tradingrecovery.errors.NoValidSnapshotException;
import io.tradingrecovery.errors.StateRefusedException;
import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.errors.StateStorageException.Durability;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec.Decoded;
import io.tradingrecovery.persistence.internal.storage.DiskErrors;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.persistence.internal.storage.Storage.StorageFile;
import io.tradingrecovery.persistence.internal.storage.Storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The snapshot files of one directory: finding the newest valid one, and committing a new one.
 *
 * <p>Reading classifies and changes nothing. Committing is: write under a temporary name, sync, close, rename, sync the
 * directory; only then is the snapshot acknowledged. A file is never written twice and no number is used twice, so that no
 * moment is without a current file and no backup is ever touched. Not thread-safe: one thread at a time.
 */
public final class SnapshotStore {

    private final Storage storage;
    private final SnapshotCodec codec;
    private final long maxBytes;

    /** The snapshots of {@code storage}, of at most {@code maxBytes} each. */
    public SnapshotStore(Storage storage, SnapshotCodec codec, long maxBytes) {
        this.storage = storage;
        this.codec = codec;
        this.maxBytes = maxBytes;
    }

    /**
     * The newest valid snapshot.
     *
     * @param name its file
     * @param backup 0 for the current file, n for the n-th before it
     * @param rejected the newer files that were damaged, newest first
     */
    public record Found(String name, SnapshotDocument document, int backup, List<Rejected> rejected) {}

    /** A damaged file. */
    public record Rejected(String name, Damage damage, FileProblem problem) {}

    /** The names of all snapshots, newest first. */
    public List<String> names() {
        try {
            return storage.list("").stream()
                    .map(StoredFile::name)
                    .filter(name -> SnapshotName.parse(name).isPresent())
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw readFailed(storage.directory(), e);
        }
    }

    /** Reads one snapshot of the directory, whatever it turns out to be. */
    public Decoded read(String name) throws NoSuchFileException {
        Decoded decoded = readAnyName(name);
        if (decoded instanceof Decoded.Intact intact) {
            long named = SnapshotName.parse(name).orElse(-1);
            long stated = intact.document().sequence();
            if (named != stated) {
                return new Decoded.Refused(
                        "its name says sequence " + named + " and its content " + stated + ": it was copied or renamed",
                        "To go back to an older state use: recovery.jar restore --sequence " + stated
                                + ". Else move this file away.");
            }
        }
        return decoded;
    }

    /** Reads a file that may bear any name, as one in quarantine or in an archive does. */
    public Decoded readAnyName(String name) throws NoSuchFileException {
        try {
            return codec.decode(storage.read(name, maxBytes));
        } catch (Storage.NotReadableException e) {
            return new Decoded.Damaged(Damage.NOT_A_SNAPSHOT_FILE, String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw readFailed(path(name), e);
        }
    }

    /**
     * Finds the newest valid snapshot, or nothing if there is no snapshot at all.
     *
     * @throws NoValidSnapshotException if there are some and all are damaged
     * @throws StateRefusedException if the newest undamaged one can't be taken by this build
     * @throws StateStorageException if the disk fails; nothing is concluded from that
     */
    public Optional<Found> newest() {
        List<Rejected> rejected = new ArrayList<>();
        List<String> names = names();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Decoded decoded;
            try {
                decoded = read(name);
            } catch (NoSuchFileException e) {
                // Pruned by the running bot while a tool reads; what replaced it is newer.
                return newest();
            }
            if (decoded instanceof Decoded.Intact intact) {
                return Optional.of(new Found(name, intact.document(), i, List.copyOf(rejected)));
            }
            if (decoded instanceof Decoded.Refused refused) {
                throw new StateRefusedException(
                        new FileProblem(path(name), FileProblem.Kind.REFUSED, refused.reason()), refused.fix());
            }
            Decoded.Damaged damaged = (Decoded.Damaged) decoded;
            rejected.add(new Rejected(
                    name, damaged.damage(), new FileProblem(path(name), FileProblem.Kind.DAMAGED, damaged.reason())));
        }
        if (!rejected.isEmpty()) {
            throw new NoValidSnapshotException(
                    storage.directory(),
                    rejected.stream().map(Rejected::problem).toList());
        }
        return Optional.empty();
    }

    /**
     * Commits a snapshot's bytes; when this returns, it survives anything.
     *
     * @throws StateStorageException if it is not there, or may not be; the earlier snapshots stand either way
     */
    public void commit(long sequence, ByteBuffer bytes) {
        String temporary = SnapshotName.temporary(sequence);
        String name = SnapshotName.of(sequence);
        try {
            writeAndSync(temporary, bytes);
        } catch (IOException e) {
            discard(temporary, e);
            throw new StateStorageException(
                    "Saving " + path(name) + " failed: " + DiskErrors.inWords(e)
                            + ". The state saved before stands; free the disk and save again.",
                    Durability.NOT_WRITTEN,
                    e);
        }
        try {
            storage.rename(temporary, name);
            storage.syncDirectory("");
        } catch (IOException e) {
            discard(temporary, e);
            throw new StateStorageException(
                    "Saving " + path(name) + " may not survive a power failure: " + DiskErrors.inWords(e)
                            + ". The state saved before stands beside it; free the disk and save again.",
                    Durability.UNKNOWN,
                    e);
        }
    }

    private void writeAndSync(String temporary, ByteBuffer bytes) throws IOException {
        try (StorageFile file = storage.create(temporary)) {
            file.write(bytes, 0);
            file.sync();
        }
    }

    private void discard(String temporary, IOException because) {
        try {
            storage.delete(temporary);
        } catch (NoSuchFileException e) {
            // It was never created, or was renamed after all.
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /** The path of a file of the directory. */
    public Path path(String name) {
        return storage.directory().resolve(name);
    }

    private static StateStorageException readFailed(Path path, IOException cause) {
        return new StateStorageException(
                "Reading " + path + " failed: " + DiskErrors.inWords(cause)
                        + ". That says nothing of the state; nothing was changed. Check the disk and start again.",
                Durability.NOT_WRITTEN,
                cause);
    }
}
