package io.tradingrecovery.persistence.internal.storage;

import static io.tradingrecovery.persistence.internal.storage.SimulatedProcess.PartOfOperation.perhaps;

import io.tradingrecovery.errors.StateDirectoryLockedException;
import io.tradingrecovery.persistence.internal.storage.Fates.Fate;
import io.tradingrecovery.persistence.internal.storage.SimulatedProcess.Effect;
import io.tradingrecovery.persistence.internal.storage.SimulatedProcess.Operation;
import io.tradingrecovery.persistence.internal.storage.SimulatedProcess.PartOfOperation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A storage in memory that knows what a disk may lose. It promises no more than {@link Storage} does: a power failure
 * keeps, loses or tears each unsynced write and each unsynced name as chance has it.
 *
 * <pre>
 * SimulatedStorage storage = new SimulatedStorage();
 * storage.inject(FaultPlan.crashBefore(7));
 * assertThatThrownBy(() -&gt; codeUnderTest(storage)).isInstanceOf(SimulatedCrash.class);
 * SimulatedStorage found = storage.crash(new Random(seed));
 * </pre>
 *
 * <p>Once it crashed, each further call on it throws {@link SimulatedCrash}. Safe for use by several threads; one lock
 * makes every operation a single step.
 */
public final class SimulatedStorage implements Storage {

    private final SimulatedDisk disk;
    private final SimulatedProcess process = new SimulatedProcess();
    private @Nullable SimulatedLock lock;
    private int openFiles;

    /** An empty directory. */
    public SimulatedStorage() {
        this(new SimulatedDisk());
    }

    private SimulatedStorage(SimulatedDisk disk) {
        this.disk = disk;
    }

    /** Follows {@code plan} from here on, counting operations from 1 again. */
    public synchronized void inject(FaultPlan plan) {
        process.inject(plan);
    }

    /** Whether the plan came to its fault. */
    public synchronized boolean injected() {
        return process.injected();
    }

    /** How many operations were called so far. */
    public synchronized int operations() {
        return process.trace().size();
    }

    /** Every operation that was called, with its number and its fault, for the message of a failed test. */
    public synchronized List<String> trace() {
        return List.copyOf(process.trace());
    }

    /** How many files are open; anything but 0 at the end of a test is a leaked descriptor. */
    public synchronized int openFiles() {
        return openFiles;
    }

    /** The power fails: what the disk may hold then. Called again, it gives another of the possible outcomes. */
    public synchronized SimulatedStorage crash(RandomGenerator random) {
        return powerFails(Fates.drawnFrom(random));
    }

    /** The power fails, and by luck everything had reached the disk. */
    public synchronized SimulatedStorage crashKeepingAll() {
        return powerFails(Fates.always(Fate.KEPT));
    }

    /** The power fails, and nothing had reached the disk but what was synced. */
    public synchronized SimulatedStorage crashLosingAll() {
        return powerFails(Fates.always(Fate.LOST));
    }

    private SimulatedStorage powerFails(Fates fates) {
        process.die();
        return new SimulatedStorage(disk.afterPowerFailure(fates));
    }

    /**
     * The process is killed and the system lives on: everything written is there, and what was not synced may still be
     * lost by a later power failure.
     */
    public synchronized SimulatedStorage kill() {
        process.die();
        return new SimulatedStorage(disk.copy());
    }

    /** Takes the lock away, as when its file is deleted. */
    public synchronized void loseLock() {
        if (lock != null) {
            lock.lost = true;
        }
    }

    /** Puts a file on the disk, durable at once and past all faults, replacing one that is there. */
    public synchronized void plant(String name, byte[] content) {
        disk.plant(Names.file(name), content);
    }

    @Override
    public Path directory() {
        return SimulatedDisk.DIRECTORY;
    }

    @Override
    public synchronized void createFolder(String name) throws IOException {
        Names.folder(name);
        perform(OperationKind.CREATE_FOLDER, name, () -> disk.createFolder(name), chance -> {});
    }

    @Override
    public synchronized List<StoredFile> list(String folder) throws IOException {
        requireFolderName(folder);
        return perform(OperationKind.LIST, folder, "", () -> disk.list(folder), chance -> {});
    }

    @Override
    public synchronized byte[] read(String name, long maxBytes) throws IOException {
        Names.file(name);
        return perform(OperationKind.READ, name, "", () -> disk.read(name, maxBytes), chance -> {});
    }

    @Override
    public synchronized StorageFile create(String name) throws IOException {
        Names.file(name);
        return perform(OperationKind.CREATE, name, "", () -> new OpenFile(name, disk.create(name)), chance -> {});
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        Names.file(from);
        Names.file(to);
        Effect rename = () -> disk.rename(from, to);
        process.perform(OperationKind.RENAME, from, " to " + to, done(rename), perhaps(rename));
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        Names.file(name);
        Effect delete = () -> disk.delete(name);
        perform(OperationKind.DELETE, name, delete, perhaps(delete));
    }

    @Override
    public synchronized void syncDirectory(String folder) throws IOException {
        requireFolderName(folder);
        Effect sync = () -> disk.sync(folder);
        perform(OperationKind.SYNC_DIRECTORY, folder, sync, perhaps(sync));
    }

    @Override
    public synchronized DirectoryLock lock() throws IOException {
        Operation<SimulatedLock> acquire = () -> {
            if (lock != null) {
                throw new StateDirectoryLockedException(directory(), "another instance of the test");
            }
            lock = new SimulatedLock();
            return lock;
        };
        return perform(OperationKind.LOCK, "", "", acquire, chance -> {});
    }

    private static void requireFolderName(String folder) {
        if (!folder.isEmpty()) {
            Names.folder(folder);
        }
    }

    private void perform(OperationKind kind, String name, Effect effect, PartOfOperation part) throws IOException {
        perform(kind, name, "", done(effect), part);
    }

    private <T> T perform(OperationKind kind, String name, String details, Operation<T> operation, PartOfOperation part)
            throws IOException {
        return process.perform(kind, name, details, operation, part);
    }

    private static Operation<Boolean> done(Effect effect) {
        return () -> {
            effect.run();
            return true;
        };
    }

    private final class SimulatedLock implements DirectoryLock {

        private boolean lost;

        @Override
        public boolean isHeld() {
            synchronized (SimulatedStorage.this) {
                process.requireAlive();
                return lock == this && !lost;
            }
        }

        @Override
        public void close() {
            synchronized (SimulatedStorage.this) {
                process.requireAlive();
                if (lock == this) {
                    lock = null;
                }
            }
        }
    }

    private final class OpenFile implements StorageFile {

        private final String name;
        private final SimulatedFile file;
        private boolean closed;

        OpenFile(String name, SimulatedFile file) {
            this.name = name;
            this.file = file;
            openFiles++;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            synchronized (SimulatedStorage.this) {
                requireOpen();
                String range = " [" + position + ", " + (position + bytes.remaining()) + ")";
                Effect all = () -> take(bytes, bytes.remaining(), position);
                PartOfOperation prefix = chance -> take(bytes, chance.nextInt(bytes.remaining() + 1), position);
                perform(OperationKind.WRITE, name, range, done(all), prefix);
            }
        }

        private void take(ByteBuffer bytes, int count, long position) {
            byte[] taken = new byte[count];
            bytes.get(taken);
            file.write(taken, Math.toIntExact(position));
        }

        @Override
        public void sync() throws IOException {
            synchronized (SimulatedStorage.this) {
                requireOpen();
                perform(OperationKind.SYNC, name, file::sync, chance -> file.failToSync());
            }
        }

        @Override
        public void close() throws IOException {
            synchronized (SimulatedStorage.this) {
                process.requireAlive();
                if (!closed) {
                    closed = true;
                    openFiles--;
                    perform(OperationKind.CLOSE, name, () -> {}, chance -> {});
                }
            }
        }

        private void requireOpen() throws IOException {
            process.requireAlive();
            if (closed) {
                throw new FileSystemException(SimulatedDisk.path(name), null, "closed");
            }
        }
    }
}
