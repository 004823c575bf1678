package io.tradingrecovery.persistence.internal.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/**
 * A file of lines that only ever grows, readable by its owner only. A line that a crash cut short stays, and the next one
 * begins on a line of its own. Not thread-safe: one thread at a time, that nobody interrupts.
 */
public final class AppendedFile {

    private final Storage storage;
    private final Path file;

    /** The file of this name in a directory; it need not exist. */
    public AppendedFile(Storage storage, String name) {
        this.storage = storage;
        file = storage.directory().resolve(name);
    }

    /** Its path. */
    public Path path() {
        return file;
    }

    /**
     * Appends a line and makes it durable.
     *
     * @throws IOException if it may not be there
     */
    public void append(String line) throws IOException {
        boolean there = exists();
        if (there) {
            RegularFiles.requireRegular(file, RegularFiles.attributes(file));
        }
        try (FileChannel channel = PrivateFiles.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS))) {
            long end = channel.size();
            String text = (endsInsideLine(channel, end) ? "\n" : "") + line + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                end += channel.write(bytes, end);
            }
            channel.force(true);
        } catch (IOException e) {
            throw DiskErrors.naming(file, e);
        }
        if (!there) {
            storage.syncDirectory("");
        }
    }

    /**
     * The last lines, as many as begin within the last {@code maxBytes}; none if the file does not exist. The last one may
     * be cut short.
     */
    public List<String> tail(int maxBytes) throws IOException {
        if (!exists()) {
            return List.of();
        }
        RegularFiles.requireRegular(file, RegularFiles.attributes(file));
        try (FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            long from = Math.max(0, channel.size() - maxBytes);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                // Goes on until the end that was seen.
            }
            List<String> lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return from == 0 || lines.isEmpty() ? lines : lines.subList(1, lines.size());
        } catch (IOException e) {
            throw DiskErrors.naming(file, e);
        }
    }

    private boolean exists() throws IOException {
        try {
            RegularFiles.attributes(file);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static boolean endsInsideLine(FileChannel channel, long end) throws IOException {
        if (end == 0) {
            return false;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        return channel.read(last, end - 1) == 1 && last.get(0) != '\n';
    }
}
