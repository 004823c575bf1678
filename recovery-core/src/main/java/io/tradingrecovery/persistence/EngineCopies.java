package io.tradingrecovery.persistence;

import io.tradingrecovery.persistence.internal.thread.DaemonExecutor;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the engine for copies where it wants to be asked, and carries on with them on a thread of this library's.
 *
 * <p>A thread of the engine's only stores its copy. To wake the thread that saves it would cost more than all else that a
 * save asks of the engine, so that thread looks for the copy instead, ever less often while there is none. Thread-safe.
 */
final class EngineCopies implements AutoCloseable {

    private static final long FIRST_WAIT_NANOS = 50_000;
    private static final long LONGEST_WAIT_NANOS = 10_000_000;

    private final @Nullable Executor engines;
    private final DaemonExecutor own = new DaemonExecutor("recovery-copy");
    private final Queue<Copy> pending = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** Asks on {@code engines}, or on a thread of this library's if there is none. */
    EngineCopies(@Nullable Executor engines) {
        this.engines = engines;
    }

    /** Asks; whatever the executor throws when it is given the task is thrown from here. */
    CompletableFuture<SystemStateSnapshot> ask(Supplier<SystemStateSnapshot> engine) {
        if (engines == null) {
            return CompletableFuture.supplyAsync(engine, own);
        }
        Copy copy = new Copy(engine);
        engines.execute(copy);
        if (!copy.delivered()) {
            pending.add(copy);
            own.execute(this::lookForCopies);
        }
        return copy.answer;
    }

    /** Ends the looking, also for copies that never came; their futures stay open. */
    @Override
    public void close() {
        closed = true;
        own.close();
    }

    private void lookForCopies() {
        long wait = FIRST_WAIT_NANOS;
        while (!closed) {
            pending.removeIf(Copy::delivered);
            if (pending.isEmpty()) {
                return;
            }
            LockSupport.parkNanos(this, wait);
            wait = Math.min(LONGEST_WAIT_NANOS, wait + wait / 4);
        }
    }

    /** One question to the engine. Only {@link #run} is called on a thread of its own. */
    private static final class Copy implements Runnable {
        private final Supplier<SystemStateSnapshot> engine;
        private final CompletableFuture<SystemStateSnapshot> answer = new CompletableFuture<>();
        private volatile @Nullable SystemStateSnapshot state;
        private volatile @Nullable Throwable failure;

        Copy(Supplier<SystemStateSnapshot> engine) {
            this.engine = engine;
        }

        @Override
        public void run() {
            try {
                state = engine.get();
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }

        /** Answers if the engine has; false if it has not yet. */
        boolean delivered() {
            SystemStateSnapshot copied = state;
            Throwable failed = failure;
            if (copied != null) {
                answer.complete(copied);
            } else if (failed != null) {
                answer.completeExceptionally(failed);
            }
            return answer.isDone();
        }
    }
}
