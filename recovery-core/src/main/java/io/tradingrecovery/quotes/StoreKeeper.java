package io.tradingrecovery.quotes;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills the cache from a store at the start, and saves it from time to time if it has changed. Thread-safe. */
final class StoreKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(StoreKeeper.class);

    private final QuoteStore store;
    private final QuoteChain chain;
    private final NamedThreads thread = NamedThreads.single("recovery-quotes-store");
    private final Duration every;
    private volatile @Nullable String loadProblem;
    private volatile @Nullable String saveProblem;
    private volatile List<Quote> saved = List.of();

    StoreKeeper(QuoteStore store, QuoteChain chain, Duration every) {
        this.store = store;
        this.chain = chain;
        this.every = every;
    }

    /** Loads and begins to save. What can't be loaded is reported and done without; what can't be true is passed over. */
    void start() {
        try {
            for (Quote quote : store.load()) {
                if (QuoteValidation.problem(quote, chain.settings().now()) == null) {
                    chain.cache().offer(quote.ofEarlierRun(chain.settings().tick(), chain.freshness()));
                }
            }
        } catch (IOException | RuntimeException e) {
            loadProblem = message(e);
            LOG.warn("{}; going on without", loadProblem, e);
        }
        scheduleNext();
    }

    private void scheduleNext() {
        chain.settings().scheduler().schedule(this::saveSoon, every);
    }

    private void saveSoon() {
        try {
            thread.execute(() -> {
                save();
                scheduleNext();
            });
        } catch (RejectedExecutionException e) {
            // Closed: the last save was another's.
        }
    }

    private void save() {
        List<Quote> quotes = new ArrayList<>(chain.cache().all());
        if (quotes.equals(saved)) {
            return;
        }
        try {
            store.save(quotes);
            saved = quotes;
            saveProblem = null;
        } catch (IOException | RuntimeException e) {
            if (saveProblem == null) {
                LOG.warn("The last known quotes could not be kept in {}; trying again every {}", store, every, e);
            }
            saveProblem = "Saving to " + store + " failed: " + message(e);
        }
    }

    private static String message(Exception failure) {
        return failure instanceof IOException && failure.getMessage() != null
                ? failure.getMessage()
                : failure.toString();
    }

    Optional<String> problem() {
        String load = loadProblem;
        String save = saveProblem;
        return Optional.ofNullable(load == null ? save : save == null ? load : load + "; " + save);
    }

    /** Saves a last time, in the given time. */
    void close(Duration patience) {
        try {
            CompletableFuture.runAsync(this::save, thread).get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            saveProblem = "The last save to " + store + " had not ended after " + patience;
            LOG.warn("{}", saveProblem);
        } catch (ExecutionException | RejectedExecutionException e) {
            LOG.warn("The last save to {} failed", store, e);
        } finally {
            thread.close();
        }
    }
}
