package io.tradingrecovery.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.ProviderLimits;
import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteAnswer;
import io.tradingrecovery.quotes.QuoteFailure;
import io.tradingrecovery.quotes.QuoteProvider;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the contract's checks pass who keeps it and catch who breaks it. */
class QuoteProviderContractTest {

    private static final QuoteAnswer NONE = QuoteAnswer.failed(QuoteFailure.of(FailureKind.SYMBOL_UNKNOWN, "none"));
    private static final Duration PATIENCE = Duration.ofMillis(400);
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    private static List<Check> checks(Supplier<QuoteProvider> provider, Duration patience) {
        return Stream.concat(
                        QuoteProviderContract.checks(provider, "SPY", patience).stream(),
                        QuoteProviderContract.checksOfHanging(provider, "SPY", patience).stream())
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> passesWhoKeepsIt() {
        return Stream.concat(
                        QuoteProviderContract.checks(Honest::new, "SPY", GENEROUS).stream(),
                        QuoteProviderContract.checksOfHanging(Hanging::new, "SPY", GENEROUS).stream())
                .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("offenders")
    void catchesWhoBreaksIt(String check, String offence, Supplier<QuoteProvider> offender) {
        Check chosen = checks(offender, PATIENCE).stream()
                .filter(candidate -> candidate.name().equals(check))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(chosen::run).isInstanceOf(AssertionError.class);
    }

    @Test
    void hasNoCheckThatCatchesNobody() {
        assertThat(offenders().map(offender -> offender.get()[0]).distinct())
                .containsExactlyInAnyOrderElementsOf(checks(Honest::new, PATIENCE).stream()
                        .<Object>map(Check::name)
                        .toList());
    }

    static Stream<Arguments> offenders() {
        return Stream.of(
                offender("has a usable name that stays the same", "a name with a space", () -> new Honest() {
                    @Override
                    public String name() {
                        return "two words";
                    }
                }),
                offender("has a usable name that stays the same", "another name each time", () -> new Honest() {
                    @Override
                    public String name() {
                        return "name-" + calls.incrementAndGet();
                    }
                }),
                offender("has limits that stay the same", "other limits each time", () -> new Honest() {
                    @Override
                    public ProviderLimits limits() {
                        return ProviderLimits.NONE.perMinute(calls.incrementAndGet());
                    }
                }),
                offender(
                        "gives a quote of a symbol it knows",
                        "a price of zero",
                        () -> quoting("SPY", "0", Instant.now())),
                offender(
                        "gives a quote of a symbol it knows",
                        "another symbol",
                        () -> quoting("QQQ", "1", Instant.now())),
                offender(
                        "gives a quote of a symbol it knows",
                        "milliseconds taken for seconds",
                        () -> quoting(
                                "SPY", "1", Instant.ofEpochSecond(Instant.now().toEpochMilli()))),
                offender(
                        "gives a quote of a symbol it knows",
                        "seconds taken for milliseconds",
                        () -> quoting(
                                "SPY", "1", Instant.ofEpochMilli(Instant.now().getEpochSecond()))),
                offender("gives a quote of a symbol it knows", "throws", () -> new Honest() {
                    @Override
                    QuoteAnswer answer(Collection<String> symbols) {
                        throw new IllegalStateException("a bug");
                    }
                }),
                offender(
                        "gives a quote of a symbol it knows",
                        "answers null",
                        () -> completing(CompletableFuture.completedFuture(null))),
                offender("gives a quote of a symbol it knows", "returns null", () -> completing(null)),
                offender("speaks of every symbol of a batch", "is silent of one", () -> new Honest() {
                    @Override
                    QuoteAnswer answer(Collection<String> symbols) {
                        return super.answer(List.of("SPY"));
                    }
                }),
                offender("speaks of every symbol of a batch", "fails as a whole", () -> new Honest() {
                    @Override
                    QuoteAnswer answer(Collection<String> symbols) {
                        return symbols.size() > 1 ? NONE : super.answer(symbols);
                    }
                }),
                offender("answers an unknown symbol with a failure", "quotes anything", () -> new Honest() {
                    @Override
                    QuoteAnswer answer(Collection<String> symbols) {
                        return QuoteAnswer.of(quote(symbols.iterator().next(), "1", Instant.now()));
                    }
                }),
                offender("answers an unknown symbol with a failure", "an exception in the stage", () -> new Honest() {
                    @Override
                    public CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
                        return CompletableFuture.failedFuture(new IllegalArgumentException("no such symbol"));
                    }
                }),
                offender("keeps a deadline that is hardly there", "refuses it", () -> new Honest() {
                    @Override
                    public CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
                        if (deadline.toMillis() == 0) {
                            throw new IllegalArgumentException("no time");
                        }
                        return super.fetch(symbols, deadline);
                    }
                }),
                offender("keeps a deadline that is hardly there", "takes it for none", () -> new Honest() {
                    @Override
                    public CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
                        return deadline.toMillis() == 0 ? new CompletableFuture<>() : super.fetch(symbols, deadline);
                    }
                }),
                offender("can be cancelled", "shares one future", () -> new Honest() {
                    private final CompletableFuture<QuoteAnswer> shared = new CompletableFuture<>();

                    @Override
                    public CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
                        return shared;
                    }
                }),
                offender("can be cancelled", "fails from then on", () -> new Honest() {
                    @Override
                    QuoteAnswer answer(Collection<String> symbols) {
                        return calls.incrementAndGet() > 1 ? NONE : super.answer(symbols);
                    }
                }),
                offender("serves many threads at once", "stands one only", Crowded::new),
                offender("serves many threads at once", "refuses all", () -> new Honest() {
                    @Override
                    QuoteAnswer answer(Collection<String> symbols) {
                        return QuoteAnswer.failed(QuoteFailure.of(FailureKind.BUSY, "always"));
                    }
                }),
                offender("can be closed twice and then only fails", "the second time throws", () -> new Honest() {
                    @Override
                    public void close() {
                        if (calls.incrementAndGet() == 2) {
                            throw new IllegalStateException("closed already");
                        }
                        super.close();
                    }
                }),
                offender("can be closed twice and then only fails", "goes on quoting", () -> new Honest() {
                    @Override
                    public void close() {}
                }),
                offender("returns at once although the source hangs", "blocks", () -> new Hanging() {
                    @Override
                    public CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
                        return CompletableFuture.completedFuture(super.fetch(symbols, deadline)
                                .toCompletableFuture()
                                .join());
                    }
                }),
                offender("says TIMEOUT at its deadline", "says IO", () -> new Hanging() {
                    @Override
                    QuoteFailure late() {
                        return QuoteFailure.of(FailureKind.IO, "late");
                    }
                }),
                offender(
                        "says TIMEOUT at its deadline",
                        "knows no deadline",
                        () -> completing(new CompletableFuture<>())),
                offender("hangs no more than it may", "a thread for each call", ThreadForEach::new),
                offender("can be closed although the source hangs", "waits for the source", () -> new Hanging() {
                    @Override
                    public void close() {
                        new CompletableFuture<>().join();
                    }
                }),
                offender("can be closed although the source hangs", "quotes after all", Honest::new));
    }

    private static Arguments offender(String check, String offence, Supplier<QuoteProvider> provider) {
        return Arguments.of(check, offence, provider);
    }

    private static QuoteProvider quoting(String symbol, String price, Instant time) {
        return completing(CompletableFuture.completedFuture(QuoteAnswer.of(quote(symbol, price, time))));
    }

    private static QuoteProvider completing(@Nullable CompletableFuture<QuoteAnswer> stage) {
        return new Honest() {
            @Override
            @SuppressWarnings("NullAway") // it is the offence
            public CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
                return stage;
            }
        };
    }

    private static Quote quote(String symbol, String price, Instant time) {
        return Quote.builder(symbol).last(new BigDecimal(price)).eventTime(time).build();
    }

    /** Keeps the contract, and knows SPY. */
    private static class Honest implements QuoteProvider {

        final AtomicInteger calls = new AtomicInteger();
        private volatile boolean closed;

        @Override
        public String name() {
            return "honest";
        }

        @Override
        public ProviderLimits limits() {
            return ProviderLimits.NONE.batchesOf(10).inFlight(2);
        }

        @Override
        public CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
            return CompletableFuture.completedFuture(closed ? NONE : answer(symbols));
        }

        QuoteAnswer answer(Collection<String> symbols) {
            QuoteAnswer.Builder answer = QuoteAnswer.builder();
            for (String symbol : symbols) {
                answer.outcome(
                        symbol,
                        symbol.equals("SPY")
                                ? quote(symbol, "500.02", Instant.now())
                                : QuoteFailure.of(FailureKind.SYMBOL_UNKNOWN, symbol));
            }
            return answer.build();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Keeps the contract although its source hangs. */
    private static class Hanging extends Honest {

        @Override
        public CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
            return new CompletableFuture<QuoteAnswer>()
                    .completeOnTimeout(QuoteAnswer.failed(late()), deadline.toNanos(), TimeUnit.NANOSECONDS);
        }

        QuoteFailure late() {
            return QuoteFailure.of(FailureKind.TIMEOUT, "late");
        }
    }

    /** Leaves a thread behind with each call. */
    private static final class ThreadForEach extends Hanging {

        private final CountDownLatch over = new CountDownLatch(1);

        @Override
        public CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(this::hang, "thread-for-each");
                thread.setDaemon(true);
                thread.start();
            }
            return super.fetch(symbols, deadline);
        }

        private void hang() {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            over.countDown();
        }
    }

    /** Has one place to put what was asked for, and the second caller overwrites the first one's. */
    private static final class Crowded extends Honest {

        private final AtomicInteger inside = new AtomicInteger();
        private final CountDownLatch second = new CountDownLatch(2);

        @Override
        QuoteAnswer answer(Collection<String> symbols) {
            second.countDown();
            boolean alone = inside.incrementAndGet() == 1;
            try {
                return second.await(PATIENCE.toMillis() / 2, TimeUnit.MILLISECONDS) && !alone
                        ? QuoteAnswer.failed(QuoteFailure.of(FailureKind.MALFORMED, "two answers in one buffer"))
                        : super.answer(symbols);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                inside.decrementAndGet();
            }
        }
    }
}
