package io.tradingrecovery.recovery;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The daemon threads on which code of the user's runs that may never return: calls to the broker and to the engine. There
 * is a limit, so that a broker which hangs for days can't use up the process. Thread-safe.
 */
final class CallThreads implements AutoCloseable {

    /** How many calls may hang at once. */
    static final int MOST = 8;

    private final ThreadPoolExecutor executor;

    CallThreads(String name) {
        AtomicInteger number = new AtomicInteger();
        executor = new ThreadPoolExecutor(0, MOST, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a call at once.
     *
     * @throws java.util.concurrent.RejectedExecutionException if too many have not returned
     */
    <T> Future<T> submit(Callable<T> call) {
        return executor.submit(call);
    }

    /** As {@link #submit}, for a call that says by itself how it ended. */
    void execute(Runnable call) {
        executor.execute(call);
    }

    /** Interrupts what runs, and waits for nothing. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
