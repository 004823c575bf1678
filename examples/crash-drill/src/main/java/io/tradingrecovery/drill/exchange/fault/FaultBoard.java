package io.tradingrecovery.drill.exchange.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The faults that are armed, and how often each has struck. Safe for use by many threads. */
public final class FaultBoard {

    /** A fault and how often it has struck since it was armed. */
    public record Armed(Fault fault, int hits) {}

    /** A fault that struck a request, and when that was in the board's own counting. */
    public record Struck(Fault fault, int generation) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition lifted = lock.newCondition();
    private final List<Armed> armed = new ArrayList<>();
    private int generation;

    /** Arms a fault; those armed before it strike first. */
    public void arm(Fault fault) {
        lock.lock();
        try {
            armed.add(new Armed(fault, 0));
        } finally {
            lock.unlock();
        }
    }

    /** Takes all faults off; whoever waits in one goes on. */
    public void liftAll() {
        lock.lock();
        try {
            armed.clear();
            generation++;
            lifted.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The faults since the last lifting, those that have struck as often as they may too. */
    public List<Armed> armed() {
        lock.lock();
        try {
            return List.copyOf(armed);
        } finally {
            lock.unlock();
        }
    }

    /** The fault that strikes this request, counted as struck. */
    public Optional<Struck> strike(Target api, boolean reads, boolean submits) {
        lock.lock();
        try {
            for (int index = 0; index < armed.size(); index++) {
                Armed candidate = armed.get(index);
                if (candidate.hits() < candidate.fault().times()
                        && candidate.fault().target().covers(api, reads, submits)) {
                    armed.set(index, new Armed(candidate.fault(), candidate.hits() + 1));
                    return Optional.of(new Struck(candidate.fault(), generation));
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the faults are lifted. */
    public void awaitLifting(Struck struck) throws InterruptedException {
        lock.lock();
        try {
            while (generation == struck.generation()) {
                lifted.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the fault's delay, or until the faults are lifted. */
    public void awaitDelay(Struck struck) throws InterruptedException {
        lock.lock();
        try {
            long left = struck.fault().delay().toNanos();
            while (generation == struck.generation() && left > 0) {
                left = lifted.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
