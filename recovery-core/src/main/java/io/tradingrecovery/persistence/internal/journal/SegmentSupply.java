package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.persistence.internal.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where new segments come from: one is prepared ahead in the background, and if it is not ready in time, another is made
 * on the spot. Numbers only grow, from segment to segment that is given out. Thread-safe.
 */
final class SegmentSupply {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentSupply.class);

    private final Storage storage;
    private final Executor background;
    private final int segmentBytes;
    private final List<String> leftovers;
    private long nextNumber;
    private long lastGiven;
    private boolean preparing;
    private boolean closed;
    private @Nullable OpenSegment ready;

    /** {@code leftovers} are the spares of an earlier writer, deleted before the first segment is given out. */
    SegmentSupply(Storage storage, JournalSettings settings, long firstNumber, List<String> leftovers) {
        this.storage = storage;
        this.background = settings.background();
        this.segmentBytes = settings.segmentBytes();
        this.nextNumber = firstNumber;
        this.leftovers = new ArrayList<>(leftovers);
    }

    /** Gives a segment with room for so many bytes in all, which may be more than usual. */
    OpenSegment take(int bytes) throws IOException {
        deleteLeftovers();
        OpenSegment spare = takeReady();
        if (spare != null && spare.size() >= bytes) {
            return spare;
        }
        if (spare != null) {
            spare.discard();
        }
        return OpenSegment.create(storage, giveNumber(), Math.max(segmentBytes, bytes));
    }

    /** Makes sure that a segment is ready, or fails. */
    void require() throws IOException {
        synchronized (this) {
            if (ready != null) {
                return;
            }
        }
        offer(OpenSegment.create(storage, reserveNumber(), segmentBytes));
    }

    /** Has a segment prepared in the background, unless that is under way or done. */
    void prepareAhead() {
        synchronized (this) {
            if (preparing || ready != null || closed) {
                return;
            }
            preparing = true;
        }
        try {
            background.execute(this::prepare);
        } catch (RejectedExecutionException e) {
            prepared();
            LOG.warn("No journal segment is prepared ahead: the executor for it takes no more", e);
        }
    }

    /** Gives nothing more; what is ready goes. */
    void close() {
        OpenSegment unused;
        synchronized (this) {
            closed = true;
            unused = ready;
            ready = null;
        }
        if (unused != null) {
            unused.discard();
        }
    }

    private void prepare() {
        try {
            offer(OpenSegment.create(storage, reserveNumber(), segmentBytes));
        } catch (IOException e) {
            LOG.warn("No journal segment was prepared ahead; one is made when it is needed", e);
        } finally {
            prepared();
        }
    }

    private void offer(OpenSegment segment) {
        synchronized (this) {
            // A segment made on the spot meanwhile has a higher number, and what it continues must come before it.
            if (!closed && ready == null && segment.number() > lastGiven) {
                ready = segment;
                return;
            }
        }
        segment.discard();
    }

    private synchronized void prepared() {
        preparing = false;
    }

    private synchronized long reserveNumber() {
        return nextNumber++;
    }

    private synchronized @Nullable OpenSegment takeReady() {
        OpenSegment spare = ready;
        ready = null;
        if (spare != null) {
            lastGiven = spare.number();
        }
        return spare;
    }

    private synchronized long giveNumber() {
        lastGiven = nextNumber++;
        return lastGiven;
    }

    /** Only the thread that takes segments comes here. */
    private void deleteLeftovers() {
        for (String name : leftovers) {
            try {
                storage.delete(name);
            } catch (IOException e) {
                LOG.warn("The spare journal segment {} could not be deleted", name, e);
            }
        }
        leftovers.clear();
    }
}
