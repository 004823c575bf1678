package io.tradingrecovery.quotes;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A source of quotes. Implementations must be safe for use by many threads.
 *
 * <p>An adapter reports what happened, once, and leaves the rest to the chain: it does not retry, wait, cache or keep
 * limits. It may send a second request where the provider demands it (a symbol that breaks a batch, a plan that needs
 * another feed, which it then remembers), and says so with {@link QuoteAnswer#withRequests}.
 */
public interface QuoteProvider extends AutoCloseable {

    /** A short name, the same at every call and unique in a chain, such as {@code alpaca}. */
    String name();

    /**
     * Asks for the latest quote of each symbol. Returns at once; the stage is completed with the answer, and with an
     * exception only if the adapter itself is broken.
     *
     * <p>The stage must be complete within {@code deadline}, connecting and the whole body included, and the exchange
     * behind it ended by then. Cancelling it as a {@link java.util.concurrent.CompletableFuture} ends the exchange too:
     * the chain does so when it no longer wants the answer. Its dependents may be run by the completing thread and do not
     * block.
     *
     * @param symbols at least one and at most {@link ProviderLimits#maxBatch()}, no duplicates; not to be changed
     * @param deadline the time left, above zero
     */
    CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline);

    /** What may be sent, by the plan in use; read once when a chain is built. */
    default ProviderLimits limits() {
        return ProviderLimits.NONE;
    }

    /** Ends what it started: threads, connections. Bounded in time and idempotent; a chain calls it when it is closed. */
    @Override
    default void close() {}

    /**
     * Wraps a client that blocks, on a pool of its own of {@value BlockingQuoteProvider#DEFAULT_THREADS} daemon threads.
     * When all of them are taken the answer is {@link FailureKind#BUSY} and the next provider is asked. A call that hangs
     * is interrupted at its deadline and keeps its thread until it returns.
     *
     * <p>An exception becomes a failure by {@link QuoteFailure#of(Throwable)}; null becomes {@link FailureKind#MALFORMED}.
     */
    static QuoteProvider blocking(String name, BlockingFetch fetch) {
        return blocking(name, fetch, ProviderLimits.NONE.inFlight(BlockingQuoteProvider.DEFAULT_THREADS));
    }

    /** As {@link #blocking(String, BlockingFetch)}, with as many threads as {@code limits} allows requests under way. */
    static QuoteProvider blocking(String name, BlockingFetch fetch, ProviderLimits limits) {
        return new BlockingQuoteProvider(name, fetch, limits);
    }

    /** A client that blocks. Must be safe for use by many threads. */
    @FunctionalInterface
    interface BlockingFetch {

        /**
         * The latest quote of one symbol. Where the client knows better than its exceptions tell, such as that a symbol is
         * unknown or a limit was hit, return a {@link QuoteFailure}.
         */
        @Nullable
        QuoteOutcome fetch(String symbol) throws Exception;
    }
}
