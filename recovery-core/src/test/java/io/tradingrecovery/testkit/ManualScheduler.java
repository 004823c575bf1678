package io.tradingrecovery.testkit;

import io.tradingrecovery.time.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A scheduler whose time is moved by the test, and whose tasks run on the test's thread. Safe for several threads. */
public final class ManualScheduler implements Scheduler {

    private record Task(long due, long number, Runnable work) {}

    private final List<Task> tasks = new ArrayList<>();
    private long now;
    private long numbers;

    @Override
    public synchronized Scheduled schedule(Runnable work, Duration delay) {
        Task task = new Task(now + Math.max(0, delay.toNanos()), numbers++, work);
        tasks.add(task);
        return () -> {
            synchronized (this) {
                tasks.remove(task);
            }
        };
    }

    /** Moves time on, and runs what becomes due in its order, also what that schedules. */
    public void advance(Duration time) {
        long end;
        synchronized (this) {
            end = now + time.toNanos();
        }
        for (Task task = nextDue(end); task != null; task = nextDue(end)) {
            task.work().run();
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized @org.jspecify.annotations.Nullable Task nextDue(long end) {
        Task next = tasks.stream()
                .filter(task -> task.due() <= end)
                .min(Comparator.comparingLong(Task::due).thenComparingLong(Task::number))
                .orElse(null);
        if (next != null) {
            tasks.remove(next);
            now = Math.max(now, next.due());
        }
        return next;
    }

    /** How many tasks wait. */
    public synchronized int waiting() {
        return tasks.size();
    }

    @Override
    public synchronized void close() {
        tasks.clear();
    }
}
