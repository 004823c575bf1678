package io.tradingrecovery.drill.bot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the bot says happened, at once and in order, so that a conductor can hold the library to it after a kill: one line an
 * event, {@code millis pid event value}. A real bot has no such thing. Thread-safe.
 */
final class Witness {

    private final FileChannel channel;
    private final long pid = ProcessHandle.current().pid();
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    private Witness(FileChannel channel) {
        this.channel = channel;
    }

    static Witness open(Path file) {
        try {
            return new Witness(FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw new UncheckedIOException("The witness file " + file + " can't be opened", e);
        }
    }

    /** One write, which survives the death of this process. What a full disk does not take goes with the next note. */
    synchronized void note(String event, String value) {
        String line = System.currentTimeMillis() + " " + pid + " " + event + " " + value + "\n";
        pending.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        ByteBuffer lines = ByteBuffer.wrap(pending.toByteArray());
        try {
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
        } catch (IOException e) {
            // The drill fills the disk on purpose; the rest waits in memory.
        }
        pending.reset();
        pending.write(lines.array(), lines.position(), lines.remaining());
    }
}
