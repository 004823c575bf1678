package io.tradingrecovery.drill.exchange.matching;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for, already understood but not yet judged.
 *
 * @param clientOrderId the client's id; absent if the exchange is to choose one
 * @param takeProfit limit price of the bracket's profit leg; absent for none
 * @param stopLoss stop price of the bracket's protective leg; absent for none
 */
public record OrderRequest(
        @Nullable String clientOrderId,
        String symbol,
        Side side,
        Kind kind,
        Lasting lasting,
        BigDecimal quantity,
        @Nullable BigDecimal limitPrice,
        @Nullable BigDecimal stopPrice,
        @Nullable BigDecimal takeProfit,
        @Nullable BigDecimal stopLoss) {

    /** A request for a simple order. */
    public static OrderRequest simple(
            String clientOrderId,
            String symbol,
            Side side,
            Kind kind,
            Lasting lasting,
            BigDecimal quantity,
            @Nullable BigDecimal limitPrice,
            @Nullable BigDecimal stopPrice) {
        return new OrderRequest(
                clientOrderId, symbol, side, kind, lasting, quantity, limitPrice, stopPrice, null, null);
    }
}
