package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * The file that the bot's output is appended to. The bot holds it open, so it can't be renamed away from under the bot: at
 * its limit its last part is copied to {@code .1} and the file is cut to nothing. What the bot prints between the copy and
 * the cut is lost. For one thread.
 */
final class OutputFiles {

    private static final int BUFFER = 64 << 10;

    private final Path file;
    private final long limit;

    /** Keeps {@code file} and two older ones of at most {@code limit} bytes each. */
    OutputFiles(Path file, long limit) {
        this.file = file;
        this.limit = limit;
    }

    Path file() {
        return file;
    }

    long size() throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException none) {
            return 0;
        }
    }

    /** Keeps the files within their limit. Returns whether the file was cut. */
    boolean rotate() throws IOException {
        long size = size();
        if (size <= limit) {
            return false;
        }
        Path copy = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            copyEnd(size, copy);
            // Only a whole copy may push an older one out: on a full disk nothing is lost.
            if (Files.exists(numbered(1))) {
                Files.move(numbered(1), numbered(2), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(copy, numbered(1), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(copy);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        return true;
    }

    /** The last {@code max} bytes that were printed since the file had {@code from} bytes, as text. */
    String tail(long from, int max) throws IOException {
        return tail(from, Long.MAX_VALUE, max);
    }

    /** As {@link #tail(long, int)}, without what was printed since the file had {@code until} bytes. */
    String tail(long from, long until, int max) throws IOException {
        long size = until >= from ? Math.min(until, size()) : size();
        long begin = Math.max(from <= size ? from : 0, size - max);
        return new String(read(begin, (int) (size - begin)), StandardCharsets.UTF_8);
    }

    /** At most {@code max} bytes from the byte {@code at} on; none at the end of the file. */
    byte[] read(long at, int max) throws IOException {
        if (!Files.isRegularFile(file)) {
            return new byte[0];
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(max, channel.size() - at)));
            while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
                // Reads until the buffer is full or the file ends.
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }

    /** Writes what was printed since the file had {@code from} bytes, at most {@code max} of them, over {@code target}. */
    void copyTail(long from, long max, Path target) throws IOException {
        long size = size();
        long begin = from <= size ? from : 0;
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel to =
                        FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            source.transferTo(begin, Math.min(max, size - begin), to);
        }
    }

    private void copyEnd(long size, Path target) throws IOException {
        StateDirectory.createPrivateFile(target);
        try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
                FileChannel to = FileChannel.open(
                        target,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            from.position(size - Math.min(size, limit));
            long left = limit;
            // The bot may be printing on: no more is copied than the limit allows.
            while (left > 0 && from.read(buffer.clear().limit((int) Math.min(BUFFER, left))) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    left -= to.write(buffer);
                }
            }
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
