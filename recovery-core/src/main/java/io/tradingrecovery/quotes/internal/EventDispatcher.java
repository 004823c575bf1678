package io.tradingrecovery.quotes.internal;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands events to listeners, one after the other in the order they were published, on threads other than the publisher's.
 * A listener that throws is logged once and counted; one that hangs lets events wait, and beyond a number be dropped and
 * counted. Thread-safe.
 */
public final class EventDispatcher<E> {

    private static final Logger LOG = LoggerFactory.getLogger(EventDispatcher.class);
    private static final int MOST_WAITING = 1_024;

    private final List<Consumer<E>> listeners;
    private final Executor executor;
    private final ArrayDeque<E> waiting = new ArrayDeque<>();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private boolean running;

    /** Runs the listeners on {@code executor}, never two at a time. */
    public EventDispatcher(List<Consumer<E>> listeners, Executor executor) {
        this.listeners = List.copyOf(listeners);
        this.executor = executor;
    }

    /** Queues an event; returns at once. */
    public void publish(E event) {
        if (listeners.isEmpty()) {
            return;
        }
        synchronized (waiting) {
            if (waiting.size() >= MOST_WAITING) {
                lost.incrementAndGet();
                return;
            }
            waiting.add(event);
            if (running) {
                return;
            }
            running = true;
        }
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException e) {
            synchronized (waiting) {
                running = false;
                lost.addAndGet(waiting.size());
                waiting.clear();
            }
        }
    }

    private void drain() {
        for (E event = next(); event != null; event = next()) {
            for (Consumer<E> listener : listeners) {
                tell(listener, event);
            }
        }
    }

    private @Nullable E next() {
        synchronized (waiting) {
            E event = waiting.poll();
            running = event != null;
            return event;
        }
    }

    private void tell(Consumer<E> listener, E event) {
        try {
            listener.accept(event);
        } catch (Throwable e) {
            if (failures.incrementAndGet() == 1) {
                LOG.warn("A listener failed on {}; further failures are only counted", event, e);
            }
        }
    }

    /** Events that were dropped because a listener did not return. */
    public long lost() {
        return lost.get();
    }

    /** How often a listener threw. */
    public long failures() {
        return failures.get();
    }
}
