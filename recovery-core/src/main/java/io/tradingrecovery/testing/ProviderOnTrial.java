package io.tradingrecovery.testing;

import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteAnswer;
import io.tradingrecovery.quotes.QuoteOutcome;
import io.tradingrecovery.quotes.QuoteProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A provider that is checked: whatever it does, be it to throw, to hang or to give nothing, becomes an {@link
 * AssertionError} within a bounded time. Safe for use by many threads.
 *
 * @param provider what is checked
 * @param symbol what it knows
 * @param patience beyond a deadline: for machines that have much to do
 */
record ProviderOnTrial(QuoteProvider provider, String symbol, Duration patience) {

    /** Begins a request for the symbol. */
    CompletableFuture<QuoteAnswer> begin(Duration deadline) {
        return begin(List.of(symbol), deadline);
    }

    private CompletableFuture<QuoteAnswer> begin(List<String> symbols, Duration deadline) {
        try {
            CompletionStage<QuoteAnswer> stage = provider.fetch(symbols, deadline);
            require(stage != null, "it returned no stage");
            return stage.toCompletableFuture();
        } catch (RuntimeException e) {
            throw new AssertionError("it threw instead of answering with a failure", e);
        }
    }

    /** What it says of the symbol. */
    QuoteOutcome outcome(Duration deadline) throws InterruptedException {
        return outcome(begin(deadline));
    }

    /** What the answer to {@link #begin} says of the symbol, once it is there. */
    QuoteOutcome outcome(CompletableFuture<QuoteAnswer> answer) throws InterruptedException {
        return within(answer).outcome(symbol);
    }

    /** What it says of several symbols. */
    QuoteAnswer answer(List<String> symbols, Duration deadline) throws InterruptedException {
        return within(begin(symbols, deadline));
    }

    private QuoteAnswer within(CompletableFuture<QuoteAnswer> answer) throws InterruptedException {
        try {
            QuoteAnswer given = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            require(given != null, "it answered null");
            return given;
        } catch (TimeoutException e) {
            throw new AssertionError("it had not answered " + patience + " after it was asked", e);
        } catch (ExecutionException | RuntimeException e) {
            throw new AssertionError("it threw instead of answering with a failure", e);
        }
    }

    /** Its quote of the symbol, which there must be. */
    Quote quote(Duration deadline) throws InterruptedException {
        QuoteOutcome outcome = outcome(deadline);
        if (outcome instanceof Quote quote) {
            return quote;
        }
        throw new AssertionError("there is no quote of " + symbol + ": " + outcome);
    }

    /** On a thread of its own: a provider that hangs in closing must not hang the checks. */
    void close() throws InterruptedException {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        Thread closer = new Thread(
                () -> {
                    try {
                        provider.close();
                        closed.complete(null);
                    } catch (Throwable e) {
                        closed.completeExceptionally(e);
                    }
                },
                "quote-contract-close");
        closer.setDaemon(true);
        closer.start();
        try {
            closed.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("it had not closed after " + patience, e);
        } catch (ExecutionException e) {
            throw new AssertionError("closing it threw", e.getCause());
        }
    }

    static void require(boolean kept, String otherwise) {
        if (!kept) {
            throw new AssertionError("The contract of QuoteProvider is broken: " + otherwise);
        }
    }
}
