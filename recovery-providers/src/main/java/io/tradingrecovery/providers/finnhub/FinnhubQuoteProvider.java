package io.tradingrecovery.providers.finnhub;

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
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Last prices of US stocks and of crypto pairs from Finnhub, one symbol a request; it has no bid and no ask. Thread-safe.
 *
 * <p>A pair that is quoted in a stablecoin, {@code BTC/USDT}, is asked for as {@code BINANCE:BTCUSDT}. One in US dollars has
 * no name there that is certain, and a price in another currency is no price of it: give one with {@link Builder#symbol}.
 */
public final class FinnhubQuoteProvider implements QuoteProvider {

    /** Where the service is. */
    public static final String URL = "https://finnhub.io/api/v1";

    /** What every plan allows is 30 requests a second, and the free one 60 a minute. */
    public static final ProviderLimits FREE = ProviderLimits.NONE.perMinute(60).perSecond(30);

    static final String KEY_VARIABLE = "FINNHUB_API_KEY";

    private final QuoteEngine engine;

    private FinnhubQuoteProvider(ProviderSettings settings, FinnhubQuotes service) {
        engine = new QuoteEngine(settings, service);
    }

    /** Starts one; the key is taken from {@code FINNHUB_API_KEY} unless given. */
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

        private @Nullable String key = System.getenv(KEY_VARIABLE);

        private Builder() {
            super("finnhub", URL, FREE);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /** The key; the environment variable unless given. */
        public Builder key(String value) {
            key = value;
            return this;
        }

        /**
         * The provider; nothing is sent before it is asked.
         *
         * @throws IllegalArgumentException if the key is missing or the address is no safe one, without showing the key
         */
        public FinnhubQuoteProvider build() {
            BaseUrl url = BaseUrl.of("Finnhub's URL", baseUrl());
            Credentials keys = Credentials.header(
                    "X-Finnhub-Token", Credentials.checked("Finnhub's key (" + KEY_VARIABLE + ")", key));
            ProviderLimits limits = limits().batchesOf(1);
            return new FinnhubQuoteProvider(
                    new ProviderSettings(name(), url, keys, limits, clock()),
                    new FinnhubQuotes(new SymbolNames(names(), FinnhubQuotes::name)));
        }
    }
}
