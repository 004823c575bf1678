package io.tradingrecovery.quotes;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/**
 * Meters of each provider's health, for users of Micrometer: all begin with {@code recovery.quotes.provider.} and have the
 * tag {@code provider}. {@code state} is 0 for healthy, 1 for degraded, 2 for failed; {@code latency} is in seconds and
 * absent (NaN) before the first success. Safe for use by many threads.
 */
@SuppressWarnings("exports") // who uses it has Micrometer on the module path; nobody else should have to
public final class QuoteMetrics implements MeterBinder {

    private static final String PREFIX = "recovery.quotes.provider.";

    private final ResilientDataProvider chain;

    /** Meters of this chain. */
    public QuoteMetrics(ResilientDataProvider chain) {
        this.chain = chain;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (ProviderHealth provider : chain.health()) {
            bind(registry, provider.provider());
        }
    }

    private void bind(MeterRegistry registry, String provider) {
        gauge(registry, provider, "state", QuoteMetrics::stateNumber);
        gauge(registry, provider, "success.rate", ProviderHealth::successRate);
        gauge(registry, provider, "stale.share", ProviderHealth::staleShare);
        gauge(registry, provider, "consecutive.failures", ProviderHealth::consecutiveFailures);
        gauge(registry, provider, "in.flight", ProviderHealth::inFlight);
        gauge(registry, provider, "hung", ProviderHealth::hungCalls);
        gauge(registry, provider, "latency", QuoteMetrics::latencySeconds);
        counter(registry, provider, "requests", health -> health.totals().requests());
        counter(registry, provider, "successes", health -> health.totals().successes());
        counter(registry, provider, "failures", health -> health.totals().failures());
        counter(registry, provider, "retries", health -> health.totals().retries());
        counter(registry, provider, "probes", health -> health.totals().probes());
    }

    private static double stateNumber(ProviderHealth health) {
        return switch (health.state()) {
            case HEALTHY -> 0;
            case DEGRADED -> 1;
            case FAILED -> 2;
        };
    }

    private static double latencySeconds(ProviderHealth health) {
        return health.latency() == null ? Double.NaN : health.latency().toNanos() / 1e9;
    }

    private void gauge(MeterRegistry registry, String provider, String name, ToDoubleFunction<ProviderHealth> value) {
        Gauge.builder(PREFIX + name, chain, quotes -> read(quotes, provider, value))
                .tags(Tags.of("provider", provider))
                .strongReference(true)
                .register(registry);
    }

    private void counter(MeterRegistry registry, String provider, String name, ToDoubleFunction<ProviderHealth> value) {
        FunctionCounter.builder(PREFIX + name, chain, quotes -> read(quotes, provider, value))
                .tags(Tags.of("provider", provider))
                .register(registry);
    }

    private static double read(ResilientDataProvider quotes, String provider, ToDoubleFunction<ProviderHealth> value) {
        return quotes.health(provider).map(value::applyAsDouble).orElse(Double.NaN);
    }
}
