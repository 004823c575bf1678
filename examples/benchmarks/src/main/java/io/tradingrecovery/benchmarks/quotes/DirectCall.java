package io.tradingrecovery.benchmarks.quotes;

import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteOutcome;
import io.tradingrecovery.quotes.QuoteProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Asks a provider without a chain. */
record DirectCall(QuoteProvider provider, String symbol) {

    /** Long enough for a machine that has much else to do: a request that ends late would measure nothing. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Something that depends on the quote. */
    long ask() throws IOException {
        QuoteOutcome outcome = provider.fetch(List.of(symbol), PATIENCE)
                .toCompletableFuture()
                .join()
                .outcome(symbol);
        if (outcome instanceof Quote quote) {
            return quote.eventTime().toEpochMilli();
        }
        throw new IOException("no quote but " + outcome);
    }
}
