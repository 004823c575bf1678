package io.tradingrecovery.persistence;

import io.tradingrecovery.persistence.internal.thread.DiskThread;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves the engine's state by itself: at each tick, and when asked. At most one copy is under way; requests that come
 * meanwhile are answered by one more save. The journal is marked before each copy, so that nothing can lie unnoticed
 * between the two. The engine is asked on the executor for copies, never on a disk thread, so an
 * engine that holds its lock while it journals an intent can't block what it waits for.
 */
final class Autosave {

    private static final Logger LOG = LoggerFactory.getLogger(Autosave.class);

    private final Supplier<SystemStateSnapshot> engine;
    private final EngineCopies copies;
    private final Scheduler scheduler;
    private final Duration every;
    private final Duration copyTimeout;
    private final Supplier<OrderJournal.Mark> marks;
    private final BiFunction<SystemStateSnapshot, OrderJournal.Mark, CompletableFuture<SaveReceipt>> save;
    private final Consumer<Throwable> failures;
    private final Object lock = new Object();
    private final AtomicBoolean requested = new AtomicBoolean();
    private boolean running;
    private boolean overdue;
    private boolean again;
    private boolean stopped;
    private @Nullable Instant overtakenBy;
    private Scheduler.@Nullable Scheduled nextTick;

    Autosave(
            Supplier<SystemStateSnapshot> engine,
            EngineCopies copies,
            Scheduler scheduler,
            Duration every,
            Duration copyTimeout,
            Supplier<OrderJournal.Mark> marks,
            BiFunction<SystemStateSnapshot, OrderJournal.Mark, CompletableFuture<SaveReceipt>> save,
            Consumer<Throwable> failures) {
        this.engine = engine;
        this.copies = copies;
        this.scheduler = scheduler;
        this.every = every;
        this.copyTimeout = copyTimeout;
        this.marks = marks;
        this.save = save;
        this.failures = failures;
    }

    /** Begins to tick. */
    void start() {
        synchronized (lock) {
            if (!stopped && nextTick == null) {
                nextTick = scheduler.schedule(this::tick, every);
            }
        }
    }

    /** Asks for a save as soon as the one under way is done; free of charge while an earlier request is unheard. */
    void request() {
        if (requested.getAndSet(true)) {
            return;
        }
        boolean scheduled = false;
        try {
            scheduler.schedule(this::answerRequest, Duration.ZERO);
            scheduled = true;
        } finally {
            if (!scheduled) {
                requested.set(false);
            }
        }
    }

    private void answerRequest() {
        requested.set(false);
        run();
    }

    /** Hears that a state is about to be saved, so that no older copy under way is saved over it. */
    void overtake(Instant takenAt) {
        synchronized (lock) {
            overtakenBy = takenAt;
        }
    }

    /** Ends the ticks; a save under way goes on. */
    void stop() {
        synchronized (lock) {
            stopped = true;
            if (nextTick != null) {
                nextTick.cancel();
            }
        }
    }

    private void tick() {
        synchronized (lock) {
            if (!stopped) {
                nextTick = scheduler.schedule(this::tick, every);
            }
        }
        reportIfOverdue();
        run();
    }

    /** A copy that never comes is one more failure at each tick: what is on disk grows old. */
    private void reportIfOverdue() {
        boolean hangs;
        synchronized (lock) {
            hangs = overdue && !stopped;
        }
        if (hangs) {
            failed(new TimeoutException("The engine's snapshot() has still not returned; no other copy is taken"));
        }
    }

    private void run() {
        synchronized (lock) {
            if (stopped) {
                return;
            }
            if (running) {
                again = true;
                return;
            }
            running = true;
        }
        boolean begun = false;
        try {
            begin();
            begun = true;
        } finally {
            if (!begun) {
                finished();
            }
        }
    }

    private void begin() {
        AtomicBoolean late = new AtomicBoolean();
        OrderJournal.Mark mark = mark();
        CompletableFuture<SystemStateSnapshot> copy = copy();
        Scheduler.Scheduled timeout = scheduler.schedule(
                () -> {
                    if (!copy.isDone() && late.compareAndSet(false, true)) {
                        overdue();
                        failed(new TimeoutException("The engine's snapshot() has not returned after " + copyTimeout
                                + "; until it does, no other copy is taken"));
                    }
                },
                copyTimeout);
        CompletableFuture<?> unused = copy.thenCompose(
                        state -> late.get() ? tooLate() : saveUnlessOvertaken(state, mark))
                .whenComplete((receipt, failure) -> {
                    timeout.cancel();
                    if (failure != null && !late.get()) {
                        LOG.warn("An automatic save failed and is tried again at the next tick", failure);
                    }
                    finished();
                });
    }

    private OrderJournal.Mark mark() {
        synchronized (lock) {
            overtakenBy = null;
        }
        return marks.get();
    }

    /** Saves a copy, unless a newer state was given to be saved while the engine took it. */
    private CompletableFuture<SaveReceipt> saveUnlessOvertaken(SystemStateSnapshot state, OrderJournal.Mark mark) {
        synchronized (lock) {
            if (overtakenBy != null && state.takenAt().isBefore(overtakenBy)) {
                return CompletableFuture.failedFuture(new CancellationException("The copy of " + state.takenAt()
                        + " is older than a state that was given to be saved meanwhile, of " + overtakenBy));
            }
            // Should another copy under way be older, it must not be saved over this one.
            overtakenBy = state.takenAt();
            return save.apply(state, mark);
        }
    }

    /** What was saved since may be newer than a copy that took too long. */
    private static CompletableFuture<SaveReceipt> tooLate() {
        return CompletableFuture.failedFuture(new CancellationException("The engine's copy came too late"));
    }

    private void overdue() {
        synchronized (lock) {
            overdue = running;
        }
    }

    private void finished() {
        boolean repeat;
        synchronized (lock) {
            running = false;
            overdue = false;
            repeat = again;
            again = false;
        }
        if (repeat) {
            scheduler.schedule(this::run, Duration.ZERO);
        }
    }

    /** Asks the engine for its copy, where it wants to be asked. */
    private CompletableFuture<SystemStateSnapshot> copy() {
        try {
            return copies.ask(this::askEngine);
        } catch (RuntimeException e) {
            // An event loop that is not running says so in its own words.
            failures.accept(e);
            return CompletableFuture.failedFuture(e);
        }
    }

    private SystemStateSnapshot askEngine() {
        try {
            return Objects.requireNonNull(engine.get(), "The engine's snapshot() returned null");
        } catch (RuntimeException | Error e) {
            failures.accept(e);
            throw e;
        }
    }

    private void failed(TimeoutException timeout) {
        failures.accept(timeout);
        LOG.warn("An automatic save failed", timeout);
    }

    /** Saves a last time and waits for it, at most as long as a copy and a commit may take. */
    void saveLast(Duration commitTimeout) {
        try {
            OrderJournal.Mark mark = mark();
            DiskThread.await(
                    copy().thenCompose(state -> saveUnlessOvertaken(state, mark)), copyTimeout.plus(commitTimeout));
        } catch (TimeoutException e) {
            failed(new TimeoutException("The last save did not finish within " + copyTimeout.plus(commitTimeout)
                    + "; the state saved before it stands"));
        } catch (ExecutionException e) {
            LOG.error("The last save failed; the state saved before it stands", e.getCause());
        }
    }
}
