package io.tradingrecovery.testing;

import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.ProviderLimits;
import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteAnswer;
import io.tradingrecovery.quotes.QuoteFailure;
import io.tradingrecovery.quotes.QuoteOutcome;
import io.tradingrecovery.quotes.QuoteProvider;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every {@link QuoteProvider} must keep, as checks to run against one, real or local. With JUnit:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> keepsTheContract() {
 *     return QuoteProviderContract.checks(() -> new MyProvider(server.url()), "SPY").stream()
 *             .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
 * }
 * }</pre>
 *
 * <p>Each check makes a provider of its own and closes it. Stateless.
 */
public final class QuoteProviderContract {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration SHORT_DEADLINE = Duration.ofMillis(200);

    /** Beyond a deadline: for machines that have much to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration MOST_AHEAD = Duration.ofSeconds(5);
    private static final int THREADS = 16;

    private QuoteProviderContract() {}

    /** One promise, and how to see whether it is kept. */
    public record Check(String name, Body body) {

        /** Throws {@link AssertionError} if the promise is broken. */
        public void run() throws Exception {
            body.run();
        }

        /** The steps of a check. */
        @FunctionalInterface
        public interface Body {
            /** Throws if the promise is broken. */
            void run() throws Exception;
        }
    }

    private interface Experiment {
        void on(QuoteProvider provider) throws Exception;
    }

    /** Checks of a provider that works and knows {@code symbol}. */
    public static List<Check> checks(Supplier<? extends QuoteProvider> provider, String symbol) {
        return List.of(
                check("has a usable name that stays the same", provider, QuoteProviderContract::name),
                check("has limits that stay the same", provider, QuoteProviderContract::limits),
                check("gives a quote of a symbol it knows", provider, it -> quote(it, symbol)),
                check("speaks of every symbol of a batch", provider, it -> batch(it, symbol)),
                check("answers an unknown symbol with a failure, not an exception", provider, it -> unknown(it)),
                check("keeps a deadline that is hardly there", provider, it -> tightDeadline(it, symbol)),
                check("can be cancelled", provider, it -> cancel(it, symbol)),
                check("serves many threads at once", provider, it -> threads(it, symbol)),
                check("can be closed twice and then only fails", provider, it -> closed(it, symbol)));
    }

    /** Checks of a provider whose source takes requests and never answers. */
    public static List<Check> checksOfHanging(Supplier<? extends QuoteProvider> provider, String symbol) {
        return List.of(
                check("returns at once although the source hangs", provider, it -> returnsAtOnce(it, symbol)),
                check("says TIMEOUT at its deadline", provider, it -> timesOut(it, symbol)),
                check("hangs no more than it may", provider, it -> boundedHanging(it, symbol)),
                check("ends by closing although the source hangs", provider, it -> closesWhileHanging(it, symbol)));
    }

    private static Check check(String name, Supplier<? extends QuoteProvider> provider, Experiment experiment) {
        return new Check(name, () -> {
            try (QuoteProvider subject = provider.get()) {
                experiment.on(subject);
            }
        });
    }

    private static void name(QuoteProvider provider) {
        String name = provider.name();
        require(name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}"), "its name is '" + name + "'");
        require(name.equals(provider.name()), "its name changes");
    }

    private static void limits(QuoteProvider provider) {
        ProviderLimits limits = provider.limits();
        require(limits.equals(provider.limits()), "its limits change");
    }

    private static void quote(QuoteProvider provider, String symbol) throws Exception {
        QuoteOutcome outcome = answer(provider, List.of(symbol), DEADLINE).outcome(symbol);
        if (!(outcome instanceof Quote quote)) {
            throw new AssertionError("there is no quote of " + symbol + ": " + outcome);
        }
        require(quote.symbol().equals(symbol), "it gave " + quote.symbol() + " for " + symbol);
        positive("bid", quote.bid());
        positive("ask", quote.ask());
        positive("last price", quote.last());
        require(
                quote.eventTime().isBefore(Instant.now().plus(MOST_AHEAD)),
                "the event time " + quote.eventTime() + " is in the future: is its unit right?");
        require(
                quote.eventTime().isAfter(Instant.EPOCH.plus(Duration.ofDays(3_650))),
                "the event time " + quote.eventTime() + " is long ago: is its unit right?");
    }

    private static void batch(QuoteProvider provider, String symbol) throws Exception {
        List<String> symbols = new ArrayList<>(List.of(symbol));
        if (provider.limits().maxBatch() > 1) {
            symbols.add("NOSUCHSYMBOL");
        }
        QuoteAnswer answer = answer(provider, symbols, DEADLINE);
        for (String each : symbols) {
            QuoteOutcome outcome = answer.outcome(each);
            require(
                    !(outcome instanceof QuoteFailure failure)
                            || failure.kind() != FailureKind.MALFORMED
                            || !failure.diagnosis().startsWith("the answer says nothing"),
                    "it says nothing of " + each);
        }
        require(answer.outcome(symbol) instanceof Quote, "an unknown symbol spoils the batch: " + answer);
    }

    private static void unknown(QuoteProvider provider) throws Exception {
        QuoteOutcome outcome =
                answer(provider, List.of("NOSUCHSYMBOL"), DEADLINE).outcome("NOSUCHSYMBOL");
        require(outcome instanceof QuoteFailure, "it quotes a symbol that does not exist: " + outcome);
    }

    private static void tightDeadline(QuoteProvider provider, String symbol) throws Exception {
        answer(provider, List.of(symbol), Duration.ofNanos(1)).outcome(symbol);
    }

    private static void cancel(QuoteProvider provider, String symbol) throws Exception {
        provider.fetch(List.of(symbol), DEADLINE).toCompletableFuture().cancel(true);
        answer(provider, List.of(symbol), DEADLINE).outcome(symbol);
    }

    private static void threads(QuoteProvider provider, String symbol) throws Exception {
        List<CompletableFuture<QuoteOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            outcomes.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return answer(provider, List.of(symbol), DEADLINE).outcome(symbol);
                } catch (Exception e) {
                    throw new AssertionError("one of " + THREADS + " threads failed", e);
                }
            }));
        }
        for (CompletableFuture<QuoteOutcome> outcome : outcomes) {
            QuoteOutcome given = outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            require(
                    given instanceof Quote || (given instanceof QuoteFailure failure && isOverload(failure)),
                    "it does not stand many threads: " + given);
        }
    }

    private static boolean isOverload(QuoteFailure failure) {
        return failure.kind() == FailureKind.BUSY || failure.kind() == FailureKind.RATE_LIMITED;
    }

    private static void closed(QuoteProvider provider, String symbol) throws Exception {
        provider.close();
        provider.close();
        QuoteOutcome outcome = answer(provider, List.of(symbol), DEADLINE).outcome(symbol);
        require(outcome instanceof QuoteFailure, "it still quotes when closed: " + outcome);
    }

    private static void returnsAtOnce(QuoteProvider provider, String symbol) {
        CompletionStage<QuoteAnswer> stage = provider.fetch(List.of(symbol), PATIENCE);
        require(!stage.toCompletableFuture().isDone(), "it waited for the source, or the source does not hang");
    }

    private static void timesOut(QuoteProvider provider, String symbol) throws Exception {
        QuoteOutcome outcome = answer(provider, List.of(symbol), SHORT_DEADLINE).outcome(symbol);
        require(
                outcome instanceof QuoteFailure failure && failure.kind() == FailureKind.TIMEOUT,
                "a source that hangs is no TIMEOUT but " + outcome);
    }

    private static void boundedHanging(QuoteProvider provider, String symbol) throws Exception {
        int threadsBefore = Thread.activeCount();
        int most = provider.limits().maxInFlight();
        for (int i = 0; i < 3 * most; i++) {
            answer(provider, List.of(symbol), Duration.ofMillis(20)).outcome(symbol);
        }
        int more = Thread.activeCount() - threadsBefore;
        require(more <= 2 * most + 8, more + " threads hang, with " + most + " requests allowed under way");
    }

    private static void closesWhileHanging(QuoteProvider provider, String symbol) throws Exception {
        CompletableFuture<QuoteAnswer> answer =
                provider.fetch(List.of(symbol), SHORT_DEADLINE).toCompletableFuture();
        provider.close();
        QuoteOutcome outcome = within(answer).outcome(symbol);
        require(outcome instanceof QuoteFailure, "it quotes although the source hangs: " + outcome);
    }

    private static QuoteAnswer answer(QuoteProvider provider, List<String> symbols, Duration deadline)
            throws Exception {
        return within(provider.fetch(symbols, deadline).toCompletableFuture());
    }

    private static QuoteAnswer within(CompletableFuture<QuoteAnswer> answer) throws InterruptedException {
        try {
            QuoteAnswer given = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (given == null) {
                throw new AssertionError("it answered null");
            }
            return given;
        } catch (TimeoutException e) {
            throw new AssertionError("it had not answered " + PATIENCE + " after it was asked", e);
        } catch (ExecutionException e) {
            throw new AssertionError("it threw instead of answering with a failure", e);
        }
    }

    private static void positive(String what, @Nullable BigDecimal price) {
        require(price == null || price.signum() > 0, "the " + what + " is " + price + "; absent is not zero");
    }

    private static void require(boolean kept, String otherwise) {
        if (!kept) {
            throw new AssertionError("The contract of QuoteProvider is broken: " + otherwise);
        }
    }
}
