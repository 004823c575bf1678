package io.tradingrecovery.benchmarks.quotes;

import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteAnswer;
import io.tradingrecovery.quotes.QuoteFailure;
import io.tradingrecovery.quotes.QuoteProvider;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Answers before it returns, with what it has ready: what is measured is what others do around it. */
final class InstantProvider implements QuoteProvider {

    private final String name;
    private final @Nullable QuoteAnswer always;
    private final Map<String, QuoteAnswer> quotes = new ConcurrentHashMap<>();

    private InstantProvider(String name, @Nullable QuoteAnswer always) {
        this.name = name;
        this.always = always;
    }

    static InstantProvider quoting(String name) {
        return new InstantProvider(name, null);
    }

    /** Its first answer takes it out of service, and its next test is minutes away. */
    static InstantProvider refusing(String name) {
        return new InstantProvider(name, QuoteAnswer.failed(QuoteFailure.of(FailureKind.AUTH, "bad key")));
    }

    /** A quote of now. */
    static Quote quote(String symbol) {
        return Quote.builder(symbol)
                .bid(new BigDecimal("500.01"))
                .ask(new BigDecimal("500.03"))
                .eventTime(Instant.now())
                .build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
        String symbol = symbols.iterator().next();
        return CompletableFuture.completedFuture(
                always != null ? always : quotes.computeIfAbsent(symbol, each -> QuoteAnswer.of(quote(each))));
    }
}
