package io.tradingrecovery.drill.audit;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An order as the bot has it.
 *
 * @param ended whether the bot believes that it can't fill any more
 * @param filled units the bot believes are filled; absent where it does not know
 * @param averagePrice average price of what is filled; absent where nothing is, or it is not known
 */
public record BookedOrder(
        String clientOrderId,
        boolean ended,
        @Nullable BigDecimal filled,
        @Nullable BigDecimal averagePrice) {}
