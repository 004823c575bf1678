package io.tradingrecovery.watchdog.internal.beat;

import io.tradingrecovery.watchdog.internal.machine.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The watchdog's side of the heartbeat file of one launch. For one thread. */
public final class BeatReader implements AutoCloseable {

    private final Path file;
    private final ByteBuffer page = ByteBuffer.allocateDirect(BeatLayout.SIZE).order(ByteOrder.nativeOrder());
    private final ByteBuffer number = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
    private @Nullable FileChannel channel;

    public BeatReader(Path file) {
        this.file = file;
    }

    /** What the bot says at this moment; empty while it has not said anything, or is in the middle of a sentence. */
    public Optional<BeatSnapshot> read() throws IOException {
        FileChannel open = open();
        if (open == null || !fill(open)) {
            return Optional.empty();
        }
        int sequence = page.getInt(BeatLayout.SEQUENCE_AT);
        if ((sequence & 1) != 0 || sequenceNow(open) != sequence) {
            return Optional.empty();
        }
        return Optional.of(decode());
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    private @Nullable FileChannel open() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            try {
                open = FileChannel.open(file, StandardOpenOption.READ);
            } catch (NoSuchFileException notYet) {
                return null;
            }
            channel = open;
        }
        return open;
    }

    private boolean fill(FileChannel open) throws IOException {
        page.clear();
        return open.read(page, 0) == BeatLayout.SIZE
                && page.getLong(BeatLayout.MAGIC_AT) == BeatLayout.MAGIC
                && page.getInt(BeatLayout.VERSION_AT) == BeatLayout.VERSION;
    }

    private int sequenceNow(FileChannel open) throws IOException {
        number.clear();
        return open.read(number, BeatLayout.SEQUENCE_AT) == Integer.BYTES ? number.getInt(0) : -1;
    }

    private BeatSnapshot decode() {
        int state = page.getInt(BeatLayout.STATE_AT);
        String status = text(BeatLayout.STATUS_LENGTH_AT, BeatLayout.STATUS_AT, BeatLayout.STATUS_MAX);
        List<BeatSnapshot.Loop> loops = new ArrayList<>();
        for (int slot = 0; slot < BeatLayout.LOOPS; slot++) {
            int at = BeatLayout.loopAt(slot);
            if (page.getInt(at + BeatLayout.USED) == 1) {
                loops.add(new BeatSnapshot.Loop(
                        slot,
                        text(at + BeatLayout.NAME_LENGTH, at + BeatLayout.NAME, BeatLayout.NAME_MAX),
                        page.getLong(at + BeatLayout.COUNT),
                        page.getLong(at + BeatLayout.SILENCE),
                        page.getInt(at + BeatLayout.PAUSED) != 0));
            }
        }
        return new BeatSnapshot(
                page.getLong(BeatLayout.PID_AT),
                !status.isEmpty(),
                state == BeatLayout.STATE_STOPPING,
                ending(page.getInt(BeatLayout.ENDING_AT)),
                page.getLong(BeatLayout.STARTING_AT),
                status,
                page.getInt(BeatLayout.BLOCKED_AT) != 0,
                loops);
    }

    private String text(int lengthAt, int at, int max) {
        byte[] bytes = new byte[Math.max(0, Math.min(max, page.getInt(lengthAt)))];
        page.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static int code(Ending ending) {
        return switch (ending) {
            case SILENT -> 0;
            case SIGNALLED -> 1;
            case RETURNED -> 2;
            case THREW -> 3;
            case CALLED_EXIT -> 4;
            case WANTS_STOP -> 5;
            case WANTS_RESTART -> 6;
        };
    }

    private static Ending ending(int code) {
        for (Ending ending : Ending.values()) {
            if (code(ending) == code) {
                return ending;
            }
        }
        return Ending.SILENT;
    }
}
