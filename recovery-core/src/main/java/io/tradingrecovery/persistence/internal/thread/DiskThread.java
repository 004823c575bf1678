package io.tradingrecovery.persistence.internal.thread;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread that does disk work and that nobody outside can interrupt: an interrupt would close the file channel
 * it writes to. Callers wait for it; their own interrupt is kept and does not end the wait, since the work goes on anyway
 * and takes milliseconds. It never runs user code. Thread-safe.
 */
public final class DiskThread implements Executor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DiskThread.class);

    private final ThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    /** A thread of this name, started with the first task. */
    public DiskThread(String name) {
        executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread started = new Thread(task, name);
            started.setDaemon(true);
            thread = started;
            return started;
        });
    }

    /** Runs work that nobody waits for; its failure is logged. */
    @Override
    public void execute(Runnable task) {
        executor.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("Disk work in the background failed", e);
            }
        });
    }

    /** Starts {@code work} and gives its outcome, completed on this thread: dependents must not run user code on it. */
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                outcome.complete(work.call());
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    /** Ends after the work that is queued, waiting for it at most {@code patience}; idempotent. */
    public void close(Duration patience) {
        executor.shutdown();
        Thread running = thread;
        if (running != null && running != Thread.currentThread()) {
            uninterruptibly(() -> {
                executor.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            });
        }
    }

    @Override
    public void close() {
        close(Duration.ofSeconds(30));
    }

    /**
     * Waits for an outcome, keeping an interrupt for later.
     *
     * @throws TimeoutException if it is not there after {@code patience}; the work goes on
     * @throws ExecutionException if it failed
     */
    public static <T> T await(CompletableFuture<T> outcome, Duration patience)
            throws TimeoutException, ExecutionException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return outcome.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void uninterruptibly(Interruptible wait) {
        boolean interrupted = false;
        while (true) {
            try {
                if (wait.done()) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Interruptible {
        boolean done() throws InterruptedException;
    }
}
