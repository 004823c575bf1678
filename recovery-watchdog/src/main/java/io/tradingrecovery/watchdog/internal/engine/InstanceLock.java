package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * {@code watchdog.lock}: held by the one watchdog of a state directory, let go by the operating system with its process.
 * The file must not be opened elsewhere in that process: closing any descriptor of it lets a POSIX lock go.
 */
final class InstanceLock implements AutoCloseable {

    private final FileChannel channel;

    private InstanceLock(FileChannel channel) {
        this.channel = channel;
    }

    /** The lock, or nothing if another watchdog holds it. */
    static Optional<InstanceLock> take(StateDirectory directory) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.instanceLock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new InstanceLock(channel));
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // The channel is not closed here: that would let the other holder's lock go.
            return Optional.empty();
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
