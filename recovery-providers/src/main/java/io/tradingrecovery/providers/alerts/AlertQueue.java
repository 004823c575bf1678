package io.tradingrecovery.providers.alerts;

import io.tradingrecovery.recovery.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that wait, up to a number. One like another of the last minutes is counted, not taken. When it is full an alert
 * pushes out the oldest of a lower level, or is not taken. Thread-safe.
 */
final class AlertQueue {

    private static final int MOST_KEYS = 1_000;

    private final int capacity;
    private final Duration window;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private boolean closed;

    AlertQueue(int capacity, Duration window) {
        this.capacity = capacity;
        this.window = window;
    }

    /** What became of an alert that was offered. */
    enum Taken {
        YES,
        /** Taken, and another one was pushed out. */
        IN_PLACE_OF_ANOTHER,
        REPEATED,
        FULL,
        CLOSED
    }

    synchronized Taken offer(Alert alert, Instant now) {
        if (closed) {
            return Taken.CLOSED;
        }
        String key = alert.level() + "|" + alert.code() + "|" + alert.message() + "|" + alert.details();
        Seen before = seen.get(key);
        if (before != null && now.isBefore(before.at.plus(window))) {
            before.repeats++;
            return Taken.REPEATED;
        }
        boolean full = waiting.size() >= capacity;
        if (full && !pushOut(alert.level())) {
            return Taken.FULL;
        }
        waiting.add(new Waiting(alert, before == null ? 0 : before.repeats));
        seen.remove(key);
        seen.put(key, new Seen(now));
        if (seen.size() > MOST_KEYS) {
            seen.remove(seen.keySet().iterator().next());
        }
        notifyAll();
        return full ? Taken.IN_PLACE_OF_ANOTHER : Taken.YES;
    }

    private boolean pushOut(Alert.Level level) {
        Iterator<Waiting> oldestFirst = waiting.iterator();
        while (oldestFirst.hasNext()) {
            if (oldestFirst.next().alert().level().compareTo(level) < 0) {
                oldestFirst.remove();
                return true;
            }
        }
        return false;
    }

    /** The next alert, once there is one; nothing if the queue is closed and empty. */
    synchronized @Nullable Waiting take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        return waiting.poll();
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Takes no more alerts. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /**
     * An alert to be sent.
     *
     * @param repeats how many like it were not sent since the last one
     */
    record Waiting(Alert alert, long repeats) {}

    private static final class Seen {
        private final Instant at;
        private long repeats;

        private Seen(Instant at) {
            this.at = at;
        }
    }
}
