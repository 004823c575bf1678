package io.tradingrecovery.providers.testkit;

import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteAnswer;
import io.tradingrecovery.quotes.QuoteFailure;
import io.tradingrecovery.quotes.QuoteOutcome;
import io.tradingrecovery.quotes.QuoteProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a provider says, once it has. */
public final class Answers {

    /** Far beyond what an answer on loopback takes, also on a busy machine. */
    public static final Duration GENEROUS = Duration.ofSeconds(30);

    private Answers() {}

    public static QuoteAnswer of(QuoteProvider provider, Duration deadline, String... symbols) {
        try {
            return provider.fetch(List.of(symbols), deadline)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("A fetch completes with an answer, within its deadline", e);
        }
    }

    public static QuoteOutcome outcome(QuoteProvider provider, String symbol) {
        return of(provider, GENEROUS, symbol).outcome(symbol);
    }

    public static Quote quote(QuoteProvider provider, String symbol) {
        QuoteOutcome outcome = outcome(provider, symbol);
        if (outcome instanceof Quote quote) {
            return quote;
        }
        throw new AssertionError("no quote of " + symbol + " but " + outcome);
    }

    public static QuoteFailure failure(QuoteProvider provider, String symbol) {
        QuoteOutcome outcome = outcome(provider, symbol);
        if (outcome instanceof QuoteFailure failure) {
            return failure;
        }
        throw new AssertionError("no failure of " + symbol + " but " + outcome);
    }

    public static FailureKind kind(QuoteProvider provider, String symbol) {
        return failure(provider, symbol).kind();
    }
}
