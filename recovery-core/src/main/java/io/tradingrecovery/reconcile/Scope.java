package io.tradingrecovery.reconcile;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a bot owns in an account that it shares. Immutable and safe to share between threads.
 *
 * <p>A position belongs to whoever owns its symbol: two bots that trade one symbol in one account can't be told apart.
 *
 * @param symbols the instruments it trades; empty for all
 * @param clientOrderIdPrefix what the client order ids of its orders begin with; absent for any
 */
public record Scope(Set<String> symbols, @Nullable String clientOrderIdPrefix) {

    /** The whole account. */
    public static final Scope ALL = new Scope(Set.of(), null);

    public Scope {
        symbols = Set.copyOf(symbols);
        if (clientOrderIdPrefix != null && clientOrderIdPrefix.isBlank()) {
            throw new IllegalArgumentException(
                    "scope.clientOrderIdPrefix is blank, which every id begins with; give a prefix or null");
        }
    }

    /** Whether the bot owns this instrument. */
    public boolean ownsSymbol(String symbol) {
        return symbols.isEmpty() || symbols.contains(symbol);
    }

    /** Whether the bot owns an order of this id and instrument. */
    public boolean ownsOrder(String clientOrderId, String symbol) {
        return ownsSymbol(symbol) && (clientOrderIdPrefix == null || clientOrderId.startsWith(clientOrderIdPrefix));
    }

    /** Whether it is the whole account. */
    public boolean isAll() {
        return symbols.isEmpty() && clientOrderIdPrefix == null;
    }

    /** Whether the id alone shows that an order was made by this bot. */
    boolean bearsPrefix(String clientOrderId) {
        return clientOrderIdPrefix != null && clientOrderId.startsWith(clientOrderIdPrefix);
    }
}
