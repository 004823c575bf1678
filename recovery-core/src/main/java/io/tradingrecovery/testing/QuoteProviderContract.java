package io.tradingrecovery.testing;

import static io.tradingrecovery.testing.ProviderOnTrial.require;

import io.tradingrecovery.quotes.FailureKind;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
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
 * <p>Each check makes a provider of its own and closes it. A provider that hangs fails its check after half a minute.
 * Stateless.
 */
public final class QuoteProviderContract {

    private static final String UNKNOWN = "NOSUCHSYMBOL";
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration SHORT_DEADLINE = Duration.ofMillis(200);
    private static final Duration NO_TIME = Duration.ofNanos(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration MOST_AHEAD = Duration.ofSeconds(5);
    private static final int THREADS = 16;

    private QuoteProviderContract() {}

    private interface Trial {
        void of(ProviderOnTrial provider) throws InterruptedException;
    }

    /** Checks of a provider that works and knows {@code symbol}. */
    public static List<Check> checks(Supplier<? extends QuoteProvider> provider, String symbol) {
        return checks(provider, symbol, PATIENCE);
    }

    static List<Check> checks(Supplier<? extends QuoteProvider> provider, String symbol, Duration patience) {
        Supplier<ProviderOnTrial> onTrial = () -> new ProviderOnTrial(provider.get(), symbol, patience);
        return List.of(
                check("has a usable name that stays the same", onTrial, QuoteProviderContract::name),
                check("has limits that stay the same", onTrial, QuoteProviderContract::limits),
                check("gives a quote of a symbol it knows", onTrial, QuoteProviderContract::quote),
                check("speaks of every symbol of a batch", onTrial, QuoteProviderContract::batch),
                check("answers an unknown symbol with a failure", onTrial, QuoteProviderContract::unknown),
                check("keeps a deadline that is hardly there", onTrial, QuoteProviderContract::tightDeadline),
                check("can be cancelled", onTrial, QuoteProviderContract::cancel),
                check("serves many threads at once", onTrial, QuoteProviderContract::threads),
                check("can be closed twice and then only fails", onTrial, QuoteProviderContract::closed));
    }

    /** Checks of a provider whose source takes requests and never answers. */
    public static List<Check> checksOfHanging(Supplier<? extends QuoteProvider> provider, String symbol) {
        return checksOfHanging(provider, symbol, PATIENCE);
    }

    static List<Check> checksOfHanging(Supplier<? extends QuoteProvider> provider, String symbol, Duration patience) {
        Supplier<ProviderOnTrial> onTrial = () -> new ProviderOnTrial(provider.get(), symbol, patience);
        return List.of(
                check("returns at once although the source hangs", onTrial, QuoteProviderContract::returnsAtOnce),
                check("says TIMEOUT at its deadline", onTrial, QuoteProviderContract::timesOut),
                inGroupOfItsOwn(check("hangs no more than it may", onTrial, QuoteProviderContract::boundedHanging)),
                check("can be closed although the source hangs", onTrial, QuoteProviderContract::closesWhileHanging));
    }

    private static Check check(String name, Supplier<ProviderOnTrial> provider, Trial trial) {
        return new Check(name, () -> {
            ProviderOnTrial subject = provider.get();
            try {
                trial.of(subject);
            } finally {
                subject.close();
            }
        });
    }

    /** The check among threads that it or the provider started: a server in this program has threads of its own. */
    private static Check inGroupOfItsOwn(Check check) {
        return new Check(check.name(), () -> {
            CompletableFuture<Void> done = new CompletableFuture<>();
            Runnable body = () -> {
                try {
                    check.run();
                    done.complete(null);
                } catch (Throwable e) {
                    done.completeExceptionally(e);
                }
            };
            new Thread(new ThreadGroup("quote-contract"), body, "quote-contract").start();
            try {
                done.get();
            } catch (ExecutionException e) {
                throw new AssertionError("The check failed: " + e.getCause(), e.getCause());
            }
        });
    }

    private static void name(ProviderOnTrial subject) {
        String name = subject.provider().name();
        require(name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}"), "its name is '" + name + "'");
        require(name.equals(subject.provider().name()), "its name changes");
    }

    private static void limits(ProviderOnTrial subject) {
        require(subject.provider().limits().equals(subject.provider().limits()), "its limits change");
    }

    private static void quote(ProviderOnTrial subject) throws InterruptedException {
        Quote quote = subject.quote(DEADLINE);
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

    private static void positive(String what, @Nullable BigDecimal price) {
        require(price == null || price.signum() > 0, "the " + what + " is " + price + "; absent is not zero");
    }

    private static void batch(ProviderOnTrial subject) throws InterruptedException {
        boolean hasBatches = subject.provider().limits().maxBatch() > 1;
        List<String> symbols = hasBatches ? List.of(subject.symbol(), UNKNOWN) : List.of(subject.symbol());
        QuoteAnswer answer = subject.answer(symbols, DEADLINE);
        for (String each : symbols) {
            QuoteOutcome outcome = answer.outcome(each);
            require(
                    !(outcome instanceof QuoteFailure failure)
                            || failure.kind() != FailureKind.MALFORMED
                            || !failure.diagnosis().startsWith("the answer says nothing"),
                    "it says nothing of " + each);
        }
        require(answer.outcome(subject.symbol()) instanceof Quote, "an unknown symbol spoils the batch: " + answer);
    }

    private static void unknown(ProviderOnTrial subject) throws InterruptedException {
        QuoteOutcome outcome = subject.answer(List.of(UNKNOWN), DEADLINE).outcome(UNKNOWN);
        require(outcome instanceof QuoteFailure, "it quotes a symbol that does not exist: " + outcome);
    }

    private static void tightDeadline(ProviderOnTrial subject) throws InterruptedException {
        QuoteOutcome outcome = subject.outcome(NO_TIME);
        require(
                outcome instanceof Quote
                        || (outcome instanceof QuoteFailure failure && failure.kind() != FailureKind.PROVIDER_ERROR),
                "no time left is no fault of its own: " + outcome);
    }

    private static void cancel(ProviderOnTrial subject) throws InterruptedException {
        subject.begin(DEADLINE).cancel(true);
        QuoteOutcome next = subject.outcome(DEADLINE);
        require(next instanceof Quote, "a call that was cancelled spoils the next: " + next);
    }

    private static void threads(ProviderOnTrial subject) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<CompletableFuture<QuoteOutcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            outcomes.add(CompletableFuture.supplyAsync(() -> outcomeAfter(start, subject), task -> {
                Thread thread = new Thread(task, "quote-contract");
                thread.setDaemon(true);
                thread.start();
            }));
        }
        start.countDown();
        int quotes = 0;
        for (CompletableFuture<QuoteOutcome> outcome : outcomes) {
            QuoteOutcome given = outcome.exceptionally(QuoteFailure::of).join();
            quotes += given instanceof Quote ? 1 : 0;
            require(
                    given instanceof Quote || (given instanceof QuoteFailure failure && isOverload(failure)),
                    "it does not stand " + THREADS + " threads: " + given);
        }
        require(quotes > 0, "of " + THREADS + " threads not one got a quote");
    }

    private static QuoteOutcome outcomeAfter(CountDownLatch start, ProviderOnTrial subject) {
        try {
            start.await();
            return subject.outcome(DEADLINE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("a thread of the check was interrupted", e);
        }
    }

    private static boolean isOverload(QuoteFailure failure) {
        return failure.kind() == FailureKind.BUSY || failure.kind() == FailureKind.RATE_LIMITED;
    }

    private static void closed(ProviderOnTrial subject) throws InterruptedException {
        subject.close();
        subject.close();
        QuoteOutcome outcome = subject.outcome(DEADLINE);
        require(outcome instanceof QuoteFailure, "it still quotes when closed: " + outcome);
    }

    private static void returnsAtOnce(ProviderOnTrial subject) {
        CompletableFuture<QuoteAnswer> answer = subject.begin(subject.patience());
        require(!answer.isDone(), "it waited for the source, or the source does not hang");
    }

    private static void timesOut(ProviderOnTrial subject) throws InterruptedException {
        QuoteOutcome outcome = subject.outcome(SHORT_DEADLINE);
        require(
                outcome instanceof QuoteFailure failure && failure.kind() == FailureKind.TIMEOUT,
                "a source that hangs is no TIMEOUT but " + outcome);
    }

    private static void boundedHanging(ProviderOnTrial subject) throws InterruptedException {
        int most = subject.provider().limits().maxInFlight();
        for (int i = 0; i < 3 * most; i++) {
            QuoteOutcome outcome = subject.outcome(Duration.ofMillis(20));
            require(outcome instanceof QuoteFailure, "it quotes although the source hangs: " + outcome);
        }
        int threads = Thread.activeCount();
        require(threads <= 2 * most + 8, threads + " threads, with " + most + " requests allowed under way");
    }

    private static void closesWhileHanging(ProviderOnTrial subject) throws InterruptedException {
        CompletableFuture<QuoteAnswer> answer = subject.begin(SHORT_DEADLINE);
        subject.close();
        QuoteOutcome outcome = subject.outcome(answer);
        require(outcome instanceof QuoteFailure, "it quotes although the source hangs: " + outcome);
    }
}
