package io.tradingrecovery.providers.alpaca;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One name for each instrument. Alpaca's positions say {@code BTCUSD} where its orders say {@code BTC/USD}; here it is
 * {@code BTC/USD} everywhere, or {@code BTCUSD} everywhere for a bot that writes it so. Immutable and safe to share.
 *
 * @param plain whether coins are written without the slash
 */
record AlpacaSymbols(boolean plain) {

    private static final String CRYPTO = "crypto";
    private static final String OPTION = "us_option";

    /** What coins are traded against, the longer names first: {@code ETHUSDT} ends with {@code USDT}. */
    private static final List<String> QUOTED_IN = List.of("USDT", "USDC", "USDG", "USD", "BTC", "ETH");

    /** By the OCC: root, date, call or put, strike. A root that ends with a digit is an adjusted contract. */
    private static final Pattern PLAIN_OPTION = Pattern.compile("[A-Z]{1,6}\\d{6}[CP]\\d{8}");

    String canonical(String symbol, @Nullable String assetClass) {
        if (symbol.indexOf('/') > 0) {
            return plain ? symbol.replace("/", "") : symbol;
        }
        return CRYPTO.equals(assetClass) && !plain ? withSlash(symbol) : symbol;
    }

    private static String withSlash(String symbol) {
        return QUOTED_IN.stream()
                .filter(quote -> symbol.endsWith(quote) && symbol.length() > quote.length())
                .findFirst()
                .map(quote -> symbol.substring(0, symbol.length() - quote.length()) + "/" + quote)
                .orElse(symbol);
    }

    /** Units of the underlying of one unit; absent where Alpaca's answer does not settle it. */
    static @Nullable BigDecimal multiplier(String symbol, @Nullable String assetClass) {
        if (assetClass == null) {
            return null;
        }
        if (assetClass.equals(OPTION)) {
            return PLAIN_OPTION.matcher(symbol).matches() ? BigDecimal.valueOf(100) : null;
        }
        return assetClass.equals(CRYPTO) || assetClass.equals("us_equity") ? BigDecimal.ONE : null;
    }
}
