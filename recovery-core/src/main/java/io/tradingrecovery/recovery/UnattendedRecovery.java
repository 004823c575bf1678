package io.tradingrecovery.recovery;

import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.PersistenceHealth;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs recovery as often as time may help, so that nobody is asked for what settles by itself: again at the end of the
 * settle time, after a failure that may pass, and when an approval comes in. Afterwards it watches: whether what must not
 * be lost is still being kept, and whether the engine and the broker still agree. Safe for use by many threads.
 */
public final class UnattendedRecovery implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UnattendedRecovery.class);
    private static final Duration WATCH = Duration.ofSeconds(1);

    /** When to try again after a run that could not even give a report. */
    private static final Duration AFTER_ERROR = Duration.ofSeconds(60);

    /** How long an order or a fill may be on its way before a second look decides. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final RecoveryCoordinator coordinator;
    private final Scheduler scheduler;
    private final @Nullable Duration reconcileEvery;
    private final Object lock = new Object();
    private Scheduler.@Nullable Scheduled nextRun;
    private boolean closed;
    private boolean degraded;

    /**
     * The unattended operation of a coordinator.
     *
     * @param scheduler where it runs; closed with this
     * @param reconcileEvery how often the running engine is compared with the broker; absent for never
     */
    public UnattendedRecovery(RecoveryCoordinator coordinator, Scheduler scheduler, @Nullable Duration reconcileEvery) {
        if (reconcileEvery != null && reconcileEvery.compareTo(GRACE) < 0) {
            throw new IllegalArgumentException("reconcileEvery is " + reconcileEvery + "; give at least " + GRACE);
        }
        this.coordinator = coordinator;
        this.scheduler = scheduler;
        this.reconcileEvery = reconcileEvery;
    }

    /**
     * The first run, and the plan for all that follow.
     *
     * @throws TradingRecoveryException as {@link RecoveryCoordinator#recover} does; nothing runs by itself then
     */
    public RecoveryReport start() {
        RecoveryReport first = coordinator.recover();
        planNext(first);
        later(WATCH, this::watch);
        if (reconcileEvery != null) {
            later(reconcileEvery, () -> compare(reconcileEvery));
        }
        return first;
    }

    private void planNext(RecoveryReport report) {
        Instant next = report.nextRunAt();
        synchronized (lock) {
            if (nextRun != null) {
                nextRun.cancel();
                nextRun = null;
            }
            if (next != null && !closed) {
                nextRun = scheduler.schedule(this::runAgain, Duration.between(report.endedAt(), next));
            }
        }
    }

    private void runAgain() {
        if (isClosed() || coordinator.hasOpened()) {
            return;
        }
        try {
            planNext(coordinator.recover());
        } catch (RuntimeException e) {
            LOG.error("Recovery could not be tried again; the next attempt is in {}: {}", AFTER_ERROR, Texts.of(e));
            later(AFTER_ERROR, this::runAgain);
        }
    }

    private void watch() {
        if (isClosed()) {
            return;
        }
        try {
            coordinator.records().endCrashLoop(coordinator.gate());
            watchApprovals();
            watchDurability();
            coordinator.confirmHoldings();
        } finally {
            later(WATCH, this::watch);
        }
    }

    private void watchApprovals() {
        if (coordinator.hasNewApprovals()) {
            if (coordinator.hasOpened()) {
                coordinator.records().refuseApprovals("there is nothing left to approve");
            } else {
                runAgain();
            }
        }
    }

    private void watchDurability() {
        StatePersistence persistence = coordinator.persistence();
        if (persistence == null || !coordinator.hasOpened()) {
            return;
        }
        PersistenceHealth health = persistence.health();
        if (health.status() == PersistenceHealth.Status.NOT_DURABLE) {
            coordinator
                    .gate()
                    .shut(
                            GateReason.NOT_DURABLE,
                            "the order journal can't write: "
                                    + health.journalFailure().orElse("no reason given"));
        } else {
            coordinator.gate().clear(GateReason.NOT_DURABLE);
        }
        boolean now = health.status() == PersistenceHealth.Status.DEGRADED;
        if (now && !degraded) {
            coordinator.saysDegraded(health);
        }
        degraded = now;
    }

    private void compare(Duration every) {
        if (isClosed()) {
            return;
        }
        boolean soon = false;
        try {
            soon = coordinator.hasOpened() && coordinator.checkDrift();
        } catch (RuntimeException e) {
            LOG.warn("Comparing the running engine with the broker failed: {}", Texts.of(e));
        } finally {
            later(soon ? GRACE : every, () -> compare(every));
        }
    }

    private void later(Duration delay, Runnable task) {
        if (!isClosed()) {
            Scheduler.Scheduled unused = scheduler.schedule(task, delay);
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    /** Ends what runs by itself; idempotent. A run under way goes on to its end. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        scheduler.close();
    }
}
