package io.tradingrecovery.drill.exchange.ledger;

import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * An append-only file of ledger entries, one a line behind its checksum. An append returns when the entries are on disk, so
 * nobody was ever told of an entry that is lost. Not thread-safe.
 *
 * <pre>
 * 1c291ca3 {"entry":"opened","at":"2026-11-25T09:30:00Z", ...}
 * </pre>
 */
public final class LedgerFile implements AutoCloseable {

    private static final int CHECKSUM_DIGITS = 8;

    private final FileChannel channel;
    private final List<LedgerEntry> found;

    private LedgerFile(FileChannel channel, List<LedgerEntry> found) {
        this.channel = channel;
        this.found = found;
    }

    /**
     * Opens the file, or begins it. A last line that was cut off in its writing is taken away: nobody was told of it.
     *
     * @throws IOException if it can't be read, or is damaged elsewhere than at its end
     */
    public static LedgerFile open(Path file) throws IOException {
        List<LedgerEntry> entries = new ArrayList<>();
        byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        int start = 0;
        for (int end = lineEnd(bytes, start); end >= 0; end = lineEnd(bytes, start)) {
            entries.add(parse(file, entries.size() + 1, new String(bytes, start, end - start, StandardCharsets.UTF_8)));
            start = end + 1;
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.truncate(start);
        channel.position(start);
        channel.force(true);
        syncDirectoryOf(file);
        return new LedgerFile(channel, List.copyOf(entries));
    }

    /** What stood in the file when it was opened. */
    public List<LedgerEntry> found() {
        return found;
    }

    /** Adds the entries; they are on disk when this returns. */
    public void append(List<LedgerEntry> entries) throws IOException {
        if (entries.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (LedgerEntry entry : entries) {
            String json = LedgerJson.write(entry);
            lines.append(checksum(json)).append(' ').append(json).append('\n');
        }
        ByteBuffer buffer = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static int lineEnd(byte[] bytes, int start) {
        for (int index = start; index < bytes.length; index++) {
            if (bytes[index] == '\n') {
                return index;
            }
        }
        return -1;
    }

    private static LedgerEntry parse(Path file, int number, String line) throws IOException {
        String json = line.length() > CHECKSUM_DIGITS ? line.substring(CHECKSUM_DIGITS + 1) : "";
        if (!line.startsWith(checksum(json) + " ")) {
            throw new IOException("Line " + number + " of the ledger " + file
                    + " does not fit its checksum; the exchange can't go on from a ledger that is not the truth");
        }
        return LedgerJson.read(json);
    }

    private static String checksum(String json) {
        CRC32 crc = new CRC32();
        crc.update(json.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    private static void syncDirectoryOf(Path file) throws IOException {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
