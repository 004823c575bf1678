package io.tradingrecovery.quotes;

import io.tradingrecovery.time.Scheduler;
import io.tradingrecovery.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A clock, a ticker and a scheduler that agree, moved by the test; due tasks run on the test's thread at their own time.
 * The clock can be set apart from the others. Safe for several threads.
 */
final class SimulatedTime extends Clock implements Scheduler, Ticker {

    private record Task(long due, long number, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private final Instant start;
    private Duration clockOffset = Duration.ZERO;
    private long nanos;
    private long numbers;

    SimulatedTime(Instant start) {
        this.start = start;
    }

    @Override
    public synchronized Instant instant() {
        return start.plusNanos(nanos).plus(clockOffset);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    /** Sets the wall clock forward or back; time spans are not affected. */
    synchronized void stepClock(Duration step) {
        clockOffset = clockOffset.plus(step);
    }

    /** Sets the wall clock to so much ahead of the time that has passed; zero sets it right. */
    synchronized void setClockAhead(Duration ahead) {
        clockOffset = ahead;
    }

    /** Does something while the wall clock is wrong. */
    void whileClockIsBehind(Duration behind, Runnable work) {
        stepClock(behind.negated());
        work.run();
        stepClock(behind);
    }

    @Override
    public synchronized Scheduled schedule(Runnable work, Duration delay) {
        Task task = new Task(nanos + Math.max(0, delay.toNanos()), numbers++, work);
        tasks.add(task);
        return () -> {
            synchronized (this) {
                tasks.remove(task);
            }
        };
    }

    void advance(Duration time) {
        long end = nanos() + time.toNanos();
        for (Task task = nextDue(end); task != null; task = nextDue(end)) {
            task.work().run();
        }
        synchronized (this) {
            nanos = end;
        }
    }

    private synchronized @Nullable Task nextDue(long end) {
        Task next = tasks.peek();
        if (next == null || next.due() > end) {
            return null;
        }
        tasks.remove(next);
        nanos = Math.max(nanos, next.due());
        return next;
    }

    synchronized int waiting() {
        return tasks.size();
    }

    @Override
    public void close() {}

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Only UTC is used");
    }
}
