package io.tradingrecovery.quotes;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Gets quotes from the first provider of a chain that can give a live one, and says how old each is and where it came
 * from.
 *
 * <pre>{@code
 * ResilientDataProvider quotes = ResilientDataProvider.builder()
 *         .primary(alpaca).fallback(polygon).fallback(finnhub)
 *         .build();
 * Quote quote = quotes.getQuote("SPY");
 * if (quote.isStale()) { log.warn("stale by {}", quote.age()); }
 * }</pre>
 *
 * <p>As long as anything was ever seen of a symbol, a call gives a quote, marked for what it is. Calls end by their
 * deadline, whatever the providers do. Safe for use by many threads.
 */
public final class ResilientDataProvider implements AutoCloseable {

    /** A blocking call that the deadline should have ended is ended by its own thread this much later. */
    private static final long BACKSTOP_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final QuoteChain chain;
    private final ChainServices services;

    ResilientDataProvider(QuoteChain chain, ChainServices services) {
        this.chain = chain;
        this.services = services;
    }

    /** Starts the settings of a chain. */
    public static ResilientDataProviderBuilder builder() {
        return new ResilientDataProviderBuilder();
    }

    /**
     * The best quote there is, within the chain's deadline.
     *
     * @throws QuoteUnavailableException if nobody gives one and none was ever seen
     * @throws IllegalArgumentException if the text can't be a symbol
     * @throws IllegalStateException if the chain is closed
     */
    public Quote getQuote(String symbol) {
        return getQuote(symbol, QuoteRequest.DEFAULT);
    }

    /**
     * The best quote that meets the request.
     *
     * @throws QuoteUnavailableException if there is none
     * @throws IllegalArgumentException if the text can't be a symbol
     * @throws IllegalStateException if the chain is closed
     */
    public Quote getQuote(String symbol, QuoteRequest request) {
        Quote cached = cachedOf(symbol, request);
        return cached != null ? cached : await(chain.search(symbol, request), request);
    }

    /**
     * As {@link #getQuote(String)}, without waiting. The future ends with the quote or a {@link
     * QuoteUnavailableException}; what is chained to it may run on a thread of a provider and must not block. Cancelling
     * it gives up waiting and nothing else.
     */
    public CompletableFuture<Quote> getQuoteAsync(String symbol) {
        return getQuoteAsync(symbol, QuoteRequest.DEFAULT);
    }

    /** As {@link #getQuoteAsync(String)}, with a request. */
    public CompletableFuture<Quote> getQuoteAsync(String symbol, QuoteRequest request) {
        Quote cached = cachedOf(symbol, request);
        return cached != null
                ? CompletableFuture.completedFuture(cached)
                : chain.search(symbol, request).copy();
    }

    /**
     * The best quote of each symbol, in the order of the symbols, asked for in as few requests as the providers allow.
     *
     * @throws QuoteUnavailableException if there is none of a symbol; {@link QuoteUnavailableException#available()} has
     *     the quotes of the others
     * @throws IllegalArgumentException if a text can't be a symbol
     * @throws IllegalStateException if the chain is closed
     */
    public Map<String, Quote> getQuotes(Collection<String> symbols) {
        return getQuotes(symbols, QuoteRequest.DEFAULT);
    }

    /** As {@link #getQuotes(Collection)}, with a request for each of them. */
    public Map<String, Quote> getQuotes(Collection<String> symbols, QuoteRequest request) {
        Map<String, Quote> found = new HashMap<>();
        Set<String> missing = new LinkedHashSet<>();
        for (String symbol : symbols) {
            Quote cached = cachedOf(symbol, request);
            if (cached == null) {
                missing.add(symbol);
            } else {
                found.put(symbol, cached);
            }
        }
        QuoteUnavailableException failure = null;
        for (Search search : chain.search(missing, request)) {
            try {
                found.put(search.symbol(), await(search, request));
            } catch (QuoteUnavailableException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        Map<String, Quote> ordered = inOrder(symbols, found);
        if (failure != null) {
            throw failure.beside(ordered);
        }
        return ordered;
    }

    private static Map<String, Quote> inOrder(Collection<String> symbols, Map<String, Quote> found) {
        Map<String, Quote> ordered = new LinkedHashMap<>();
        for (String symbol : symbols) {
            Quote quote = found.get(symbol);
            if (quote != null) {
                ordered.put(symbol, quote);
            }
        }
        return ordered;
    }

    /** How each provider does, in the order of the chain. */
    public List<ProviderHealth> health() {
        return chain.links().stream().map(ProviderLink::snapshot).toList();
    }

    /** How the provider of this name does; empty if there is none. */
    public Optional<ProviderHealth> health(String provider) {
        return chain.links().stream()
                .filter(link -> link.name().equals(provider))
                .findFirst()
                .map(ProviderLink::snapshot);
    }

    /** What went wrong with keeping the last known quotes; empty if nothing did, or none are kept. */
    public Optional<String> storeProblem() {
        return services.storeProblem();
    }

    /**
     * Ends all calls with what there is, keeps the last known quotes, closes the providers and ends the chain's threads.
     * Bounded to a few seconds and idempotent.
     */
    @Override
    public void close() {
        chain.close();
        services.close(chain);
    }

    private @Nullable Quote cachedOf(String symbol, QuoteRequest request) {
        if (chain.isClosed()) {
            throw new IllegalStateException("This chain of quote providers is closed; build another");
        }
        return chain.cached(Symbols.checked(symbol), request);
    }

    private Quote await(Search search, QuoteRequest request) {
        try {
            return search.isDone() ? search.join() : search.get(patience(request), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            search.finish("quote (the deadline is over)");
            return await(search, request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QuoteUnavailableException(search.symbol(), "quote (interrupted while waiting)", Map.of());
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof QuoteUnavailableException unavailable) {
                throw unavailable.again();
            }
            throw new IllegalStateException("The search for " + search.symbol() + " ended in a way it must not", e);
        }
    }

    private long patience(QuoteRequest request) {
        Duration own = request.deadline();
        return (own == null ? chain.settings().deadlineNanos() : own.toNanos()) + BACKSTOP_NANOS;
    }
}
