package io.tradingrecovery.recovery;

import io.tradingrecovery.errors.StateStorageException;
import io.tradingrecovery.persistence.internal.storage.FileStorage;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.persistence.internal.thread.DiskThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The state directory as recovery's own files see it: reports, audit, archive and approvals. All of it happens on one
 * thread that nobody interrupts. Thread-safe.
 */
final class RecoveryDisk implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path directory;
    private final DiskThread thread = new DiskThread("recovery-records");

    RecoveryDisk(Path directory) {
        this.directory = directory;
    }

    /** Work on the directory. */
    @FunctionalInterface
    interface Work<T> {
        T on(Storage storage) throws IOException;
    }

    /** Work without a result. */
    @FunctionalInterface
    interface Change {
        void on(Storage storage) throws IOException;
    }

    Path directory() {
        return directory;
    }

    /**
     * Does work and waits for it.
     *
     * @throws StateStorageException if it failed; {@code what} says what could not be done
     */
    <T> T read(String what, Work<T> work) {
        try {
            return DiskThread.await(thread.submit(() -> work.on(FileStorage.openExisting(directory))), PATIENCE);
        } catch (ExecutionException e) {
            throw failed(what, e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | RejectedExecutionException e) {
            throw failed(what, e);
        }
    }

    /**
     * Changes the directory and waits for it.
     *
     * @throws StateStorageException if it failed; {@code what} says what could not be done
     */
    void write(String what, Change change) {
        boolean unused = read(what, storage -> {
            change.on(storage);
            return true;
        });
    }

    /** Changes the directory after what was asked for before, without anybody waiting; the failure is told if there is one. */
    void writeLater(String what, Change change, Consumer<StateStorageException> failed) {
        try {
            thread.execute(() -> {
                try {
                    change.on(FileStorage.openExisting(directory));
                } catch (IOException | RuntimeException e) {
                    failed.accept(failed(what, e));
                }
            });
        } catch (RejectedExecutionException e) {
            failed.accept(failed(what, e));
        }
    }

    private StateStorageException failed(String what, Throwable cause) {
        return new StateStorageException(
                what + " in " + directory + " failed: " + Texts.of(cause) + ". Check the disk.",
                StateStorageException.Durability.UNKNOWN,
                cause);
    }

    @Override
    public void close() {
        thread.close(PATIENCE);
    }
}
