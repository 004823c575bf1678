package io.tradingrecovery.quotes;

import io.tradingrecovery.quotes.internal.EventDispatcher;
import io.tradingrecovery.quotes.internal.ExpiringKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The providers in their order, the cache and the searches under way. Thread-safe. */
final class QuoteChain {

    private static final long QUIET_NANOS = Duration.ofSeconds(15).toNanos();
    private static final long LAST_RESORT_GAP_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int MOST_QUIET = 100_000;

    private record FlightKey(String symbol, QuoteRequest request) {}

    private final ChainSettings settings;
    private final List<ProviderLink> links;
    private final QuoteCache cache = new QuoteCache();
    private final ConcurrentHashMap<Object, Search> flights = new ConcurrentHashMap<>();
    private final ExpiringKeys<Instant> quiet = new ExpiringKeys<>(QUIET_NANOS, MOST_QUIET);
    private final Object lastResortLock = new Object();
    private @Nullable Long lastResortAt;
    private int lastResortNext;
    private volatile boolean closed;

    QuoteChain(
            ChainSettings settings,
            List<QuoteProvider> providers,
            String probeSymbol,
            EventDispatcher<HealthChange> events) {
        this.settings = settings;
        List<ProviderLink> made = new ArrayList<>();
        for (QuoteProvider provider : providers) {
            made.add(new ProviderLink(settings, provider, made.size(), probeSymbol, events));
        }
        links = List.copyOf(made);
    }

    ChainSettings settings() {
        return settings;
    }

    FreshnessRules freshness() {
        return settings.freshness();
    }

    QuoteCache cache() {
        return cache;
    }

    int size() {
        return links.size();
    }

    ProviderLink link(int position) {
        return links.get(position);
    }

    List<ProviderLink> links() {
        return links;
    }

    boolean isClosed() {
        return closed;
    }

    /** A cached quote that answers the request at once; absent if somebody must be asked. */
    @Nullable
    Quote cached(String symbol, QuoteRequest request) {
        if (request.acceptCachedUpTo().isZero()) {
            return null;
        }
        Quote known = cache.get(symbol, request.mustHaveBidAsk());
        return known != null && known.age().compareTo(request.acceptCachedUpTo()) <= 0 && request.accepts(known)
                ? known.asCached()
                : null;
    }

    /** The search for this, begun now unless one is under way. */
    Search search(String symbol, QuoteRequest request) {
        Search search = new Search(this, symbol, request, keyOf(symbol, request));
        Search other = flights.putIfAbsent(search.key(), search);
        if (other != null) {
            return other;
        }
        new Pass(this, List.of(search), deadline(request)).drive();
        finishIfClosed(search);
        return search;
    }

    /** The searches for these symbols; those not under way already are begun together. */
    List<Search> search(Collection<String> symbols, QuoteRequest request) {
        List<Search> searches = new ArrayList<>();
        List<Search> begun = new ArrayList<>();
        for (String symbol : symbols) {
            Search search = new Search(this, symbol, request, keyOf(symbol, request));
            Search other = flights.putIfAbsent(search.key(), search);
            if (other == null) {
                begun.add(search);
            }
            searches.add(other == null ? search : other);
        }
        if (!begun.isEmpty()) {
            new Pass(this, List.copyOf(begun), deadline(request)).drive();
            begun.forEach(this::finishIfClosed);
        }
        return searches;
    }

    private static Object keyOf(String symbol, QuoteRequest request) {
        return request.equals(QuoteRequest.DEFAULT) ? symbol : new FlightKey(symbol, request);
    }

    private long deadline(QuoteRequest request) {
        Duration own = request.deadline();
        return settings.tick() + (own == null ? settings.deadlineNanos() : own.toNanos());
    }

    /** A search that began while the chain was being closed may have been overlooked there. */
    private void finishIfClosed(Search search) {
        if (closed) {
            search.finish("quote (the chain is closed)");
        }
    }

    void ended(Search search) {
        flights.remove(search.key(), search);
    }

    /** Whether the symbol is known to have nothing newer than this, for now. */
    boolean isQuiet(Quote quote) {
        Instant last = quiet.get(quote.symbol(), settings.tick());
        return last != null && quote.eventTime().getEpochSecond() >= last.getEpochSecond() - 1;
    }

    void quiet(Quote quote) {
        quiet.put(quote.symbol(), quote.eventTime(), settings.tick());
    }

    /** The provider to try although all are out, once a second and each in its turn; absent if it is not the time. */
    @Nullable
    ProviderLink lastResort(long now) {
        for (ProviderLink link : links) {
            if (!link.isOut(now)) {
                return null;
            }
        }
        synchronized (lastResortLock) {
            if (lastResortAt != null && now - lastResortAt < LAST_RESORT_GAP_NANOS) {
                return null;
            }
            for (int i = 0; i < links.size(); i++) {
                ProviderLink link = links.get((lastResortNext + i) % links.size());
                if (link.mayBeLastResort(now)) {
                    lastResortNext = link.position() + 1;
                    lastResortAt = now;
                    return link;
                }
            }
            return null;
        }
    }

    /** Ends every search with what there is; none begins any more, and nobody is probed. */
    void close() {
        closed = true;
        links.forEach(ProviderLink::stop);
        for (Search search : flights.values()) {
            search.finish("quote (the chain is closed)");
        }
    }
}
