package io.tradingrecovery.watchdog.client;

import io.tradingrecovery.watchdog.internal.beat.BeatWriter;
import io.tradingrecovery.watchdog.internal.beat.BotLock;
import io.tradingrecovery.watchdog.internal.beat.Environment;
import io.tradingrecovery.watchdog.internal.beat.StopFile;
import io.tradingrecovery.watchdog.internal.machine.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bot's line to its watchdog. Without a watchdog every call is accepted and does nothing, so a bot needs no second code
 * path. Thread-safe.
 */
public final class WatchdogClient {

    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(2);
    private static final Set<String> BLOCKED = Set.of("PARTIAL", "FAILED", "BLOCKED");

    private static @Nullable WatchdogClient connected;

    private final BeatWriter writer;
    private final @Nullable BotLock lock;
    private final String launchId;
    private final int attempt;

    private WatchdogClient(BeatWriter writer, @Nullable BotLock lock, String launchId, int attempt) {
        this.writer = writer;
        this.lock = lock;
        this.launchId = launchId;
        this.attempt = attempt;
    }

    /**
     * The line to the watchdog that started this process, as its environment names it; a client that does nothing if it
     * names none. Takes {@code bot.lock} for the life of the process. If another bot keeps that lock for 2 seconds, this
     * process is a second bot: it ends at once with exit code 75, without running its shutdown hooks.
     *
     * @throws UncheckedIOException if the watchdog's state directory can't be written
     */
    public static synchronized WatchdogClient connect() {
        if (connected == null) {
            connected = connect(System.getenv());
        }
        return connected;
    }

    private static WatchdogClient connect(Map<String, String> environment) {
        String directory = environment.get(Environment.STATE_DIRECTORY);
        String launchId = environment.get(Environment.LAUNCH_ID);
        if (directory == null || launchId == null) {
            return new WatchdogClient(BeatWriter.unread(), null, "", 0);
        }
        String attempt = environment.getOrDefault(Environment.ATTEMPT, "0");
        return open(Path.of(directory), launchId, attempt.matches("\\d{1,9}") ? Integer.parseInt(attempt) : 0);
    }

    /**
     * As {@link #connect()}; a process whose environment names no watchdog leaves its traces in {@code stateDirectory}, for
     * the watchdog that it is about to start beside itself.
     *
     * @throws UncheckedIOException if the directory can't be written
     */
    public static synchronized WatchdogClient connect(Path stateDirectory) {
        WatchdogClient client = connect();
        if (!client.isSupervised()) {
            String launchId = "host-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
            client = open(stateDirectory, launchId, 0);
            connected = client;
        }
        return client;
    }

    private static WatchdogClient open(Path directory, String launchId, int attempt) {
        try {
            BotLock lock = BotLock.take(directory, launchId, LOCK_PATIENCE).orElse(null);
            if (lock == null) {
                System.err.println("Another bot holds " + directory.resolve("bot.lock")
                        + ". This one ends with exit code " + BotLock.ANOTHER_BOT + ".");
                // Shutdown hooks of a bot may cancel orders; a second bot must not touch anything.
                Runtime.getRuntime().halt(BotLock.ANOTHER_BOT);
                throw new IllegalStateException("unreachable");
            }
            BeatWriter writer = BeatWriter.create(Environment.beatFile(directory, launchId));
            ShutdownReporter.install(writer);
            if (StopFile.isNeeded()) {
                StopFile.obey(directory, launchId);
            }
            return new WatchdogClient(writer, lock, launchId, attempt);
        } catch (IOException e) {
            throw new UncheckedIOException("The watchdog's state directory " + directory + " can't be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + directory.resolve("bot.lock"), e);
        }
    }

    /** Whether a watchdog watches this process. */
    public boolean isSupervised() {
        return lock != null;
    }

    /** The id of this launch in the watchdog's log; empty without a watchdog. */
    public String launchId() {
        return launchId;
    }

    /** How many automatic restarts the budget's window holds, this one included; 0 for a start that was asked for. */
    public int attempt() {
        return attempt;
    }

    /** A loop that may be silent as long as the watchdog's {@code --hang-timeout} says. */
    public HeartBeat loop(String name) {
        return new HeartBeat(writer, writer.loop(name, 0));
    }

    /**
     * A loop that may be silent for {@code silence}, at least 1 ms. Watched from this call on.
     *
     * @throws IllegalArgumentException for a name of no or more than 36 bytes of UTF-8, or a shorter silence
     * @throws IllegalStateException if 60 loops exist already
     */
    public HeartBeat loop(String name, Duration silence) {
        if (silence.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "Loop '" + name + "' may be silent for " + silence + "; give at least 1 ms");
        }
        return new HeartBeat(writer, writer.loop(name, silence.toMillis()));
    }

    /** Says that the bot is still starting; the watchdog's {@code --startup-timeout} begins anew. */
    public void starting() {
        writer.starting();
    }

    /** Says that the bot has started and may trade. */
    public void ready() {
        ready("READY", true);
    }

    /**
     * Says that the bot has recovered with {@code status}, the name of a recovery status. {@code PARTIAL}, {@code FAILED}
     * and {@code BLOCKED} mean that it must not trade: the watchdog calls a person and does not restart it. May be called
     * again when the status changes.
     */
    public void ready(String status) {
        ready(status, !BLOCKED.contains(status));
    }

    /** As {@link #ready(String)}, for a bot that knows whether it may trade. Text beyond 116 bytes is cut. */
    public void ready(String status, boolean tradingAllowed) {
        writer.ready(status.isEmpty() ? "READY" : status, !tradingAllowed);
    }

    /** Says that the bot is about to end, and what is to follow. From now on its loops are not watched. */
    public void stopping(ExitIntent intent) {
        writer.stopping(intent == ExitIntent.STOP ? Ending.WANTS_STOP : Ending.WANTS_RESTART);
    }
}
