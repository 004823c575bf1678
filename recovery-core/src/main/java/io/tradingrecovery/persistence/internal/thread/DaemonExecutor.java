package io.tradingrecovery.persistence.internal.thread;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One daemon thread for code of the user's; it ends when idle and is started again when needed. Thread-safe. */
public final class DaemonExecutor implements Executor, AutoCloseable {

    private static final long IDLE_SECONDS = 90;

    private final ThreadPoolExecutor executor;

    /** A thread of this name, started with the first task. */
    public DaemonExecutor(String name) {
        executor = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Takes no more tasks, and ends after those it has; does not wait for them. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
