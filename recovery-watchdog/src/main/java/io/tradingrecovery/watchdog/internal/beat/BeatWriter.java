package io.tradingrecovery.watchdog.internal.beat;

import static io.tradingrecovery.watchdog.internal.beat.BeatLayout.INTS;
import static io.tradingrecovery.watchdog.internal.beat.BeatLayout.LONGS;
import static io.tradingrecovery.watchdog.internal.beat.BeatLayout.loopAt;

import io.tradingrecovery.watchdog.internal.machine.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bot's side of the heartbeat file. Thread-safe; {@link #beat} is wait-free. */
public final class BeatWriter {

    private final ByteBuffer page;
    private final Object lock = new Object();

    private BeatWriter(ByteBuffer page) {
        this.page = page;
        page.order(ByteOrder.nativeOrder());
        page.putInt(BeatLayout.VERSION_AT, BeatLayout.VERSION);
        page.putLong(BeatLayout.PID_AT, ProcessHandle.current().pid());
        // Last: a reader takes a file without it for one that is still being made.
        LONGS.setRelease(page, BeatLayout.MAGIC_AT, BeatLayout.MAGIC);
    }

    /** A writer on a new file. */
    public static BeatWriter create(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            // A page that is only mapped would get its place on disk at the first store, and a full disk would end the
            // JVM.
            channel.write(ByteBuffer.allocate(BeatLayout.SIZE), 0);
            return new BeatWriter(channel.map(FileChannel.MapMode.READ_WRITE, 0, BeatLayout.SIZE));
        }
    }

    /** A writer that nobody reads, for a bot without a watchdog. */
    public static BeatWriter unread() {
        // A direct buffer is aligned, which atomic access needs and a heap buffer does not promise.
        return new BeatWriter(ByteBuffer.allocateDirect(BeatLayout.SIZE));
    }

    /** Takes a place for a loop. */
    public int loop(String name, long silenceMillis) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > BeatLayout.NAME_MAX) {
            throw new IllegalArgumentException("A loop's name has 1 to " + BeatLayout.NAME_MAX
                    + " bytes of UTF-8; shorten '" + name + "', which has " + bytes.length);
        }
        synchronized (lock) {
            for (int slot = 0; slot < BeatLayout.LOOPS; slot++) {
                int at = loopAt(slot);
                if (page.getInt(at + BeatLayout.USED) == 0) {
                    page.putLong(at + BeatLayout.COUNT, 0);
                    page.putLong(at + BeatLayout.SILENCE, silenceMillis);
                    page.putInt(at + BeatLayout.PAUSED, 0);
                    page.putInt(at + BeatLayout.NAME_LENGTH, bytes.length);
                    page.put(at + BeatLayout.NAME, bytes);
                    INTS.setRelease(page, at + BeatLayout.USED, 1);
                    return slot;
                }
            }
        }
        throw new IllegalStateException(
                "All " + BeatLayout.LOOPS + " loops are taken; close one before '" + name + "'");
    }

    /** Stores a loop's counter. */
    public void beat(int slot, long count) {
        LONGS.setRelease(page, loopAt(slot) + BeatLayout.COUNT, count);
    }

    /** Stops or continues watching a loop. */
    public void pause(int slot, boolean paused) {
        INTS.setRelease(page, loopAt(slot) + BeatLayout.PAUSED, paused ? 1 : 0);
    }

    /** Gives a loop's place back. */
    public void free(int slot) {
        INTS.setRelease(page, loopAt(slot) + BeatLayout.USED, 0);
    }

    /** Says that the bot is still starting. */
    public void starting() {
        synchronized (lock) {
            long before = page.getLong(BeatLayout.STARTING_AT);
            LONGS.setRelease(page, BeatLayout.STARTING_AT, before + 1);
        }
    }

    /** Says that the bot is ready. A status longer than its place is cut. */
    public void ready(String status, boolean blocked) {
        byte[] bytes = status.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, BeatLayout.STATUS_MAX);
        synchronized (lock) {
            int sequence = page.getInt(BeatLayout.SEQUENCE_AT);
            INTS.setVolatile(page, BeatLayout.SEQUENCE_AT, sequence + 1);
            page.putInt(BeatLayout.BLOCKED_AT, blocked ? 1 : 0);
            page.putInt(BeatLayout.STATUS_LENGTH_AT, length);
            page.put(BeatLayout.STATUS_AT, bytes, 0, length);
            INTS.setVolatile(page, BeatLayout.SEQUENCE_AT, sequence + 2);
            if (page.getInt(BeatLayout.STATE_AT) == BeatLayout.STATE_STARTING) {
                INTS.setRelease(page, BeatLayout.STATE_AT, BeatLayout.STATE_READY);
            }
        }
    }

    /** Says that and how the bot ends. What the bot wants outweighs what its JVM saw, whichever comes first. */
    public void stopping(Ending ending) {
        synchronized (lock) {
            int before = page.getInt(BeatLayout.ENDING_AT);
            boolean wanted = ending == Ending.WANTS_STOP || ending == Ending.WANTS_RESTART;
            if (before == BeatReader.code(Ending.SILENT) || wanted) {
                page.putInt(BeatLayout.ENDING_AT, BeatReader.code(ending));
            }
            INTS.setRelease(page, BeatLayout.STATE_AT, BeatLayout.STATE_STOPPING);
        }
    }
}
