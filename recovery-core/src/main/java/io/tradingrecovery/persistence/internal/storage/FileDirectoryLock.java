package io.tradingrecovery.persistence.internal.storage;

import io.tradingrecovery.errors.StateDirectoryLockedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A real directory's lock: a lock of the operating system on the empty file {@code .lock}, which is never read, written
 * or deleted. Safe for use by several threads.
 *
 * <p>POSIX gives such a lock back as soon as the process closes <em>any</em> descriptor of the file, without telling the
 * one who holds it. Hence two more guards. {@link LockRegistry} keeps this JVM from opening the file twice. And {@code
 * owner.json}, written beside it and removed on closing, names the holder: whoever gets the system's lock although that
 * process still runs on this host is refused. A file left behind by a process that has ended hinders nobody.
 */
final class FileDirectoryLock implements Storage.DirectoryLock {

    static final String LOCK_FILE = ".lock";

    /** Descriptors of files that another lock of this JVM covers; see {@link #lock}. */
    private static final Collection<FileChannel> NEVER_CLOSED = new ConcurrentLinkedQueue<>();

    private final Path directory;
    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;
    private final Object identity;
    private final OwnerFile owner;
    private boolean lost;
    private boolean closed;

    private FileDirectoryLock(Path directory, FileChannel channel, FileLock lock, Object identity, LockOwner self) {
        this.directory = directory;
        this.file = directory.resolve(LOCK_FILE);
        this.channel = channel;
        this.lock = lock;
        this.identity = identity;
        this.owner = new OwnerFile(directory, self);
    }

    /**
     * Takes the lock of a directory given by its real path.
     *
     * @throws StateDirectoryLockedException if somebody else has it
     */
    static FileDirectoryLock acquire(Path directory) throws IOException {
        LockOwner self = LockOwner.ofThisProcess();
        Optional<String> holder = LockRegistry.claim(directory, self.toString());
        if (holder.isPresent()) {
            throw new StateDirectoryLockedException(directory, "another instance in this JVM (" + holder.get() + ")");
        }
        boolean acquired = false;
        try {
            FileDirectoryLock lock = acquireClaimed(directory, self);
            acquired = true;
            return lock;
        } finally {
            if (!acquired) {
                LockRegistry.release(directory);
            }
        }
    }

    private static FileDirectoryLock acquireClaimed(Path directory, LockOwner self) throws IOException {
        Path file = directory.resolve(LOCK_FILE);
        FileChannel channel = open(file);
        boolean acquired = false;
        try {
            Object identity = identity(RegularFiles.attributes(file));
            FileLock lock = lock(directory, file, channel);
            refuseIfReleasedBehindItsHolder(directory);
            FileDirectoryLock result = new FileDirectoryLock(directory, channel, lock, identity, self);
            result.requireUntouched();
            result.owner.write();
            acquired = true;
            return result;
        } finally {
            if (!acquired && !NEVER_CLOSED.contains(channel)) {
                channel.close();
            }
        }
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            // Looked at before it is opened: opening a FIFO would wait for its reader.
            RegularFiles.requireRegular(file, RegularFiles.attributes(file));
        } catch (NoSuchFileException notYet) {
            // Created below.
        }
        return PrivateFiles.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    private static FileLock lock(Path directory, Path file, FileChannel channel) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held in this JVM under another path, or by one whose registry entry was lost: closing the channel would
            // release that lock.
            NEVER_CLOSED.add(channel);
            throw new StateDirectoryLockedException(directory, "another instance in this JVM");
        } catch (IOException e) {
            throw DiskErrors.naming(file, e);
        }
        if (lock == null) {
            String holder = OwnerFile.read(directory)
                    .filter(LockOwner::mayStillRun)
                    .map(LockOwner::toString)
                    .orElse("another process, which has not said who it is");
            throw new StateDirectoryLockedException(directory, holder);
        }
        return lock;
    }

    private static void refuseIfReleasedBehindItsHolder(Path directory) {
        OwnerFile.read(directory).filter(LockOwner::isAnotherLiveProcess).ifPresent(holder -> {
            throw new StateDirectoryLockedException(
                    directory, holder + " (something in it has opened and closed " + LOCK_FILE + ")");
        });
    }

    private void requireUntouched() throws IOException {
        Optional<String> damage = damage();
        if (damage.isPresent()) {
            throw new FileSystemException(file.toString(), null, damage.get());
        }
    }

    /** What somebody did to the lock file that nobody may do; empty if nothing. */
    private Optional<String> damage() throws IOException {
        try {
            BasicFileAttributes found = RegularFiles.attributes(file);
            if (!identity(found).equals(identity)) {
                return Optional.of("was replaced by another file: stop what did that");
            }
            return found.size() == 0
                    ? Optional.empty()
                    : Optional.of("holds " + found.size()
                            + " bytes, but nobody may write to it: stop what did, then empty the file");
        } catch (NoSuchFileException deleted) {
            return Optional.of("was deleted: stop what did that");
        }
    }

    /** {@inheritDoc} What can't be determined counts as lost this time. */
    @Override
    public synchronized boolean isHeld() {
        if (closed || lost || !lock.isValid()) {
            return false;
        }
        try {
            lost = damage().isPresent();
            return !lost;
        } catch (IOException cantTell) {
            return false;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            owner.deleteIfOwn();
            channel.close();
        } catch (IOException e) {
            throw DiskErrors.naming(file, e);
        } finally {
            // Last: from here on this JVM may open the file again.
            LockRegistry.release(directory);
        }
    }

    /** What tells a file from another that took its name. */
    private static Object identity(BasicFileAttributes found) {
        Object key = found.fileKey();
        return key == null ? found.creationTime() : key;
    }
}
