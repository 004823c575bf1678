package io.tradingrecovery.testing;

import io.tradingrecovery.time.Scheduler;
import io.tradingrecovery.time.Sleeper;
import io.tradingrecovery.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A clock that stands still until a test moves it, and everything else that tells the time by it: one object drives the
 * clock, the ticker, the sleepers and the schedulers of what is tested, so that no test waits on the wall clock.
 *
 * <p>{@link #advance} is time that passes: all of them notice. {@link #set} is the computer's clock being corrected: only
 * the {@link Clock} notices. Safe for use by many threads.
 */
public final class SettableClock extends Clock {

    private static final long AWAIT_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final TaskQueue tasks = new TaskQueue();
    private final ReentrantLock advancing = new ReentrantLock();
    private Instant wall;
    private long nanos;
    private int sleeping;

    private SettableClock(Instant start) {
        wall = Objects.requireNonNull(start, "start is null; give the moment to start at");
    }

    /** A clock that stands at {@code start}, in UTC. */
    public static SettableClock at(Instant start) {
        return new SettableClock(start);
    }

    /** As {@link #at(Instant)}, of an ISO 8601 text such as {@code 2026-11-23T14:30:00Z}. */
    public static SettableClock at(String start) {
        return new SettableClock(Instant.parse(start));
    }

    /**
     * Lets time pass: moves the clock and the ticker, wakes sleepers, and runs on this thread, in their order, the tasks
     * that become due, each at its own moment, also those that they schedule. Zero runs what is due now. A task
     * may let time pass in its turn; other threads that do wait for this one.
     *
     * @throws IllegalArgumentException if {@code time} is negative; time does not pass backwards, see {@link #set}
     * @throws RuntimeException what the first failing task threw, once all tasks were run; those after it are suppressed
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("Time can't pass by " + time + "; use set to put the clock back");
        }
        advancing.lock();
        try {
            tasks.runUntil(nanos() + time.toNanos(), this::moveTo);
        } finally {
            advancing.unlock();
        }
    }

    /** Puts the clock to another moment, earlier or later. Ticker, sleepers and schedulers do not notice. */
    public synchronized void set(Instant moment) {
        wall = Objects.requireNonNull(moment, "moment is null; give the moment to set the clock to");
    }

    private synchronized void moveTo(long moment) {
        if (moment > nanos) {
            wall = wall.plusNanos(moment - nanos);
            nanos = moment;
            notifyAll();
        }
    }

    @Override
    public synchronized Instant instant() {
        return wall;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** This clock as seen in {@code zone}; it moves with this one. */
    @Override
    public Clock withZone(ZoneId zone) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return SettableClock.this.withZone(other);
            }

            @Override
            public Instant instant() {
                return SettableClock.this.instant();
            }
        };
    }

    /** A ticker that starts at zero and moves with {@link #advance}. */
    public Ticker ticker() {
        return this::nanos;
    }

    private synchronized long nanos() {
        return nanos;
    }

    /** A sleeper whose callers sleep until another thread has {@linkplain #advance advanced} the clock far enough. */
    public Sleeper sleeper() {
        return this::sleep;
    }

    private synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before sleeping " + duration);
        }
        long due = nanos + Math.max(0, duration.toNanos());
        sleeping++;
        notifyAll();
        try {
            while (nanos < due) {
                wait();
            }
        } finally {
            sleeping--;
        }
    }

    /** A sleeper that lets the time pass by itself: a sleep is over at once, and the clock has moved. For one thread. */
    public Sleeper advancingSleeper() {
        return duration -> {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before sleeping " + duration);
            }
            advance(duration.isNegative() ? Duration.ZERO : duration);
        };
    }

    /**
     * Waits, by the real clock, until at least {@code count} threads sleep on {@link #sleeper}.
     *
     * @throws AssertionError if they do not within 60 s
     * @throws InterruptedException if this thread was interrupted meanwhile
     */
    public synchronized void awaitSleepers(int count) throws InterruptedException {
        long deadline = System.nanoTime() + AWAIT_LIMIT_NANOS;
        while (sleeping < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("After 60 s " + sleeping + " threads sleep on the clock, not " + count);
            }
            wait(left);
        }
    }

    /**
     * A new scheduler whose tasks run on the thread that calls {@link #advance}. Closing it drops its own tasks; the
     * clock's other schedulers go on.
     */
    public Scheduler scheduler() {
        return tasks.scheduler(ticker());
    }

    /** How many tasks wait in all schedulers of this clock. */
    public int waitingTasks() {
        return tasks.size();
    }

    @Override
    public String toString() {
        return "SettableClock[" + instant() + "]";
    }
}
