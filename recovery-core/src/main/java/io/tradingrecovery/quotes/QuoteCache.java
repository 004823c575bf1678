package io.tradingrecovery.quotes;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest quote of each symbol by event time, whoever gave it, and the newest with a bid and an ask. Nothing is ever
 * dropped: the last price known is better than none. Thread-safe.
 */
final class QuoteCache {

    private static final class Entry {
        private volatile Quote newest;
        private volatile @Nullable Quote newestTwoSided;

        Entry(Quote first) {
            newest = first;
            newestTwoSided = first.hasBidAsk() ? first : null;
        }

        synchronized void offer(Quote quote) {
            if (isNewer(quote, newest)) {
                newest = quote;
            }
            if (quote.hasBidAsk() && isNewer(quote, newestTwoSided)) {
                newestTwoSided = quote;
            }
        }
    }

    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

    /** Takes a quote, unless it knows a newer one. */
    void offer(Quote quote) {
        Entry entry = entries.get(quote.symbol());
        if (entry == null) {
            entry = entries.putIfAbsent(quote.symbol(), new Entry(quote));
        }
        if (entry != null) {
            entry.offer(quote);
        }
    }

    /** The newest quote of a symbol, if there is one. */
    @Nullable
    Quote get(String symbol, boolean twoSided) {
        Entry entry = entries.get(symbol);
        return entry == null ? null : twoSided ? entry.newestTwoSided : entry.newest;
    }

    /** All that is known, for keeping: at most two of a symbol. */
    List<Quote> all() {
        List<Quote> quotes = new ArrayList<>();
        for (Entry entry : entries.values()) {
            Quote newest = entry.newest;
            Quote twoSided = entry.newestTwoSided;
            quotes.add(newest);
            if (twoSided != null && twoSided != newest) {
                quotes.add(twoSided);
            }
        }
        return quotes;
    }

    /**
     * Equal event times: what came later is the word of now. A quote of an earlier run gives way to one of this. One whose
     * time has turned out to lie ahead, since the clock was wrong when it came, gives way to any.
     */
    static boolean isNewer(Quote quote, @Nullable Quote known) {
        if (known == null) {
            return true;
        }
        int order = quote.eventTime().compareTo(known.eventTime());
        if (order < 0) {
            return QuoteValidation.isAhead(known.eventTime(), quote.receivedAt());
        }
        return order > 0 || !quote.fromEarlierRun() || known.fromEarlierRun();
    }
}
