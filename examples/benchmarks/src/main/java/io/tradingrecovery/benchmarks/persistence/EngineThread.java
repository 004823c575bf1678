package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.state.SystemStateSnapshot;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/** An engine's event loop, run by whoever calls {@link #serveOne}. */
final class EngineThread implements Executor {

    /** A loop comes to a task a moment after it was posted; by then nothing is left to do for the one who posted it. */
    private static final long MOMENT_NANOS = 50_000;

    private final SystemStateSnapshot state;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private volatile boolean ended;
    private long copyNanos;

    EngineThread(SystemStateSnapshot state) {
        this.state = state;
    }

    /** The engine's copy, which takes no time here that would count. */
    SystemStateSnapshot copy() {
        long start = System.nanoTime();
        SystemStateSnapshot copy = state;
        copyNanos = System.nanoTime() - start;
        return copy;
    }

    @Override
    public void execute(Runnable task) {
        if (ended) {
            task.run();
        } else {
            tasks.add(task);
        }
    }

    /** Waits for a task and runs it; gives its time in nanoseconds, without that of the copy. */
    long serveOne() throws InterruptedException {
        Runnable task = tasks.take();
        long posted = System.nanoTime();
        while (System.nanoTime() - posted < MOMENT_NANOS) {
            Thread.onSpinWait();
        }
        long start = System.nanoTime();
        task.run();
        return System.nanoTime() - start - copyNanos;
    }

    /** From now on tasks run where they are posted. */
    void end() {
        ended = true;
    }
}
