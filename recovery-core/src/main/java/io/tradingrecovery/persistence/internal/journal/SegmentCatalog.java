package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.persistence.internal.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The segments there are, with the last sequence in each, and their removal. Thread-safe. */
final class SegmentCatalog {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentCatalog.class);

    private final Storage storage;
    private final TreeMap<Long, Long> lastSequences = new TreeMap<>();
    private final Object trimming = new Object();

    SegmentCatalog(Storage storage) {
        this.storage = storage;
    }

    /** Adds a segment, or says what is now the last sequence in it. */
    synchronized void put(long number, long lastSequence) {
        lastSequences.put(number, lastSequence);
    }

    /**
     * Deletes the segments with nothing above a sequence, the oldest first and never the newest. Each deletion is durable
     * before the next, so that no power failure leaves a hole. One that fails is tried again the next time.
     */
    void trim(long upTo) {
        synchronized (trimming) {
            try {
                for (long number = removable(upTo); number != 0; number = removable(upTo)) {
                    delete(SegmentName.of(number));
                    remove(number);
                    storage.syncDirectory("");
                }
            } catch (IOException e) {
                LOG.warn(
                        "Old journal segments up to record {} could not be removed; the next trim tries again",
                        upTo,
                        e);
            }
        }
    }

    private void delete(String name) throws IOException {
        try {
            storage.delete(name);
        } catch (NoSuchFileException e) {
            LOG.debug("Journal segment {} is gone already: an earlier deletion failed after it had happened", name);
        }
    }

    /** The oldest segment, if it may go; 0 if not. */
    private synchronized long removable(long upTo) {
        Map.Entry<Long, Long> oldest = lastSequences.firstEntry();
        boolean mayGo = lastSequences.size() > 1 && oldest.getValue() <= upTo;
        return mayGo ? oldest.getKey() : 0;
    }

    private synchronized void remove(long number) {
        lastSequences.remove(number);
    }
}
