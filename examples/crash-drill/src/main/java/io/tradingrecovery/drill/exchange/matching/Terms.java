package io.tradingrecovery.drill.exchange.matching;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An order as it was taken; what happened to it since is an {@link ExchangeOrder}.
 *
 * @param orderId the exchange's id
 * @param clientOrderId unique for the life of the account
 * @param parentId the order whose leg this is; absent for none
 * @param replaces the order it takes the place of; absent for none
 */
public record Terms(
        String orderId,
        String clientOrderId,
        String symbol,
        Side side,
        Kind kind,
        Lasting lasting,
        BigDecimal quantity,
        @Nullable BigDecimal limitPrice,
        @Nullable BigDecimal stopPrice,
        @Nullable String parentId,
        @Nullable String replaces) {}
