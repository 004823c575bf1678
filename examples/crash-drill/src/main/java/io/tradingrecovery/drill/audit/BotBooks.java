package io.tradingrecovery.drill.audit;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the bot knows, from its last state and its journal.
 *
 * @param orders every order it has or had, by client order id
 * @param positions units by symbol, flat ones may be left out
 * @param cash dollars; absent where it does not know
 * @param journalled the client order ids of every intent that is in its journal or was
 */
public record BotBooks(
        Map<String, BookedOrder> orders,
        Map<String, BigDecimal> positions,
        @Nullable BigDecimal cash,
        Set<String> journalled) {

    public BotBooks {
        orders = Map.copyOf(orders);
        positions = Map.copyOf(positions);
        journalled = Set.copyOf(journalled);
    }
}
