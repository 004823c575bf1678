package io.tradingrecovery.persistence.internal.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;

/**
 * The one way to the disk: the few file operations whose failure, order and durability this library reasons about. File
 * names are relative to {@link #directory()}, with at most one folder before them ({@code "quarantine/x"}); the empty name
 * is the directory itself.
 *
 * <p>The contract is that of POSIX, no more: what was written survives a power failure only after {@link
 * StorageFile#sync()}, and a name that was created, renamed or deleted only after {@link #syncDirectory} on its folder.
 * A sync that failed must not be tried again on the same file: the kernel may have dropped the data and would then
 * report success.
 *
 * <p>Each method throws {@link IOException} when the operation did not happen, or may not have. Implementations are safe
 * for use by several threads on different files; one {@link StorageFile} belongs to one thread at a time. Callers use
 * threads that nobody interrupts, since an interrupt closes a file channel.
 */
public interface Storage {

    /** The real path of the directory all names are relative to. */
    Path directory();

    /**
     * Creates a folder of the directory, readable by the owner only; nothing happens if it exists. Its name is durable
     * after {@code syncDirectory("")}.
     */
    void createFolder(String name) throws IOException;

    /**
     * The entries of a folder, in no particular order. An absent folder is empty, but an absent directory is an error.
     */
    List<StoredFile> list(String folder) throws IOException;

    /**
     * Reads a whole regular file, following no link. An I/O error is thrown, never taken for the end of the file, and so
     * is a file found to change its length meanwhile.
     *
     * @throws NotReadableException if it is no regular file or holds more than {@code maxBytes}; nothing was read then
     * @throws java.nio.file.NoSuchFileException if it does not exist
     */
    byte[] read(String name, long maxBytes) throws IOException;

    /** Creates a new file, readable by the owner only, and opens it for writing; fails if the name exists. */
    StorageFile create(String name) throws IOException;

    /**
     * Renames a file atomically, replacing one that has the new name; never falls back to copying. Between two folders
     * the rename is durable once both are synced; until then either name or both may be found.
     */
    void rename(String from, String to) throws IOException;

    /** Deletes a file, never a folder. */
    void delete(String name) throws IOException;

    /** Makes the names of a folder durable: those created, renamed and deleted before this call. */
    void syncDirectory(String folder) throws IOException;

    /**
     * Takes the exclusive right to change the directory, against other processes, class loaders and instances.
     *
     * @throws io.tradingrecovery.errors.StateDirectoryLockedException if somebody else has it, naming the holder
     */
    DirectoryLock lock() throws IOException;

    /** The exclusive right to change the directory, until it is closed or lost. */
    interface DirectoryLock extends Closeable {

        /** Whether the right is still ours: false for good once the lock file was deleted, replaced or written to. */
        boolean isHeld();

        /** Gives the right back; idempotent. */
        @Override
        void close() throws IOException;
    }

    /** An entry of a folder. {@code size} is 0 for what is no regular file. */
    record StoredFile(String name, boolean regular, long size) {}

    /** A file being written. Closing it does not make anything durable. */
    interface StorageFile extends Closeable {

        /** Writes all remaining bytes at {@code position}, which may lie beyond the end. */
        void write(ByteBuffer bytes, long position) throws IOException;

        /** Makes the bytes written so far, and the file's length, durable. */
        void sync() throws IOException;

        /** Closes the file, also if it throws; an error here means that the write failed. Idempotent. */
        @Override
        void close() throws IOException;
    }

    /** The name does not lead to a regular file of an acceptable size. */
    final class NotReadableException extends IOException {

        private static final long serialVersionUID = 1L;

        /** Says what stands there instead. */
        public NotReadableException(String message) {
            super(message);
        }
    }

    /** The file was longer or shorter by the end than when reading began; a later look may find it at rest. */
    final class ChangedMeanwhileException extends FileSystemException {

        private static final long serialVersionUID = 1L;

        /** Says which file it was, and how it changed. */
        public ChangedMeanwhileException(String file, String how) {
            super(file, null, how);
        }
    }
}
