package io.tradingrecovery.quotes;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a chain started and must end: threads, the store, the providers. Thread-safe. */
final class ChainServices {

    private static final Logger LOG = LoggerFactory.getLogger(ChainServices.class);
    private static final Duration LAST_SAVE = Duration.ofSeconds(2);
    private static final long PROVIDERS_CLOSE_MILLIS = 2_000;

    private final List<AutoCloseable> threads;
    private final @Nullable StoreKeeper keeper;
    private final AtomicBoolean closed = new AtomicBoolean();

    ChainServices(List<AutoCloseable> threads, @Nullable StoreKeeper keeper) {
        this.threads = List.copyOf(threads);
        this.keeper = keeper;
    }

    Optional<String> storeProblem() {
        return keeper == null ? Optional.empty() : keeper.problem();
    }

    void close(QuoteChain chain) {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closeProviders(chain);
        if (keeper != null) {
            keeper.close(LAST_SAVE);
        }
        for (AutoCloseable owned : threads) {
            try {
                owned.close();
            } catch (Exception e) {
                LOG.warn("Ending the threads of a chain failed", e);
            }
        }
    }

    /** On a thread of its own: a provider that hangs in closing must not hang the bot. */
    private static void closeProviders(QuoteChain chain) {
        NamedThreads closers = NamedThreads.pool("recovery-quotes-close", chain.size());
        CountDownLatch open = new CountDownLatch(chain.size());
        for (ProviderLink link : chain.links()) {
            closers.execute(() -> {
                close(link);
                open.countDown();
            });
        }
        try {
            if (!open.await(PROVIDERS_CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("{} providers had not closed after {} ms", open.getCount(), PROVIDERS_CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closers.close();
        }
    }

    private static void close(ProviderLink link) {
        try {
            link.provider().close();
        } catch (Exception e) {
            LOG.warn("Closing the provider {} failed: {}", link.name(), QuoteFailure.of(e));
        }
    }
}
