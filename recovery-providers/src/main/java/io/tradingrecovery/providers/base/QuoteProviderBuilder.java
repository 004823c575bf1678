package io.tradingrecovery.providers.base;

import io.tradingrecovery.quotes.ProviderLimits;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Collects what every quote provider needs. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract class QuoteProviderBuilder<B extends QuoteProviderBuilder<B>> {

    private final Map<String, String> names = new LinkedHashMap<>();
    private String name;
    private String baseUrl;
    private ProviderLimits limits;
    private Clock clock = Clock.systemUTC();

    protected QuoteProviderBuilder(String name, String baseUrl, ProviderLimits limits) {
        this.name = name;
        this.baseUrl = baseUrl;
        this.limits = limits;
    }

    /** This builder. */
    protected abstract B self();

    /** What the provider is called in health and logs; the service's name unless said. Unique in a chain. */
    public B name(String value) {
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,31}")) {
            throw new IllegalArgumentException("The provider name '" + value
                    + "' is not usable: give up to 32 letters, digits, dots, dashes and underscores");
        }
        name = value;
        return self();
    }

    /** Where the service is: https, or http on this machine; the service's own address unless said. */
    public B baseUrl(String url) {
        baseUrl = url;
        return self();
    }

    /** What the plan allows; the smallest plan's unless said. The largest batch is the service's, whatever is said here. */
    public B limits(ProviderLimits value) {
        limits = Objects.requireNonNull(value, "limits");
        return self();
    }

    /** How many requests a minute the plan allows, in place of all limits so far. */
    public B requestsPerMinute(int requests) {
        return limits(ProviderLimits.NONE.perMinute(requests));
    }

    /** What the provider calls a symbol that the bot calls otherwise; it must be the same instrument in the same currency. */
    public B symbol(String bots, String providers) {
        names.put(Objects.requireNonNull(bots, "bots"), Objects.requireNonNull(providers, "providers"));
        return self();
    }

    /** What time it is, for limits that end at a time; the system's unless said. */
    public B clock(Clock value) {
        clock = Objects.requireNonNull(value, "clock");
        return self();
    }

    /** What the provider is called. */
    protected final String name() {
        return name;
    }

    /** Where the service is. */
    protected final String baseUrl() {
        return baseUrl;
    }

    /** What the plan allows. */
    protected final ProviderLimits limits() {
        return limits;
    }

    /** The bot's names, each with the provider's. */
    protected final Map<String, String> names() {
        return Map.copyOf(names);
    }

    /** What time it is. */
    protected final Clock clock() {
        return clock;
    }

    /** The type's name; no key. */
    @Override
    public final String toString() {
        return getClass().getName();
    }
}
