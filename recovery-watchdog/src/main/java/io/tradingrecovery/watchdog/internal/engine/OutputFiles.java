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
        Path first = numbered(1);
        if (Files.exists(first)) {
            Files.move(first, numbered(2), StandardCopyOption.REPLACE_EXISTING);
        }
        copyEnd(size, first);
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
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = until >= from ? Math.min(until, channel.size()) : channel.size();
            long begin = Math.max(from <= size ? from : 0, size - max);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, size - begin));
            while (bytes.hasRemaining() && channel.read(bytes, begin + bytes.position()) >= 0) {
                // Reads until the buffer is full or the file ends.
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }
    }

    private void copyEnd(long size, Path target) throws IOException {
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
