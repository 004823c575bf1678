package io.tradingrecovery.quotes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;

/**
 * Keeps quotes in one file, replaced atomically: written beside it, synced, renamed over it, and the name synced. A file
 * that can't be read is renamed, not overwritten. One thread at a time uses it.
 */
final class FileQuoteStore implements QuoteStore {

    private static final long MOST_BYTES = 256L << 20;
    private static final int MOST_SET_ASIDE = 1_000;

    private final Path file;
    private boolean inTheWay;

    FileQuoteStore(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public Collection<Quote> load() throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        if (!Files.isRegularFile(file)) {
            inTheWay = true;
            throw new IOException("The last known quotes are to be kept in " + file
                    + ", which is no regular file; it is left alone, and none are kept: move it");
        }
        try {
            return QuoteFile.decode(content());
        } catch (IOException e) {
            throw new IOException(
                    "The last known quotes in " + file + " can't be used: " + e.getMessage() + ". " + setAside(), e);
        }
    }

    private byte[] content() throws IOException {
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            throw new IOException("it has " + size + " bytes, more than " + MOST_BYTES);
        }
        return Files.readAllBytes(file);
    }

    /** Makes way for what will be saved, and says where the old file is now. */
    private String setAside() {
        for (int number = 1; number <= MOST_SET_ASIDE; number++) {
            Path aside = file.resolveSibling(file.getFileName() + ".unreadable-" + number);
            if (Files.notExists(aside, LinkOption.NOFOLLOW_LINKS)) {
                try {
                    Files.move(file, aside);
                    return "It is kept as " + aside;
                } catch (IOException e) {
                    inTheWay = true;
                    return "It is left where it is, and none are kept: renaming it failed with " + e;
                }
            }
        }
        inTheWay = true;
        return "It is left where it is, and none are kept: there are " + MOST_SET_ASIDE + " such files already";
    }

    @Override
    public void save(Collection<Quote> quotes) throws IOException {
        if (inTheWay) {
            throw new IOException("Quotes are not kept while " + file + " is there and can't be read: move it");
        }
        Path written = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                written,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.wrap(QuoteFile.encode(quotes));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory();
    }

    private void syncDirectory() throws IOException {
        Path directory = file.getParent();
        if (directory == null) {
            throw new NoSuchFileException(file.toString(), null, "it has no directory");
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
