package io.tradingrecovery.providers.alpaca;

import io.tradingrecovery.providers.internal.http.BaseUrl;
import io.tradingrecovery.state.TradingEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Collects what an {@link AlpacaBroker} needs. Not thread-safe. */
public final class AlpacaBrokerBuilder {

    /** Where paper accounts are. */
    public static final String PAPER_URL = "https://paper-api.alpaca.markets";

    /** Where real money is. */
    public static final String LIVE_URL = "https://api.alpaca.markets";

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(2);

    private @Nullable String keyId = System.getenv(AlpacaKeys.ID_VARIABLE);
    private @Nullable String secretKey = System.getenv(AlpacaKeys.SECRET_VARIABLE);
    private String baseUrl = PAPER_URL;
    private @Nullable TradingEnvironment environment;
    private boolean liveAllowed;
    private boolean plainCryptoSymbols;
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Clock clock = Clock.systemUTC();

    AlpacaBrokerBuilder() {}

    /** The keys; the environment variables {@code APCA_API_KEY_ID} and {@code APCA_API_SECRET_KEY} unless given. */
    public AlpacaBrokerBuilder keys(String id, String secret) {
        keyId = id;
        secretKey = secret;
        return this;
    }

    /** The host of real money, which needs {@link #allowLive} too. */
    public AlpacaBrokerBuilder live() {
        baseUrl = LIVE_URL;
        return this;
    }

    /** Whether an account with real money may be read; false unless said. */
    public AlpacaBrokerBuilder allowLive(boolean allowed) {
        liveAllowed = allowed;
        return this;
    }

    /** Another address, such as a proxy's; {@link #environment} must say then what is behind it. */
    public AlpacaBrokerBuilder baseUrl(String url) {
        baseUrl = url;
        return this;
    }

    /** Whose money moves behind an address that is not Alpaca's own. */
    public AlpacaBrokerBuilder environment(TradingEnvironment value) {
        environment = value;
        return this;
    }

    /** Whether the bot writes coins {@code BTCUSD}; {@code BTC/USD} unless said. */
    public AlpacaBrokerBuilder plainCryptoSymbols(boolean plain) {
        plainCryptoSymbols = plain;
        return this;
    }

    /** How long one request may take, its body included; 10 seconds unless said, and at most 2 minutes. */
    public AlpacaBrokerBuilder requestTimeout(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "requestTimeout is " + timeout + "; give above zero and at most 2 minutes");
        }
        requestTimeout = timeout;
        return this;
    }

    /** What time it is; the system's unless said. */
    public AlpacaBrokerBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    Clock clock() {
        return clock;
    }

    /**
     * The broker; nothing is sent before it is asked.
     *
     * @throws IllegalArgumentException if a key is missing, the address is no safe one, or it is one of real money that was
     *     not allowed
     */
    public AlpacaBroker build() {
        BaseUrl url = BaseUrl.of("Alpaca's base URL", baseUrl);
        TradingEnvironment behind = environmentOf(url);
        if (behind == TradingEnvironment.LIVE && !liveAllowed) {
            throw new IllegalArgumentException(
                    "The host " + url.host() + " is one of real money; say allowLive(true) if that is meant");
        }
        TradingApi api = new TradingApi(url, AlpacaKeys.of(keyId, secretKey), requestTimeout, clock);
        return new AlpacaBroker(this, api, behind, new AlpacaSymbols(plainCryptoSymbols));
    }

    private TradingEnvironment environmentOf(BaseUrl url) {
        TradingEnvironment own = switch (url.host().toLowerCase(Locale.ROOT)) {
            case "api.alpaca.markets" -> TradingEnvironment.LIVE;
            case "paper-api.alpaca.markets" -> TradingEnvironment.PAPER;
            default -> TradingEnvironment.UNKNOWN;
        };
        if (own == TradingEnvironment.UNKNOWN) {
            if (environment == null || environment == TradingEnvironment.UNKNOWN) {
                throw new IllegalArgumentException("The host " + url.host()
                        + " is none of Alpaca's; say environment(PAPER) or environment(LIVE) for what is behind it");
            }
            return environment;
        }
        if (environment != null && environment != own) {
            throw new IllegalArgumentException("The host " + url.host() + " is " + own + ", not " + environment);
        }
        return own;
    }

    @Override
    public String toString() {
        return "AlpacaBrokerBuilder";
    }
}
