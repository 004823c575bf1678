package io.tradingrecovery.testing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What can go wrong when an order is sent, changed or cancelled. Each method puts a fault on the next call that has none
 * yet. Safe for use by many threads.
 */
public final class WriteFaults {

    /** What becomes of a request and of its answer. */
    enum Kind {
        LOSE_REQUEST,
        LOSE_ANSWER,
        DELAY,
        REJECT,
        HANG
    }

    /** One fault; {@code delay} and {@code reason} belong to the kinds of that name. */
    record Fault(Kind kind, Duration delay, String reason) {}

    private final BrokerFaults faults;
    private final String what;
    private final Queue<Fault> next = new ArrayDeque<>();

    WriteFaults(BrokerFaults faults, String what) {
        this.faults = faults;
        this.what = what;
    }

    /** The broker never hears of it; the caller sees a timeout. */
    public void loseRequest() {
        add(Kind.LOSE_REQUEST, Duration.ZERO, "");
    }

    /** The broker does it; the caller sees a timeout. */
    public void loseAnswer() {
        add(Kind.LOSE_ANSWER, Duration.ZERO, "");
    }

    /** The caller sees a timeout, and only so much later, by the broker's clock, does the request arrive. */
    public void delay(Duration delay) {
        add(Kind.DELAY, BrokerFaults.checkedSpan(delay), "");
    }

    /** The broker refuses, for that reason. */
    public void reject(String reason) {
        add(Kind.REJECT, Duration.ZERO, reason);
    }

    /**
     * The broker never hears of it, and the call does not come back until the thread is interrupted or the faults are
     * cleared; then the caller sees a timeout.
     */
    public void hang() {
        add(Kind.HANG, Duration.ZERO, "");
    }

    private synchronized void add(Kind kind, Duration delay, String reason) {
        next.add(new Fault(kind, delay, reason));
    }

    synchronized void clear() {
        next.clear();
    }

    synchronized @Nullable Fault next() {
        Fault fault = next.poll();
        if (fault != null) {
            faults.wasUsed(what + ": " + fault.kind());
        }
        return fault;
    }
}
