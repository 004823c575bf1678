package io.tradingrecovery.providers.polygon;

import io.tradingrecovery.providers.base.QuoteProviderBuilder;
import io.tradingrecovery.providers.internal.http.BaseUrl;
import io.tradingrecovery.providers.internal.http.Credentials;
import io.tradingrecovery.providers.internal.quotes.ProviderSettings;
import io.tradingrecovery.providers.internal.quotes.QuoteEngine;
import io.tradingrecovery.providers.internal.quotes.SymbolNames;
import io.tradingrecovery.quotes.ProviderLimits;
import io.tradingrecovery.quotes.QuoteAnswer;
import io.tradingrecovery.quotes.QuoteProvider;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Quotes of US stocks and of crypto pairs from Polygon, renamed Massive in October 2025; keys and answers are the same under
 * both names. A pair {@code BTC/USD} is asked for as {@code X:BTCUSD}. Thread-safe.
 */
public final class PolygonQuoteProvider implements QuoteProvider {

    /** Where the service is under its new name. */
    public static final String MASSIVE_URL = "https://api.massive.com";

    /** Where it was, and still answers. */
    public static final String POLYGON_URL = "https://api.polygon.io";

    /** What the free plan allows: 5 requests a minute. */
    public static final ProviderLimits FREE = ProviderLimits.NONE.perMinute(5);

    static final String KEY_VARIABLE = "POLYGON_API_KEY";
    static final String MASSIVE_KEY_VARIABLE = "MASSIVE_API_KEY";

    static final int MAX_BATCH = 250;

    private final QuoteEngine engine;

    private PolygonQuoteProvider(ProviderSettings settings, PolygonQuotes service) {
        engine = new QuoteEngine(settings, service);
    }

    /** Starts one; the key is taken from {@code POLYGON_API_KEY} or {@code MASSIVE_API_KEY} unless given. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public ProviderLimits limits() {
        return engine.limits();
    }

    @Override
    public CompletionStage<QuoteAnswer> fetch(Collection<String> symbols, Duration deadline) {
        return engine.fetch(symbols, deadline);
    }

    /** Ends the exchanges under way and the threads; idempotent. */
    @Override
    public void close() {
        engine.close();
    }

    /** The name; no key. */
    @Override
    public String toString() {
        return engine.name();
    }

    /** Collects what it needs. Not thread-safe. */
    public static final class Builder extends QuoteProviderBuilder<Builder> {

        private @Nullable String key = keyOf(System.getenv(KEY_VARIABLE), System.getenv(MASSIVE_KEY_VARIABLE));
        private PolygonPrices prices = PolygonPrices.SNAPSHOT;

        private Builder() {
            super("polygon", MASSIVE_URL, FREE);
        }

        @Override
        protected Builder self() {
            return this;
        }

        private static @Nullable String keyOf(@Nullable String polygon, @Nullable String massive) {
            return polygon == null || polygon.isBlank() ? massive : polygon;
        }

        /** The key; the environment variable unless given. */
        public Builder key(String value) {
            key = value;
            return this;
        }

        /** What quotes are taken from; {@link PolygonPrices#SNAPSHOT} unless said. */
        public Builder prices(PolygonPrices value) {
            prices = Objects.requireNonNull(value, "prices");
            return this;
        }

        /**
         * The provider; nothing is sent before it is asked.
         *
         * @throws IllegalArgumentException if the key is missing or the address is no safe one, without showing the key
         */
        public PolygonQuoteProvider build() {
            BaseUrl url = BaseUrl.of("Polygon's URL", baseUrl());
            Credentials keys = Credentials.bearer(Credentials.checked("Polygon's key (" + KEY_VARIABLE + ")", key));
            ProviderLimits limits = limits().batchesOf(prices == PolygonPrices.SNAPSHOT ? MAX_BATCH : 1);
            return new PolygonQuoteProvider(
                    new ProviderSettings(name(), url, keys, limits, clock()),
                    new PolygonQuotes(new SymbolNames(names(), PolygonQuotes::name), prices));
        }
    }
}
