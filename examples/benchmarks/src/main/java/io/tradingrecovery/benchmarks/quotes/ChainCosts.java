package io.tradingrecovery.benchmarks.quotes;

import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteAnswer;
import io.tradingrecovery.quotes.QuoteProvider;
import io.tradingrecovery.quotes.QuoteRequest;
import io.tradingrecovery.quotes.ResilientDataProvider;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One call each way; JMH runs it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChainCosts {

    /** How many providers of {@link #skipping} are out of service. */
    static final int SKIPPED = 4;

    /** Longer than any run, so that quotes that are made once stay live. */
    private static final Duration LONG = Duration.ofHours(1);

    private static final Duration ATTEMPT = Duration.ofMillis(700);
    private static final QuoteRequest CACHED = QuoteRequest.DEFAULT.acceptCachedUpTo(LONG);

    private final QuoteProvider provider = InstantProvider.quoting("instant");
    private final Quote constant = InstantProvider.quote("SPY");
    private final Decorations decorations = new Decorations();
    private final ResilientDataProvider chain = chain(provider);
    private final ResilientDataProvider skipping = skippingChain();
    private final ResilientDataProvider blocking = chain(QuoteProvider.blocking("blocking", symbol -> constant));

    private static ResilientDataProvider chain(QuoteProvider... providers) {
        return ResilientDataProvider.builder()
                .providers(List.of(providers))
                .stalenessThreshold(LONG)
                .cacheTtl(LONG)
                .build();
    }

    private static ResilientDataProvider skippingChain() {
        QuoteProvider[] providers = new QuoteProvider[SKIPPED + 1];
        for (int i = 0; i < SKIPPED; i++) {
            providers[i] = InstantProvider.refusing("refusing-" + i);
        }
        providers[SKIPPED] = InstantProvider.quoting("instant");
        ResilientDataProvider chain = chain(providers);
        chain.getQuote("SPY");
        return chain;
    }

    /** What a thread asks for: each its own symbol, or they would share one request. */
    @State(Scope.Thread)
    public static class Caller {

        private static final AtomicInteger COUNT = new AtomicInteger();

        private final String symbol = "S" + COUNT.incrementAndGet();
        private Supplier<QuoteAnswer> resilience4j = () -> {
            throw new IllegalStateException("before the setup");
        };
        private Supplier<QuoteAnswer> failsafe = resilience4j;

        /** Decorates the provider, and has the cache know the symbol. */
        @Setup
        public void decorate(ChainCosts costs) {
            Supplier<QuoteAnswer> call = () -> costs.call(symbol);
            resilience4j = costs.decorations.resilience4j(call);
            failsafe = costs.decorations.failsafe(call);
            costs.chain.getQuote(symbol);
        }
    }

    private QuoteAnswer call(String symbol) {
        return provider.fetch(List.of(symbol), ATTEMPT).toCompletableFuture().join();
    }

    /** The provider alone. */
    @Benchmark
    public QuoteAnswer direct(Caller caller) {
        return call(caller.symbol);
    }

    /** The provider in a chain. */
    @Benchmark
    public Quote chain(Caller caller) {
        return chain.getQuote(caller.symbol);
    }

    /** The provider in Resilience4j's breaker, retry, rate limiter and bulkhead. */
    @Benchmark
    public QuoteAnswer resilience4j(Caller caller) {
        return caller.resilience4j.get();
    }

    /** The same of Failsafe. */
    @Benchmark
    public QuoteAnswer failsafe(Caller caller) {
        return caller.failsafe.get();
    }

    /** A quote that the cache has. */
    @Benchmark
    public Quote cached(Caller caller) {
        return chain.getQuote(caller.symbol, CACHED);
    }

    /** The last of a chain whose first ones are out of service. */
    @Benchmark
    public Quote skipping(Caller caller) {
        return skipping.getQuote(caller.symbol);
    }

    /** A blocking client that returns at once, on its own threads. */
    @Benchmark
    public Quote blocking() {
        return blocking.getQuote("SPY");
    }

    /** Ends the threads. */
    @TearDown
    public void close() {
        chain.close();
        skipping.close();
        blocking.close();
    }
}
