package io.tradingrecovery.quotes;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The search for the quote of one symbol, which several callers may wait for: the first LIVE quote ends it, or else the
 * end of the chain, the deadline or the closing does, with the freshest there is. Thread-safe.
 */
final class Search extends CompletableFuture<Quote> {

    /** Two event times no further apart say the same: some providers count in whole seconds. */
    private static final long SAME_EVENT_SECONDS = 1;

    private final QuoteChain chain;
    private final String symbol;
    private final QuoteRequest request;
    private final Object key;
    private @Nullable Quote best;

    /** What each provider said that did not end it; made when the first of them says something. */
    private QuoteOutcome @Nullable [] said;

    Search(QuoteChain chain, String symbol, QuoteRequest request, Object key) {
        this.chain = chain;
        this.symbol = symbol;
        this.request = request;
        this.key = key;
    }

    String symbol() {
        return symbol;
    }

    Object key() {
        return key;
    }

    /** A provider has spoken. */
    void offer(ProviderLink link, QuoteOutcome outcome) {
        if (!(outcome instanceof Quote quote)) {
            note(link, outcome);
            return;
        }
        chain.cache().offer(quote);
        if (request.mustHaveBidAsk() && !quote.hasBidAsk()) {
            note(link, QuoteFailure.of(FailureKind.INCOMPLETE, "no bid and ask, only " + quote));
        } else if (chain.freshness().isLiveOnReceipt(quote)) {
            succeed(quote);
        } else if (keepIfQuiet(link, quote)) {
            finish("quote");
        }
    }

    private synchronized void note(ProviderLink link, QuoteOutcome outcome) {
        if (said == null) {
            said = new QuoteOutcome[chain.size()];
        }
        said[link.position()] = outcome;
    }

    /** Keeps an old quote as best so far; whether nobody else need be asked because the symbol is known to be quiet. */
    private synchronized boolean keepIfQuiet(ProviderLink link, Quote quote) {
        note(link, quote);
        if (QuoteCache.isNewer(quote, best)) {
            best = quote;
        }
        if (chain.isQuiet(quote)) {
            return true;
        }
        boolean agreed = agreed(link, quote);
        if (agreed) {
            chain.quiet(quote);
        }
        return agreed;
    }

    private boolean agreed(ProviderLink link, Quote quote) {
        if (said != null && !quote.delayedFeed()) {
            for (int i = 0; i < said.length; i++) {
                if (i != link.position()
                        && said[i] instanceof Quote other
                        && !other.delayedFeed()
                        && isSameEvent(quote, other)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isSameEvent(Quote one, Quote other) {
        return Math.abs(one.eventTime().getEpochSecond() - other.eventTime().getEpochSecond()) <= SAME_EVENT_SECONDS;
    }

    private void succeed(Quote quote) {
        if (said != null) {
            countStale(quote);
        }
        chain.ended(this);
        complete(quote);
    }

    /** Ends the search with what there is; {@code wanted} is what the message says is missing if there is nothing. */
    void finish(String wanted) {
        if (isDone()) {
            return;
        }
        Quote found = freshest();
        if (found != null) {
            countStale(found);
            restWhileShut(found);
        }
        chain.ended(this);
        if (found != null && request.accepts(found)) {
            complete(found);
        } else {
            completeExceptionally(new QuoteUnavailableException(
                    symbol, request.mustBeLive() ? "live " + wanted : wanted, answers(found)));
        }
    }

    /** While the market is shut, the whole chain is asked once in a while only: there is nothing new to be had. */
    private void restWhileShut(Quote found) {
        if (!found.fromCache() && chain.freshness().isKnownShut() && !chain.isQuiet(found)) {
            chain.quiet(found);
        }
    }

    private @Nullable Quote freshest() {
        Quote known = chain.cache().get(symbol, request.mustHaveBidAsk());
        Quote given;
        synchronized (this) {
            given = best;
        }
        return known == null || (given != null && !QuoteCache.isNewer(known, given)) || known == given
                ? given
                : known.asCached();
    }

    /** Old quotes count against those who gave them where somebody has a newer one, or the market is known to be open. */
    private synchronized void countStale(Quote found) {
        if (said == null || chain.isQuiet(found)) {
            return;
        }
        boolean open = chain.freshness().isKnownOpen();
        boolean live = chain.freshness().isLive(found, found.age());
        for (int i = 0; i < said.length; i++) {
            if (said[i] instanceof Quote quote && !quote.delayedFeed()) {
                long behind =
                        found.eventTime().getEpochSecond() - quote.eventTime().getEpochSecond();
                long allowed = live
                        ? SAME_EVENT_SECONDS
                        : chain.freshness().staleness().toSeconds();
                if (behind > allowed || open) {
                    chain.link(i).health().stale(chain.link(i).health().generation());
                }
            }
        }
    }

    private synchronized Map<String, QuoteFailure> answers(@Nullable Quote found) {
        Map<String, QuoteFailure> answers = new LinkedHashMap<>();
        for (int i = 0; said != null && i < said.length; i++) {
            if (said[i] instanceof QuoteFailure failure) {
                answers.put(chain.link(i).name(), failure);
            } else if (said[i] instanceof Quote quote) {
                answers.put(
                        chain.link(i).name(),
                        QuoteFailure.of(
                                FailureKind.STALE, quote + ", " + quote.age().toSeconds() + " s old"));
            }
        }
        if (found != null && found.fromCache()) {
            answers.put(
                    "cache",
                    QuoteFailure.of(
                            FailureKind.STALE, found + ", " + found.age().toSeconds() + " s old"));
        }
        return answers;
    }
}
