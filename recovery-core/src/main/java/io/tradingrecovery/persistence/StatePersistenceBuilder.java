package io.tradingrecovery.persistence;

import io.tradingrecovery.persistence.internal.storage.FileStorage;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.time.Scheduler;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link StatePersistence}; each setter refuses a bad value at once. Not thread-safe. */
public final class StatePersistenceBuilder {

    private static final Duration LONGEST = Duration.ofDays(365);

    private @Nullable Path directory;
    private int backups = 5;
    private int maxSnapshotBytes = 256 << 20;
    private @Nullable Supplier<SystemStateSnapshot> engine;
    private @Nullable Executor copyExecutor;
    private Duration saveEvery = Duration.ofSeconds(60);
    private Duration copyTimeout = Duration.ofSeconds(10);
    private Duration commitTimeout = Duration.ofSeconds(30);
    private int degradedAfter = 3;
    private boolean saveOnShutdown = true;
    private boolean savesAfterRecoveryOnly;
    private int journalSegmentBytes = 4 << 20;
    private Duration journalWitnessDelay = Duration.ofMillis(50);
    private Duration closedOrdersKeptWhole = Duration.ofMinutes(10);
    private Duration closedOrderIdsKept = Duration.ofDays(7);
    private Clock clock = Clock.systemUTC();
    private @Nullable Scheduler scheduler;

    StatePersistenceBuilder() {}

    /** The state directory; required. It is created if it does not exist, and belongs to one account of one bot. */
    public StatePersistenceBuilder directory(Path value) {
        directory = value;
        return this;
    }

    /** How many older snapshots are kept beside the newest, 1 to 1000; 5 unless said. */
    public StatePersistenceBuilder backups(int value) {
        backups = inRange("backups", value, 1, 1_000);
        return this;
    }

    /** The largest snapshot that is written and read, in bytes, 64 KiB to 1 GiB; 256 MiB unless said. */
    public StatePersistenceBuilder maxSnapshotBytes(int value) {
        maxSnapshotBytes = inRange("maxSnapshotBytes", value, 64 << 10, 1 << 30);
        return this;
    }

    /**
     * Where automatic saves get their copy. It is called on a thread of this library's, one call at a time, and must return
     * one consistent copy; nothing is assumed about its locks.
     */
    public StatePersistenceBuilder engine(Supplier<SystemStateSnapshot> snapshot) {
        engine = snapshot;
        return this;
    }

    /** Where the engine is asked for its copy, such as its event loop; a thread of this library's unless said. */
    public StatePersistenceBuilder copyOn(Executor value) {
        copyExecutor = value;
        return this;
    }

    /** The time between automatic saves, 10 ms to a year; 60 s unless said. */
    public StatePersistenceBuilder saveEvery(Duration value) {
        saveEvery = inRange("saveEvery", value, Duration.ofMillis(10));
        return this;
    }

    /** How long the engine may take for its copy before that counts as a failed save; 10 s unless said. */
    public StatePersistenceBuilder copyTimeout(Duration value) {
        copyTimeout = inRange("copyTimeout", value, Duration.ofMillis(1));
        return this;
    }

    /** How long callers wait for the disk; 30 s unless said. What they waited for goes on. */
    public StatePersistenceBuilder commitTimeout(Duration value) {
        commitTimeout = inRange("commitTimeout", value, Duration.ofMillis(1));
        return this;
    }

    /** After how many failed saves in a row the health is DEGRADED; 3 unless said. */
    public StatePersistenceBuilder degradedAfter(int failures) {
        degradedAfter = inRange("degradedAfter", failures, 1, 1_000_000);
        return this;
    }

    /**
     * Whether the JVM's shutdown closes this instance, which saves a last time; true unless said. Shutdown hooks run side
     * by side: a bot with hooks of its own sets false here and calls {@link StatePersistence#close()} last in its hook.
     */
    public StatePersistenceBuilder saveOnShutdown(boolean value) {
        saveOnShutdown = value;
        return this;
    }

    /** Whether every save, also one that is asked for, is refused until automatic saves are armed; false unless said. */
    public StatePersistenceBuilder savesAfterRecoveryOnly(boolean value) {
        savesAfterRecoveryOnly = value;
        return this;
    }

    /** The size of a journal segment in bytes, 64 KiB to 16 MiB; 4 MiB unless said. */
    public StatePersistenceBuilder journalSegmentBytes(int value) {
        journalSegmentBytes = inRange("journalSegmentBytes", value, 64 << 10, 16 << 20);
        return this;
    }

    /** How long an order that ended keeps its fills in the journal's account of it, and how long only their ids. */
    public StatePersistenceBuilder closedOrdersKept(Duration whole, Duration ids) {
        closedOrdersKeptWhole = inRange("closedOrdersKept whole", whole, Duration.ZERO);
        closedOrderIdsKept = inRange("closedOrdersKept ids", ids, whole);
        return this;
    }

    /** The clock that dates journal records and ages; the system's unless said. */
    public StatePersistenceBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    /** Where ticks come from; a thread of this library's unless said. A scheduler given here is not closed. */
    public StatePersistenceBuilder scheduler(Scheduler value) {
        scheduler = value;
        return this;
    }

    /**
     * Takes the directory.
     *
     * @throws io.tradingrecovery.errors.StateDirectoryLockedException if somebody has it, naming the holder
     * @throws io.tradingrecovery.errors.StateStorageException if it can't be created or opened
     */
    public StatePersistence open() {
        Path path = requireDirectory();
        return StatePersistence.open(config(), () -> FileStorage.open(path));
    }

    /**
     * Loads without taking the directory: needs no lock, writes nothing, and may be done while a bot runs, whose unfinished
     * last write then shows as a torn tail.
     *
     * @throws io.tradingrecovery.errors.TradingRecoveryException as {@link StatePersistence#loadState} does
     */
    public LoadResult loadReadOnly() {
        Path path = requireDirectory();
        return StatePersistence.loadReadOnly(config(), () -> FileStorage.openExisting(path));
    }

    PersistenceConfig config() {
        return new PersistenceConfig(
                backups,
                maxSnapshotBytes,
                engine,
                copyExecutor,
                saveEvery,
                copyTimeout,
                commitTimeout,
                degradedAfter,
                saveOnShutdown,
                savesAfterRecoveryOnly,
                journalSegmentBytes,
                journalWitnessDelay,
                closedOrdersKeptWhole,
                closedOrderIdsKept,
                clock,
                scheduler);
    }

    /** For tests: a segment may be as small as a few records, and witnesses need no waiting. */
    StatePersistenceBuilder journalForTests(int segmentBytes, Duration witnessDelay) {
        journalSegmentBytes = segmentBytes;
        journalWitnessDelay = witnessDelay;
        return this;
    }

    /** For tests: takes a storage that loses or refuses what it is told to. */
    StatePersistence openOn(Storage storage) {
        return StatePersistence.open(config(), () -> storage);
    }

    private Path requireDirectory() {
        if (directory == null) {
            throw new IllegalStateException("No state directory was given: call directory(Path.of(\"state\"))");
        }
        return directory;
    }

    private static int inRange(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + "; give " + least + " to " + most);
        }
        return value;
    }

    private static Duration inRange(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + value + "; give " + least + " to " + LONGEST);
        }
        return value;
    }
}
