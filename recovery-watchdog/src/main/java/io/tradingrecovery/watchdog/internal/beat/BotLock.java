package io.tradingrecovery.watchdog.internal.beat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code bot.lock}: held by a live bot from its first contact with the watchdog until its process ends. The operating
 * system lets it go with the process, so it can't be stale. It holds the pid and the launch id of its holder.
 */
public final class BotLock {

    /** The exit code of a bot that found another one holding the lock. */
    public static final int ANOTHER_BOT = 75;

    private static final String FILE = "bot.lock";
    private static final long RETRY_MILLIS = 20;
    private static final int MAX_TEXT = 200;

    private final FileChannel channel;

    private BotLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock for this process, trying for {@code patience}: a watchdog that looks whether it is held takes it for
     * a moment. Empty if another process keeps it.
     */
    public static Optional<BotLock> take(Path directory, String launchId, Duration patience)
            throws IOException, InterruptedException {
        FileChannel channel = open(directory);
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            if (tryLock(channel) != null) {
                byte[] holder =
                        (ProcessHandle.current().pid() + " " + launchId + "\n").getBytes(StandardCharsets.UTF_8);
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(holder), 0);
                return Optional.of(new BotLock(channel));
            }
            if (System.nanoTime() - end >= 0) {
                channel.close();
                return Optional.empty();
            }
            Thread.sleep(RETRY_MILLIS);
        }
    }

    /** Who holds the lock; empty if nobody does. Takes the lock for a moment to find out. */
    public static Optional<Holder> holder(Path directory) throws IOException {
        try (FileChannel channel = open(directory)) {
            return tryLock(channel) != null ? Optional.empty() : Optional.of(readHolder(channel));
        }
    }

    /** Waits until nobody holds the lock. An interrupt ends the wait with an exception. */
    public static void awaitFree(Path directory) throws IOException {
        try (FileChannel channel = open(directory);
                FileLock ignored = channel.lock()) {
            ignored.release();
        }
    }

    /** Lets the lock go; for tests, since a bot keeps it as long as it lives. */
    public void release() throws IOException {
        channel.close();
    }

    private static FileChannel open(Path directory) throws IOException {
        return FileChannel.open(
                directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    private static Holder readHolder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MAX_TEXT);
        channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
        int space = text.indexOf(' ');
        if (space > 0 && text.substring(0, space).chars().allMatch(Character::isDigit) && space < 19) {
            return new Holder(Long.parseLong(text.substring(0, space)), text.substring(space + 1));
        }
        return new Holder(0, "");
    }

    /** The process that holds the lock, 0 if it has not said; and its launch id. */
    public record Holder(long pid, String launchId) {}
}
