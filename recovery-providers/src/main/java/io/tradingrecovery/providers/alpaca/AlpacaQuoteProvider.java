package io.tradingrecovery.providers.alpaca;

import io.tradingrecovery.providers.base.QuoteProviderBuilder;
import io.tradingrecovery.providers.internal.http.BaseUrl;
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
 * Quotes of US stocks and of crypto pairs from Alpaca's market data API, both with bid, ask and last price. A symbol with a
 * slash, {@code BTC/USD}, is a crypto pair. Thread-safe.
 *
 * <p>Stocks come from the feed {@link AlpacaFeed#IEX} unless said. If the plan does not include the feed, IEX is asked
 * instead from then on, and the quotes say so.
 */
public final class AlpacaQuoteProvider implements QuoteProvider {

    /** Where the market data is. */
    public static final String URL = "https://data.alpaca.markets";

    /** What the free plan allows: 200 requests a minute. */
    public static final ProviderLimits BASIC = ProviderLimits.NONE.perMinute(200);

    private static final int MAX_BATCH = 100;

    private final QuoteEngine engine;
    private final AlpacaQuotes quotes;

    private AlpacaQuoteProvider(ProviderSettings settings, AlpacaQuotes service) {
        quotes = service;
        engine = new QuoteEngine(settings, service);
    }

    /** Starts one; keys are taken from {@code APCA_API_KEY_ID} and {@code APCA_API_SECRET_KEY} unless given. */
    public static Builder builder() {
        return new Builder();
    }

    /** The feed that stocks come from now. */
    public AlpacaFeed feed() {
        return quotes.feed();
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

        private @Nullable String keyId = System.getenv(AlpacaKeys.ID_VARIABLE);
        private @Nullable String secretKey = System.getenv(AlpacaKeys.SECRET_VARIABLE);
        private AlpacaFeed feed = AlpacaFeed.IEX;

        private Builder() {
            super("alpaca", URL, BASIC);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** The keys; the environment variables unless given. */
        public Builder keys(String id, String secret) {
            keyId = id;
            secretKey = secret;
            return this;
        }

        /** The feed of stocks; {@link AlpacaFeed#IEX} unless said. */
        public Builder feed(AlpacaFeed value) {
            feed = Objects.requireNonNull(value, "feed");
            return this;
        }

        /**
         * The provider; nothing is sent before it is asked.
         *
         * @throws IllegalArgumentException if a key is missing or the address is no safe one, without showing the key
         */
        public AlpacaQuoteProvider build() {
            BaseUrl url = BaseUrl.of("Alpaca's data URL", baseUrl());
            ProviderLimits limits = limits().batchesOf(MAX_BATCH);
            return new AlpacaQuoteProvider(
                    new ProviderSettings(name(), url, AlpacaKeys.of(keyId, secretKey), limits, clock()),
                    new AlpacaQuotes(new SymbolNames(names(), symbol -> symbol), feed));
        }
    }
}
