package io.tradingrecovery.testing;

import io.tradingrecovery.time.Scheduler;
import io.tradingrecovery.time.Ticker;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The tasks of all schedulers of one clock, in the order in which they become due. Safe for use by many threads. */
final class TaskQueue {

    private record Task(long due, long number, QueueScheduler owner, Runnable work) {}

    private final PriorityQueue<Task> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private long numbers;

    Scheduler scheduler(Ticker ticker) {
        return new QueueScheduler(ticker);
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Runs what becomes due until {@code end}, having told {@code time} of each moment before its task runs. */
    void runUntil(long end, LongConsumer time) {
        RuntimeException failure = null;
        for (Task task = nextDue(end); task != null; task = nextDue(end)) {
            time.accept(task.due());
            try {
                task.work().run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        time.accept(end);
        if (failure != null) {
            throw failure;
        }
    }

    private synchronized @Nullable Task nextDue(long end) {
        Task next = waiting.peek();
        return next != null && next.due() <= end ? waiting.remove() : null;
    }

    private final class QueueScheduler implements Scheduler {

        private final Ticker ticker;
        private boolean closed;

        QueueScheduler(Ticker ticker) {
            this.ticker = ticker;
        }

        @Override
        public Scheduled schedule(Runnable work, Duration delay) {
            Objects.requireNonNull(work, "task is null; give what is to run");
            long due = ticker.nanos() + Math.max(0, delay.toNanos());
            synchronized (TaskQueue.this) {
                if (closed) {
                    return () -> {};
                }
                Task task = new Task(due, numbers++, this, work);
                waiting.add(task);
                return () -> {
                    synchronized (TaskQueue.this) {
                        waiting.remove(task);
                    }
                };
            }
        }

        @Override
        public void close() {
            synchronized (TaskQueue.this) {
                closed = true;
                waiting.removeIf(task -> task.owner() == this);
            }
        }
    }
}
