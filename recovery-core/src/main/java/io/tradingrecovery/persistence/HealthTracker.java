package io.tradingrecovery.persistence;

import io.tradingrecovery.persistence.PersistenceHealth.Status;
import io.tradingrecovery.persistence.internal.storage.DiskErrors;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what becomes of saves. Thread-safe. */
final class HealthTracker {

    private static final Logger LOG = LoggerFactory.getLogger(HealthTracker.class);

    private final Clock clock;
    private final int degradedAfter;
    private boolean armed;
    private boolean closed;
    private long savedSequence;
    private @Nullable Instant savedAt;
    private long saves;
    private long failures;
    private int failuresInARow;
    private Optional<String> failure = Optional.empty();

    HealthTracker(Clock clock, int degradedAfter) {
        this.clock = clock;
        this.degradedAfter = degradedAfter;
    }

    synchronized void saved(long sequence) {
        if (failuresInARow >= degradedAfter) {
            LOG.info("Saving the state works again, after {} failures in a row", failuresInARow);
        }
        savedSequence = sequence;
        savedAt = clock.instant();
        saves++;
        failuresInARow = 0;
        failure = Optional.empty();
    }

    /** Counts a failure; whoever meets it reports it, so only the change to DEGRADED is logged here. */
    synchronized void failed(Throwable cause) {
        failures++;
        failuresInARow++;
        failure = Optional.of(DiskErrors.inWords(cause));
        if (failuresInARow == degradedAfter) {
            LOG.error("Saving the state failed {} times in a row: what is on disk grows old", failuresInARow);
        }
    }

    synchronized void armed() {
        armed = true;
    }

    synchronized boolean isArmed() {
        return armed;
    }

    synchronized void closed() {
        closed = true;
        armed = false;
    }

    synchronized PersistenceHealth snapshot(Optional<String> journalFailure) {
        Status status = Status.HEALTHY;
        if (closed) {
            status = Status.CLOSED;
        } else if (journalFailure.isPresent()) {
            status = Status.NOT_DURABLE;
        } else if (failuresInARow >= degradedAfter) {
            status = Status.DEGRADED;
        }
        return new PersistenceHealth(
                status, armed, savedSequence, savedAt, saves, failures, failuresInARow, failure, journalFailure);
    }
}
