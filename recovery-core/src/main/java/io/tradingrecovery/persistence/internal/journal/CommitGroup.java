package io.tradingrecovery.persistence.internal.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records that are made durable together, and those who wait for them. One latch for all: the waiters wake each other,
 * not the disk thread each of them. Thread-safe.
 */
final class CommitGroup {

    private static final Logger LOG = LoggerFactory.getLogger(CommitGroup.class);

    private final Executor callbackExecutor;
    private final CountDownLatch done = new CountDownLatch(1);
    private final List<Runnable> callbacks = new ArrayList<>();
    private boolean completed;
    private long durableUpTo;
    private @Nullable LongFunction<RuntimeException> failure;

    CommitGroup(Executor callbackExecutor) {
        this.callbackExecutor = callbackExecutor;
    }

    /** All of it is durable. */
    void succeed() {
        complete(Long.MAX_VALUE, null);
    }

    /** What lies above a sequence failed; {@code reason} makes the exception for one of those. */
    void fail(long lastDurable, LongFunction<RuntimeException> reason) {
        complete(lastDurable, reason);
    }

    private void complete(long lastDurable, @Nullable LongFunction<RuntimeException> reason) {
        List<Runnable> due;
        synchronized (this) {
            if (completed) {
                return;
            }
            completed = true;
            durableUpTo = lastDurable;
            failure = reason;
            due = List.copyOf(callbacks);
        }
        done.countDown();
        if (!due.isEmpty()) {
            callBack(() -> due.forEach(Runnable::run));
        }
    }

    /** Waits for the outcome, interrupted or not; the flag is kept. False if it does not come in time. */
    boolean await(long nanos) {
        return Waits.uninterruptibly(done, nanos);
    }

    /** Why a record is not durable, as a new exception; empty if it is. Only for a group with an outcome. */
    synchronized Optional<RuntimeException> failureOf(long sequence) {
        return failure == null || sequence <= durableUpTo ? Optional.empty() : Optional.of(failure.apply(sequence));
    }

    /** Runs an action on the callback executor once there is an outcome. */
    void whenDone(Runnable action) {
        synchronized (this) {
            if (!completed) {
                callbacks.add(action);
                return;
            }
        }
        callBack(action);
    }

    private void callBack(Runnable action) {
        try {
            callbackExecutor.execute(action);
        } catch (RejectedExecutionException e) {
            LOG.warn("The executor for callbacks takes no more, so some futures of the journal stay open", e);
        }
    }
}
