package io.tradingrecovery.quotes;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A provider that does what the test last told it, and remembers what it was asked. Safe for several threads. */
final class ScriptedProvider implements QuoteProvider {

    private final String name;
    private final Clock clock;
    private final List<List<String>> requests = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<QuoteAnswer>> hanging = new CopyOnWriteArrayList<>();
    private volatile ProviderLimits limits = ProviderLimits.NONE;
    private volatile Function<Collection<String>, CompletionStage<QuoteAnswer>> script;
    private volatile Duration lastDeadline = Duration.ZERO;
    private volatile int closings;

    ScriptedProvider(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
        this.script = symbols -> done(live(symbols));
    }

    ScriptedProvider limits(ProviderLimits plan) {
        limits = plan;
        return this;
    }

    /** From now on: live quotes. */
    ScriptedProvider answersLive() {
        script = symbols -> done(live(symbols));
        return this;
    }

    /** From now on: quotes whose event was that long ago at each request. */
    ScriptedProvider answersAged(Duration age) {
        script = symbols -> done(quotes(symbols, clock.instant().minus(age)));
        return this;
    }

    /** From now on: quotes of one fixed moment. */
    ScriptedProvider answersOf(Instant event) {
        script = symbols -> done(quotes(symbols, event));
        return this;
    }

    ScriptedProvider fails(FailureKind kind) {
        return answers(QuoteAnswer.failed(QuoteFailure.of(kind, "scripted")));
    }

    ScriptedProvider answers(QuoteAnswer answer) {
        script = symbols -> done(answer);
        return this;
    }

    /** From now on each request is answered when the test does it. */
    ScriptedProvider hangs() {
        script = symbols -> {
            CompletableFuture<QuoteAnswer> answer = new CompletableFuture<>();
            hanging.add(answer);
            return answer;
        };
        return this;
    }

    ScriptedProvider does(Function<Collection<String>, CompletionStage<QuoteAnswer>> behaviour) {
        script = behaviour;
        return this;
    }

    List<CompletableFuture<QuoteAnswer>> hanging() {
        return hanging;
    }

    /** What was asked, request by request. */
    List<List<String>> requests() {
        return requests;
    }

    int asked() {
        return requests.size();
    }

    Duration lastDeadline() {
        return lastDeadline;
    }

    int closings() {
        return closings;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
        requests.add(new ArrayList<>(symbols));
        lastDeadline = deadline;
        return script.apply(symbols);
    }

    @Override
    public ProviderLimits limits() {
        return limits;
    }

    @Override
    public synchronized void close() {
        closings++;
    }

    QuoteAnswer live(Collection<String> symbols) {
        return quotes(symbols, clock.instant());
    }

    static QuoteAnswer quotes(Collection<String> symbols, Instant event) {
        QuoteAnswer.Builder answer = QuoteAnswer.builder();
        symbols.forEach(symbol -> answer.quote(quote(symbol, event)));
        return answer.build();
    }

    static Quote quote(String symbol, Instant event) {
        return Quote.builder(symbol)
                .bid(new BigDecimal("500.01"))
                .ask(new BigDecimal("500.03"))
                .eventTime(event)
                .build();
    }

    static CompletionStage<QuoteAnswer> done(QuoteAnswer answer) {
        return CompletableFuture.completedFuture(answer);
    }
}
