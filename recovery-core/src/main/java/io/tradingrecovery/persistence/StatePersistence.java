package io.tradingrecovery.persistence;

import io.tradingrecovery.errors.NotRecoveredException;
import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.errors.StateStorageException.Durability;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument.Provenance;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore;
import io.tradingrecovery.persistence.internal.storage.DiskErrors;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.persistence.internal.thread.DaemonExecutor;
import io.tradingrecovery.persistence.internal.thread.DiskThread;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.time.Scheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a trading engine's state on disk, so that the last acknowledged one is there at the next start whatever happened
 * in between, or the library says exactly what is missing.
 *
 * <pre>{@code
 * try (StatePersistence persistence = StatePersistence.builder().directory(Path.of("state")).open()) {
 *     LoadResult last = persistence.loadState();
 *     …
 *     persistence.saveState(engine.snapshot());      // durable when it returns
 * }
 * }</pre>
 *
 * <pre>
 * state/
 *   .lock  owner.json                           held while open
 *   snapshot-0000000000000000042.json           the newest
 *   snapshot-…041.json … snapshot-…037.json     five backups: its predecessors, never touched again
 *   journal-….wal                               what happened since, see {@link OrderJournal}
 *   quarantine/                                 what could not be trusted, byte for byte
 * </pre>
 *
 * <p>Exactly one instance holds a directory. Nothing is written before {@link #loadState()} has returned, and nothing by
 * itself before {@link #armAutomaticSaves()}: a start that fails must not push the last good state out. Safe for use by
 * many threads.
 */
public final class StatePersistence implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatePersistence.class);

    private final PersistenceConfig config;
    private final Storage storage;
    private final Storage.DirectoryLock lock;
    private final DiskThread disk;
    private final DaemonExecutor callbacks = new DaemonExecutor("recovery-callbacks");
    private final EngineCopies copies;
    private final Scheduler scheduler;
    private final HealthTracker health;
    private final @Nullable Autosave autosave;
    private final ShutdownHook shutdownHook;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private final Object stateLock = new Object();
    private volatile @Nullable Session session;
    private volatile @Nullable CompletableFuture<Session> loading;
    private boolean closed;

    StatePersistence(PersistenceConfig config, Storage storage, Storage.DirectoryLock lock, DiskThread disk) {
        this.config = config;
        this.storage = storage;
        this.lock = lock;
        this.disk = disk;
        this.health = new HealthTracker(config.clock(), config.degradedAfter());
        this.copies = new EngineCopies(config.copyExecutor());
        this.scheduler = config.scheduler() != null ? config.scheduler() : Scheduler.daemon("recovery-scheduler");
        this.autosave = config.engine() == null
                ? null
                : new Autosave(
                        config.engine(),
                        copies,
                        scheduler,
                        config.saveEvery(),
                        config.copyTimeout(),
                        () -> requireSession().journal().mark(),
                        (copy, mark) -> enqueue(requireSession(), copy, mark),
                        health::failed);
        this.shutdownHook = config.saveOnShutdown() ? ShutdownHook.register(this) : ShutdownHook.NONE;
    }

    /** Starts the settings of a state directory. */
    public static StatePersistenceBuilder builder() {
        return new StatePersistenceBuilder();
    }

    /** Where the files are. */
    @FunctionalInterface
    interface StorageSource {
        Storage open() throws IOException;
    }

    static StatePersistence open(PersistenceConfig config, StorageSource source) {
        DiskThread disk = new DiskThread("recovery-snapshot");
        CompletableFuture<StatePersistence> opening = disk.submit(() -> {
            Storage storage = source.open();
            return new StatePersistence(config, storage, storage.lock(), disk);
        });
        boolean opened = false;
        try {
            StatePersistence persistence = await(opening, config);
            opened = true;
            return persistence;
        } finally {
            if (!opened) {
                abandon(opening, disk, config);
            }
        }
    }

    /** A disk that answers after its caller has given up must not leave the directory locked for the JVM's life. */
    private static void abandon(
            CompletableFuture<StatePersistence> opening, DiskThread disk, PersistenceConfig config) {
        if (opening.isCompletedExceptionally()) {
            disk.close(config.commitTimeout());
            return;
        }
        DaemonExecutor cleaner = new DaemonExecutor("recovery-abandoned");
        CompletableFuture<?> unused = opening.whenCompleteAsync(
                (late, failure) -> {
                    if (late == null) {
                        disk.close(config.commitTimeout());
                    } else {
                        late.close();
                    }
                    cleaner.close();
                },
                cleaner);
    }

    static LoadResult loadReadOnly(PersistenceConfig config, StorageSource source) {
        DiskThread disk = new DiskThread("recovery-read");
        try {
            return on(disk, config, () -> {
                Storage storage = source.open();
                SnapshotCodec codec = new SnapshotCodec(config.maxSnapshotBytes());
                return Reading.of(config, storage, new SnapshotStore(storage, codec, config.maxSnapshotBytes()))
                        .result();
            });
        } finally {
            disk.close(config.commitTimeout());
        }
    }

    /** The real path of the state directory. */
    public Path directory() {
        return storage.directory();
    }

    /**
     * Reads the newest valid state and the journal beside it; changes nothing. Calling it again gives the same result: what
     * was on disk when this instance first read it.
     *
     * @throws io.tradingrecovery.errors.NoValidSnapshotException if there are snapshots and none is valid
     * @throws io.tradingrecovery.errors.StateRefusedException if the newest is intact, but not for this build
     * @throws io.tradingrecovery.errors.JournalDamagedException if acknowledged journal records are lost
     * @throws StateStorageException if the disk fails, which says nothing of the state
     */
    public LoadResult loadState() {
        synchronized (stateLock) {
            requireOpen();
            Session loaded = session;
            if (loaded == null) {
                loaded = await(
                        loading(() -> Session.load(config, storage, lock, disk, callbacks, this::journalLostRecords)),
                        config);
                session = loaded;
                LoadReport.log(directory(), loaded.result());
            }
            return loaded.result();
        }
    }

    /** The load under way: one that a caller gave up waiting for goes on, and a second would begin a second journal. */
    private CompletableFuture<Session> loading(DiskWork<Session> load) {
        CompletableFuture<Session> current = loading;
        if (current == null || current.isCompletedExceptionally()) {
            current = disk.submit(load::run);
            loading = current;
        }
        return current;
    }

    /**
     * Goes on without any snapshot, after {@link #loadState()} has thrown {@link
     * io.tradingrecovery.errors.NoValidSnapshotException}: with what can still be read of the order journal. Changes
     * nothing; the damaged snapshots move to quarantine once a new state is saved. It is for whoever rebuilds the state from
     * the broker; {@code loadState} gives the same result from then on.
     *
     * @throws IllegalStateException if a state was loaded already
     * @throws StateStorageException if the disk fails
     * @throws io.tradingrecovery.errors.StateRefusedException if a journal record is intact, but not for this build
     */
    public LoadResult loadWithoutSnapshot() {
        synchronized (stateLock) {
            requireOpen();
            if (session != null) {
                throw new IllegalStateException("A state of " + directory() + " was loaded already; go on from it");
            }
            Session loaded = await(
                    loading(() -> Session.loadWithoutSnapshot(
                            config, storage, lock, disk, callbacks, this::journalLostRecords)),
                    config);
            session = loaded;
            LOG.warn("No snapshot of {} can be read; going on with the journal alone", directory());
            return loaded.result();
        }
    }

    /**
     * Saves a copy of the state; when this returns, it survives anything. An interrupt does not end the wait, since the
     * write goes on anyway; the thread keeps its flag.
     *
     * @throws NotRecoveredException if the state of the directory was not loaded yet, or recovery has not ended
     * @throws StateStorageException if it is not on disk, or may not be; the state saved before stands
     * @throws io.tradingrecovery.errors.StateDirectoryLockedException if the directory is no longer ours
     */
    public SaveReceipt saveState(SystemStateSnapshot state) {
        Session current = requireSavesAllowed();
        overtakeAutosave(state);
        return await(enqueue(current, state, current.journal().mark()), config);
    }

    /**
     * Saves the state that recovery has settled on, and arms automatic saves once it is acknowledged; allowed also where
     * other saves are refused until then.
     *
     * @throws StateStorageException as {@link #saveState} does; automatic saves stay as they were
     * @throws io.tradingrecovery.errors.StateDirectoryLockedException if the directory is no longer ours
     */
    public SaveReceipt saveRecovered(SystemStateSnapshot state) {
        synchronized (stateLock) {
            requireOpen();
        }
        Session current = requireSession();
        overtakeAutosave(state);
        SaveReceipt receipt = await(enqueue(current, state, current.journal().mark()), config);
        armAutomaticSaves();
        return receipt;
    }

    /** As {@link #saveState}, without waiting; the future is completed on a thread that may run the caller's code. */
    public CompletableFuture<SaveReceipt> saveStateAsync(SystemStateSnapshot state) {
        Session current = requireSavesAllowed();
        overtakeAutosave(state);
        return enqueue(current, state, current.journal().mark())
                .handleAsync(
                        (receipt, failure) -> {
                            if (failure != null) {
                                throw new CompletionException(failure);
                            }
                            return receipt;
                        },
                        callbacks);
    }

    /**
     * Asks for a save of the engine's state as soon as possible and returns at once; requests that come while one is under
     * way are answered by one more. Nothing happens before {@link #armAutomaticSaves()}.
     *
     * @throws IllegalStateException if no engine was given
     */
    public void requestSave() {
        requireEngine();
        if (health.isArmed() && autosave != null) {
            autosave.request();
        }
    }

    /**
     * Declares that what the engine holds is now the truth: from here on the state is saved at each tick, on closing and on
     * shutdown, where an engine was given.
     *
     * @throws NotRecoveredException if the state was not loaded yet
     */
    public void armAutomaticSaves() {
        requireSession();
        synchronized (stateLock) {
            requireOpen();
            health.armed();
        }
        if (autosave != null) {
            autosave.start();
        }
        LOG.info("Automatic saves of {} are armed", directory());
    }

    /**
     * The journal of orders.
     *
     * @throws NotRecoveredException if the state was not loaded yet
     */
    public OrderJournal journal() {
        return requireSession().journal();
    }

    /** How well the state is being kept, now. */
    public PersistenceHealth health() {
        Session current = session;
        return health.snapshot(current == null ? Optional.empty() : current.journalFailure());
    }

    /**
     * Saves a last time if automatic saves are armed, then gives the directory back. Bounded in time by the timeouts of a
     * copy and a commit; idempotent. The engine's {@code snapshot()} is called on another thread: do not hold a lock here
     * that it needs.
     */
    @Override
    public void close() {
        synchronized (stateLock) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            endSaving();
        } finally {
            giveBack();
            shutdownHook.remove();
            ended.complete(true);
        }
    }

    /** Closes, or waits for whoever is closing: the JVM must not end in the middle of the last save. */
    void closeOnShutdown() {
        close();
        try {
            DiskThread.await(
                    ended, config.copyTimeout().plus(config.commitTimeout().multipliedBy(4)));
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("Closing {} has not ended; the state saved before stands", directory(), e);
        }
    }

    private void endSaving() {
        try {
            if (autosave != null) {
                autosave.stop();
                if (health.isArmed()) {
                    autosave.saveLast(config.commitTimeout());
                }
            }
        } finally {
            health.closed();
            if (config.scheduler() == null) {
                scheduler.close();
            }
        }
    }

    private void giveBack() {
        try {
            CompletableFuture<Session> current = loading;
            if (current != null) {
                CompletableFuture<?> unused = current.thenAccept(Session::close);
            }
            on(disk, config, () -> {
                lock.close();
                return true;
            });
        } catch (StateStorageException e) {
            LOG.warn("Giving {} back failed; it is free once this process ends", directory(), e);
        } finally {
            disk.close(config.commitTimeout());
            copies.close();
            callbacks.close();
        }
    }

    private CompletableFuture<SaveReceipt> enqueue(Session current, SystemStateSnapshot state, OrderJournal.Mark mark) {
        try {
            return disk.submit(() -> save(current, state, mark));
        } catch (RejectedExecutionException e) {
            throw closedException();
        }
    }

    private void overtakeAutosave(SystemStateSnapshot state) {
        Objects.requireNonNull(state, "state");
        if (autosave != null) {
            autosave.overtake(state.takenAt());
        }
    }

    private SaveReceipt save(Session current, SystemStateSnapshot state, OrderJournal.Mark mark) {
        try {
            SaveReceipt receipt = current.saver().save(state, mark, Provenance.SAVED);
            health.saved(receipt.sequence());
            current.resumeJournal();
            return receipt;
        } catch (RuntimeException | Error e) {
            health.failed(e);
            throw e;
        }
    }

    /** Records the journal has lost are in its table, and so in the next snapshot. */
    private void journalLostRecords() {
        if (health.isArmed() && autosave != null) {
            autosave.request();
        }
    }

    private Session requireSavesAllowed() {
        synchronized (stateLock) {
            requireOpen();
        }
        Session current = requireSession();
        if (config.savesAfterRecoveryOnly() && !health.isArmed()) {
            throw new NotRecoveredException(
                    "The state in " + directory() + " can't be saved before recovery has ended well:"
                            + " it could push the last good state out. Let recovery finish, or approve its plan.");
        }
        return current;
    }

    private Session requireSession() {
        Session current = session;
        if (current == null) {
            throw new NotRecoveredException("The state in " + directory()
                    + " was not loaded yet: call loadState() first, and go on only if it returns.");
        }
        return current;
    }

    private void requireEngine() {
        if (config.engine() == null) {
            throw new IllegalStateException("No engine was given to the builder: use saveState(copy), or give it one");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw closedException();
        }
    }

    private IllegalStateException closedException() {
        return new IllegalStateException("The persistence of " + directory() + " is closed; open it again");
    }

    /** What is done on a disk thread. */
    interface DiskWork<T> {
        T run() throws IOException;
    }

    /** Does disk work where nobody can interrupt it, and waits for its outcome. */
    static <T> T on(DiskThread disk, PersistenceConfig config, DiskWork<T> work) {
        return await(disk.submit(work::run), config);
    }

    private static <T> T await(CompletableFuture<T> outcome, PersistenceConfig config) {
        try {
            return DiskThread.await(outcome, config.commitTimeout());
        } catch (TimeoutException e) {
            throw new StateStorageException(
                    "The disk has not answered within " + config.commitTimeout()
                            + "; the operation goes on and may still succeed. Check the disk.",
                    Durability.UNKNOWN,
                    e);
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        }
    }

    private static RuntimeException unwrapped(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        if (cause instanceof RuntimeException failure) {
            return failure;
        }
        return new StateStorageException(
                "The disk failed: " + (cause == null ? "no reason given" : DiskErrors.inWords(cause)),
                Durability.NOT_WRITTEN,
                cause);
    }
}
