package io.tradingrecovery.persistence.internal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A real file being written. After a failed sync it takes nothing more: the kernel may have dropped what failed. */
final class OpenedFile implements Storage.StorageFile {

    private final Path path;
    private final FileChannel channel;
    private boolean syncFailed;

    OpenedFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
        requireNoFailedSync();
        int end = bytes.limit();
        try {
            long next = position;
            while (bytes.position() < end) {
                bytes.limit(bytes.isDirect() ? end : Math.min(end, bytes.position() + RegularFiles.SLICE));
                next += channel.write(bytes, next);
            }
        } catch (IOException e) {
            throw DiskErrors.naming(path, e);
        } finally {
            bytes.limit(end);
        }
    }

    @Override
    public void sync() throws IOException {
        requireNoFailedSync();
        syncFailed = true;
        try {
            // Without metadata: fdatasync leaves out the times, but not the length that reading the data back needs.
            channel.force(false);
        } catch (IOException e) {
            throw DiskErrors.naming(path, e);
        }
        syncFailed = false;
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } catch (IOException e) {
            throw DiskErrors.naming(path, e);
        }
    }

    private void requireNoFailedSync() throws IOException {
        if (syncFailed) {
            throw new FileSystemException(
                    path.toString(), null, "an earlier sync failed, so what the disk holds is unknown: use a new file");
        }
    }
}
