package io.tradingrecovery.persistence.internal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Reads whole files that may be anything: too large, no file at all, or changed by somebody meanwhile. */
final class RegularFiles {

    /** The JDK copies a heap buffer to a direct one of the same size and keeps that for the thread's life. */
    static final int SLICE = 1 << 20;

    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    private RegularFiles() {}

    /**
     * Reads exactly the bytes the file has, or fails.
     *
     * @throws Storage.NotReadableException if it is no regular file, or larger than {@code maxBytes}
     */
    static byte[] read(Path file, long maxBytes) throws IOException {
        try {
            // Looked at before it is opened: opening a FIFO would wait for its writer.
            requireRegular(file, attributes(file));
            try (FileChannel channel =
                    FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
                long size = channel.size();
                requireSize(file, size, maxBytes);
                return readFully(file, channel, (int) size);
            }
        } catch (IOException e) {
            throw DiskErrors.naming(file, e);
        }
    }

    /** The attributes of what stands at {@code path} itself, a link included. */
    static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Refuses a link, a folder, a FIFO, a device. */
    static void requireRegular(Path file, BasicFileAttributes found) throws IOException {
        if (!found.isRegularFile()) {
            String kind = found.isSymbolicLink()
                    ? "a symbolic link"
                    : found.isDirectory() ? "a directory" : "a FIFO, socket or device";
            throw new Storage.NotReadableException(file + " is " + kind + ", not a regular file");
        }
    }

    private static void requireSize(Path file, long size, long maxBytes) throws IOException {
        if (size > Math.min(maxBytes, LARGEST_ARRAY)) {
            throw new Storage.NotReadableException(
                    file + " holds " + size + " bytes; at most " + Math.min(maxBytes, LARGEST_ARRAY) + " are read");
        }
    }

    private static byte[] readFully(Path file, FileChannel channel, int size) throws IOException {
        byte[] bytes = new byte[size];
        int read = 0;
        while (read < size) {
            int count = channel.read(ByteBuffer.wrap(bytes, read, Math.min(SLICE, size - read)), read);
            if (count < 0) {
                throw changed(file, "ends after " + read + " of " + size + " bytes");
            }
            read += count;
        }
        if (channel.read(ByteBuffer.allocate(1), size) > 0) {
            throw changed(file, "goes on after its " + size + " bytes");
        }
        return bytes;
    }

    private static IOException changed(Path file, String how) {
        return new Storage.ChangedMeanwhileException(file.toString(), how + ": it changed while it was read");
    }
}
