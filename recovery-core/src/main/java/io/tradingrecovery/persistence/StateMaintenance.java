package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.MaintenanceRefusedException;
import io.tradingrecovery.errors.StateRefusedException;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec.Decoded;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotName;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore;
import io.tradingrecovery.persistence.internal.storage.FileStorage;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.persistence.internal.thread.DiskThread;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * What an operator can do with a state directory while its bot is stopped, or look at while it runs. The operator tool is
 * this class behind a command line.
 *
 * <p>Looking needs no lock and writes nothing. {@link #restore} and {@link #salvage} take the lock for as long as they
 * run; each writes one new snapshot and changes nothing that exists until that is acknowledged. Every method reads the
 * directory anew, and throws {@link io.tradingrecovery.errors.StateStorageException} if the disk fails. Safe for use by
 * many threads.
 */
public final class StateMaintenance {

    private final Path directory;
    private final PersistenceConfig config;

    private StateMaintenance(Path directory, PersistenceConfig config) {
        this.directory = directory;
        this.config = config;
    }

    /** The maintenance of a directory that exists; nothing is read yet. */
    public static StateMaintenance of(Path directory) {
        return of(directory, Clock.systemUTC());
    }

    static StateMaintenance of(Path directory, Clock clock) {
        // As large as a bot may be told to write them, so that a good file is never taken for a damaged one.
        return new StateMaintenance(
                directory,
                StatePersistence.builder()
                        .maxSnapshotBytes(1 << 30)
                        .commitTimeout(Duration.ofHours(1))
                        .clock(clock)
                        .config());
    }

    /** Every file with a snapshot's name, newest first, read and judged. */
    public List<SnapshotFile> snapshots() {
        return looking(Inspection::snapshots);
    }

    /** Reads and judges everything in the directory. */
    public DirectoryCheck verify() {
        return looking(Inspection::check);
    }

    /** The order journal, as far as it can be read. */
    public JournalView journal() {
        return looking(Inspection::journal);
    }

    /**
     * The client order ids that are still legible in the journal's files, damaged ones included, each once: what to ask
     * the broker when nothing else is left. At most 10,000 of each file.
     */
    public List<String> legibleClientOrderIds() {
        return looking(Inspection::legibleClientOrderIds);
    }

    /**
     * A snapshot of the directory.
     *
     * @throws MaintenanceRefusedException if there is none with this sequence, or it is damaged
     * @throws StateRefusedException if it is intact, but not for this build
     */
    public SnapshotContent snapshot(long sequence) {
        return content(directory, SnapshotName.of(sequence), true);
    }

    /**
     * A snapshot anywhere, such as in quarantine or in an archive, whatever its name.
     *
     * @throws MaintenanceRefusedException if there is no such file, or it is damaged
     * @throws StateRefusedException if it is intact, but not for this build
     */
    public SnapshotContent snapshot(Path file) {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        Path name = absolute.getFileName();
        if (parent == null || name == null) {
            throw new MaintenanceRefusedException(file + " is no file. Give the path of a snapshot.");
        }
        return content(parent, name.toString(), false);
    }

    /** What is different in {@code after}, part by part and field by field; empty if the states are equal. */
    public List<SnapshotDifference> diff(SnapshotContent before, SnapshotContent after) {
        return SnapshotDiff.between(before, after);
    }

    /**
     * Makes an older snapshot the newest, under a number of its own: its state, time and journal position, so that the
     * journal records after it are replayed at the next start. Damaged snapshots move to quarantine.
     *
     * @param acceptGap whether to go on without journal records after it that are gone; what is left of them is taken in
     * @throws MaintenanceRefusedException if the snapshot can't be read, or journal records after it are gone
     * @throws io.tradingrecovery.errors.StateDirectoryLockedException if a running bot has the directory
     */
    public RestoreReport restore(long sequence, boolean acceptGap) {
        return repairing(repair -> repair.restore(sequence, acceptGap));
    }

    /**
     * Goes on without journal records that are lost, once an operator has decided so: writes a snapshot of the newest
     * valid one and every record that is still readable, on both sides of the damage, marked with what is lost; then moves
     * the damaged segments to quarantine.
     *
     * @throws MaintenanceRefusedException if nothing is lost
     * @throws io.tradingrecovery.errors.NoValidSnapshotException if no snapshot is valid; see {@link
     *     #legibleClientOrderIds}
     * @throws StateRefusedException if the newest snapshot is intact, but not for this build
     * @throws io.tradingrecovery.errors.StateDirectoryLockedException if a running bot has the directory
     */
    public SalvageReport salvage() {
        return repairing(Repair::salvage);
    }

    private interface Look<T> {
        T at(Inspection inspection) throws IOException;
    }

    private interface Change<T> {
        T by(Repair repair) throws IOException;
    }

    private <T> T looking(Look<T> look) {
        return onDisk(directory, storage -> {
            Inspection inspection = new Inspection(config, storage);
            return Reading.settled(storage, () -> look.at(inspection));
        });
    }

    private <T> T repairing(Change<T> change) {
        return onDisk(directory, storage -> {
            try (Storage.DirectoryLock lock = storage.lock()) {
                return change.by(new Repair(config, storage, lock));
            }
        });
    }

    private SnapshotContent content(Path folder, String name, boolean named) {
        return onDisk(folder, storage -> {
            SnapshotStore store =
                    new SnapshotStore(storage, new SnapshotCodec(config.maxSnapshotBytes()), config.maxSnapshotBytes());
            Decoded decoded;
            try {
                decoded = named ? store.read(name) : store.readAnyName(name);
            } catch (NoSuchFileException e) {
                throw new MaintenanceRefusedException("There is no " + store.path(name) + ".");
            }
            if (decoded instanceof Decoded.Intact intact) {
                return new SnapshotContent(
                        SnapshotShelf.valid(store, name, size(storage, name), intact.document()),
                        intact.document().state(),
                        intact.document().journal());
            }
            throw unusable((SnapshotFile.Unusable) SnapshotShelf.classify(store, name, 0, decoded));
        });
    }

    private static long size(Storage storage, String name) throws IOException {
        return storage.list("").stream()
                .filter(file -> file.name().equals(name))
                .mapToLong(Storage.StoredFile::size)
                .sum();
    }

    private static RuntimeException unusable(SnapshotFile.Unusable file) {
        return switch (file.problem().kind()) {
            case DAMAGED -> new MaintenanceRefusedException(file.problem() + ". " + file.fix());
            case REFUSED -> new StateRefusedException(file.problem(), file.fix());
        };
    }

    private interface StorageWork<T> {
        T on(Storage storage) throws IOException;
    }

    private <T> T onDisk(Path folder, StorageWork<T> work) {
        DiskThread disk = new DiskThread("recovery-maintenance");
        try {
            return StatePersistence.on(disk, config, () -> work.on(FileStorage.openExisting(folder)));
        } finally {
            disk.close(config.commitTimeout());
        }
    }
}
