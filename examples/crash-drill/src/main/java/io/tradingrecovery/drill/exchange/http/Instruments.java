package io.tradingrecovery.drill.exchange.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the providers call the symbols that are traded here. */
final class Instruments {

    /** Polygon's and Finnhub's names of Bitcoin. */
    private static final Map<String, String> FOREIGN = Map.of("X:BTCUSD", "BTC/USD", "BINANCE:BTCUSDT", "BTC/USD");

    private final Set<String> symbols;

    Instruments(Set<String> symbols) {
        this.symbols = symbols;
    }

    /** The symbol that a client means; absent if none that is traded here. */
    Optional<String> find(String name) {
        String symbol = FOREIGN.getOrDefault(name, name);
        return symbols.stream()
                .filter(known -> known.equals(symbol) || positionName(known).equals(symbol))
                .findFirst();
    }

    static boolean isCrypto(String symbol) {
        return symbol.contains("/");
    }

    /** Positions say {@code BTCUSD} where orders say {@code BTC/USD}. */
    static String positionName(String symbol) {
        return symbol.replace("/", "");
    }

    static String assetClass(String symbol) {
        return isCrypto(symbol) ? "crypto" : "us_equity";
    }

    static String assetId(String symbol) {
        return UUID.nameUUIDFromBytes(symbol.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
