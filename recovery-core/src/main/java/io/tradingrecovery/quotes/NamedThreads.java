package io.tradingrecovery.quotes;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A few daemon threads, started when they are needed and ended when they are not. Thread-safe. */
final class NamedThreads implements Executor, AutoCloseable {

    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor pool;

    private NamedThreads(String name, int most) {
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, most == 1 ? name : name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
    }

    static NamedThreads single(String name) {
        return new NamedThreads(name, 1);
    }

    static NamedThreads pool(String name, int most) {
        return new NamedThreads(name, most);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Ends the threads; what runs is interrupted, what waits is dropped. Returns at once. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
