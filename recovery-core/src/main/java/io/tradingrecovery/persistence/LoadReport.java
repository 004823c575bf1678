package io.tradingrecovery.persistence;

import io.tradingrecovery.persistence.LoadResult.Empty;
import io.tradingrecovery.persistence.LoadResult.Loaded;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what a load found. */
final class LoadReport {

    private static final Logger LOG = LoggerFactory.getLogger(StatePersistence.class);

    private LoadReport() {}

    static void log(Path directory, LoadResult result) {
        if (result instanceof Loaded loaded) {
            LOG.info(
                    "Loaded snapshot {} of {} ({}), {} old, and {} journal records after it",
                    loaded.sequence(),
                    directory,
                    loaded.source(),
                    loaded.age(),
                    loaded.journal().replayed());
            loaded.rejected().forEach(problem -> LOG.warn("Passed over {}", problem));
        } else if (result instanceof Empty) {
            LOG.info("Nothing was ever saved in {}", directory);
        }
        result.journal().problems().forEach(problem -> LOG.warn("Found {}", problem));
        for (TornTail tail : result.journal().tornTails()) {
            LOG.warn(
                    "Cut {} bytes off {} at {}, which were never acknowledged; orders named in them: {}",
                    tail.bytes(),
                    tail.segment(),
                    tail.offset(),
                    tail.clientOrderIds());
        }
        if (!result.journal().state().pendingIntents().isEmpty()) {
            LOG.warn(
                    "Orders without an answer, to be asked of the broker: {}",
                    result.journal().state().pendingIntents().stream()
                            .map(pending -> pending.order().clientOrderId())
                            .toList());
        }
    }
}
