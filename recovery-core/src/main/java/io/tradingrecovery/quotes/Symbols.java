package io.tradingrecovery.quotes;

import org.jspecify.annotations.Nullable;

/** What a symbol may be: whatever a provider may call an instrument, as long as it can be written on one line. */
final class Symbols {

    private static final int MAX_LENGTH = 64;

    private Symbols() {}

    static String checked(@Nullable String symbol) {
        if (symbol == null || symbol.isEmpty()) {
            throw new IllegalArgumentException(
                    "The symbol is " + (symbol == null ? "null" : "empty") + "; give one such as SPY or BTC/USD");
        }
        if (symbol.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The symbol '" + symbol.substring(0, MAX_LENGTH) + "…' has "
                    + symbol.length() + " characters; at most " + MAX_LENGTH + " are a symbol");
        }
        for (int i = 0; i < symbol.length(); i++) {
            char c = symbol.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c) || Character.isSurrogate(c)) {
                throw new IllegalArgumentException(String.format(
                        "The symbol '%s' has the character \\u%04x at index %d; a symbol has no spaces and no controls",
                        symbol.replaceAll("\\p{Cntrl}", "?"), (int) c, i));
            }
        }
        return symbol;
    }
}
