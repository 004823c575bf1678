package io.tradingrecovery.providers.internal.quotes;

import io.tradingrecovery.providers.internal.http.HttpCalls;
import io.tradingrecovery.quotes.FailureKind;
import io.tradingrecovery.quotes.ProviderLimits;
import io.tradingrecovery.quotes.QuoteAnswer;
import io.tradingrecovery.quotes.QuoteFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A quote provider over HTTP, of whichever service. Thread-safe. */
public final class QuoteEngine implements AutoCloseable {

    private final ProviderSettings settings;
    private final QuoteService service;
    private final HttpCalls http;

    public QuoteEngine(ProviderSettings settings, QuoteService service) {
        this.settings = settings;
        this.service = service;
        http = new HttpCalls(settings.name(), settings.keys());
    }

    /** What the provider is called. */
    public String name() {
        return settings.name();
    }

    /** What the plan allows. */
    public ProviderLimits limits() {
        return settings.limits();
    }

    /** Does what a {@link io.tradingrecovery.quotes.QuoteProvider} promises. */
    public CompletableFuture<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
        if (symbols.isEmpty() || symbols.size() > limits().maxBatch()) {
            return CompletableFuture.completedFuture(QuoteAnswer.failed(QuoteFailure.of(
                            FailureKind.PROVIDER_ERROR,
                            "asked for " + symbols.size() + " symbols; 1 to " + limits().maxBatch()
                                    + " go into a request"))
                    .withRequests(0));
        }
        QuoteCall call = new QuoteCall(http, settings, service::refusal, List.copyOf(symbols), deadline);
        call.run(() -> service.ask(call, call.symbols()));
        return call.answer();
    }

    /** Ends the exchanges under way and the threads; idempotent. */
    @Override
    public void close() {
        http.close();
    }

    /** The name; no key. */
    @Override
    public String toString() {
        return settings.name();
    }
}
