package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.OrphanPolicy;
import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.config.Options;
import io.tradingrecovery.watchdog.internal.machine.Backoff;
import io.tradingrecovery.watchdog.internal.machine.Event;
import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import io.tradingrecovery.watchdog.internal.machine.Machine;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import io.tradingrecovery.watchdog.internal.machine.Reducer;
import io.tradingrecovery.watchdog.internal.machine.RestartBudget;
import io.tradingrecovery.watchdog.internal.machine.Settings;
import io.tradingrecovery.watchdog.internal.machine.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs the loop of one watchdog: waits for events, lets the reducer decide, saves the decision, and has it carried out.
 * {@link #run} is for one thread; {@link #requestStop} and {@link #awaitEnd} may be called from any.
 */
public final class Supervisor {

    private static final long LOOK = Duration.ofMillis(250).toNanos();
    private static final long QUICK_LOOK = Duration.ofMillis(20).toNanos();
    private static final long LATE = Duration.ofMillis(500).toNanos();
    private static final long STALLED = Duration.ofSeconds(10).toNanos();
    private static final Duration KILL_RETRY = Duration.ofSeconds(10);
    private static final Duration REMINDER = Duration.ofHours(1);
    private static final Duration DUMP_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LONGEST_GRACE = Duration.ofSeconds(5);

    private final WatchdogConfig config;
    private final Options options;
    private final Mode mode;
    private final Clocks clocks;
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Settings settings;
    private final Reducer reducer;

    private Machine machine;
    private long nextLook;
    private volatile int exitCode = ExitCodes.INTERNAL;

    /** A watchdog of the bot of {@code config}, on the clocks of the system. */
    public Supervisor(WatchdogConfig config, Mode mode) {
        this(config, mode, Clocks.SYSTEM);
    }

    Supervisor(WatchdogConfig config, Mode mode, Clocks clocks) {
        this.config = config;
        this.options = Options.parse(config.options());
        this.mode = mode;
        this.clocks = clocks;
        this.settings = settings(options, mode);
        this.reducer = new Reducer(settings);
        this.machine = Machine.initial(settings);
    }

    /**
     * Watches until the watchdog is to end, and returns the exit code of its process.
     *
     * @throws IOException if the state directory can't be used
     * @throws WatchdogAlreadyRunningException if another watchdog holds the state directory
     */
    public int run() throws IOException, InterruptedException {
        try {
            StateDirectory directory = StateDirectory.prepare(config.stateDirectory());
            exitCode = runLocked(directory);
            return exitCode;
        } finally {
            ended.countDown();
        }
    }

    private int runLocked(StateDirectory directory) throws IOException, InterruptedException {
        InstanceLock lock =
                InstanceLock.take(directory).orElseThrow(() -> new WatchdogAlreadyRunningException(directory.path()));
        try (lock;
                Effects effects = new Effects(config, options, mode, directory, clocks, queue::add)) {
            return watch(directory, effects);
        }
    }

    /** Where the watchdog keeps its state, absolute. */
    public Path stateDirectory() {
        return config.stateDirectory();
    }

    /** Asks the watchdog to stop the bot and end. Returns at once. */
    public void requestStop(String by) {
        queue.add(new Event.StopRequested(by));
    }

    /** Waits until {@link #run} has returned. Returns false if that takes longer than {@code patience}. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What {@link #run} returned; 1 before it has. */
    public int exitCode() {
        return exitCode;
    }

    /** Whether {@link #run} has returned. */
    public boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /** How long stopping the bot may take at the most. */
    public Duration longestStop() {
        return longestStop(options);
    }

    static Duration longestStop(Options options) {
        return options.stopTimeout().plus(KILL_RETRY.multipliedBy(3));
    }

    private int watch(StateDirectory directory, Effects effects) throws IOException, InterruptedException {
        ControlFiles.clear(directory);
        Optional<SavedState> saved = effects.load();
        machine = restored(saved, effects);
        FirstLook look = effects.firstLook(saved, settings.orphan() != OrphanPolicy.REFUSE);
        // A stop that came meanwhile must be known before the first launch is decided.
        for (Event early = queue.poll(); early != null; early = queue.poll()) {
            apply(early, effects);
        }
        apply(look.event(), effects);
        long awake = clocks.nanos();
        while (machine.phase() != Phase.STOPPED) {
            long before = clocks.nanos();
            long wake = Math.min(machine.deadline(), nextLook);
            Event event = queue.poll(Math.max(0, wake - before), TimeUnit.NANOSECONDS);
            long late = lateness(awake, before, wake);
            awake = clocks.nanos();
            if (late > LATE) {
                effects.rearm();
                apply(new Event.WatcherLate(late), effects);
            }
            if (event != null) {
                apply(event, effects);
            } else {
                timePassed(effects);
            }
        }
        return machine.exitCode();
    }

    /**
     * For how long this thread should have run and did not. Its work counts only if it took very long: where each write to
     * a slow disk began every deadline anew, no deadline would ever come.
     */
    private long lateness(long awake, long before, long wake) {
        long waited = Math.max(0, clocks.nanos() - Math.max(wake, before));
        long worked = before - awake;
        return worked > STALLED ? waited + worked : waited;
    }

    /** An exit that is known already goes before any deadline. */
    private void timePassed(Effects effects) {
        if (clocks.nanos() >= nextLook) {
            for (Event event : effects.look(machine)) {
                apply(event, effects);
            }
            nextLook = clocks.nanos() + lookInterval();
        }
        if (queue.isEmpty() && clocks.nanos() >= machine.deadline()) {
            apply(new Event.Tick(), effects);
        }
    }

    private long lookInterval() {
        boolean starting = machine.phase() == Phase.STARTING || machine.phase() == Phase.ADOPTING;
        return Math.min(starting ? QUICK_LOOK : LOOK, options.checkInterval().toNanos());
    }

    private void apply(Event first, Effects effects) {
        Deque<Event> events = new ArrayDeque<>(List.of(first));
        while (!events.isEmpty()) {
            Step step = reducer.step(machine, events.remove(), clocks.nanos());
            boolean changed = !step.machine().equals(machine);
            if (step.machine().phase() == Phase.STARTING && machine.phase() != Phase.STARTING) {
                nextLook = clocks.nanos();
            }
            machine = step.machine();
            events.addAll(effects.perform(machine, step.actions(), changed));
        }
    }

    private Machine restored(Optional<SavedState> saved, Effects effects) throws IOException {
        if (saved.isEmpty()) {
            RestartBudget budget = effects.budgetFromEvents(settings);
            return Machine.initial(settings, budget, Backoff.fresh(settings.backoffInitial(), settings.backoffMax()));
        }
        SavedState state = saved.get();
        boolean startedByHand = mode == Mode.SIDECAR && state.isExhausted();
        return startedByHand
                ? Machine.initial(settings)
                : Machine.initial(settings, state.budget(settings, clocks), state.backoff(settings));
    }

    private static Settings settings(Options options, Mode mode) {
        Duration grace = options.hangTimeout().dividedBy(4);
        return new Settings(
                Long.toHexString(System.currentTimeMillis()) + "-"
                        + ProcessHandle.current().pid(),
                options.maxRestarts(),
                options.window().toNanos(),
                options.backoffInitial().toNanos(),
                options.backoffMax().toNanos(),
                options.backoffReset().toNanos(),
                options.startupTimeout().toNanos(),
                (grace.compareTo(LONGEST_GRACE) < 0 ? grace : LONGEST_GRACE).toNanos(),
                DUMP_TIMEOUT.toNanos(),
                options.stopTimeout().toNanos(),
                KILL_RETRY.toNanos(),
                REMINDER.toNanos(),
                mode == Mode.RUN ? options.orphan() : OrphanPolicy.ADOPT,
                options.exitRules(),
                mode != Mode.GUARD);
    }

    /** The exit code of a watchdog process that could not begin. */
    public static int exitCode(Exception failure) {
        if (failure instanceof WatchdogAlreadyRunningException) {
            return ExitCodes.NOT_THE_ONE;
        }
        return failure instanceof IOException ? ExitCodes.STATE_DIRECTORY : ExitCodes.INTERNAL;
    }
}
