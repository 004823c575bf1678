package io.tradingrecovery.state;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an order that ended a while ago: enough to recognise a fill that is reported again. Immutable and safe
 * to share between threads.
 *
 * @param clientOrderId the bot's id
 * @param brokerOrderId the broker's id; absent if there never was one
 * @param status how it ended
 * @param filledQuantity units filled; absent where it is not known
 * @param averageFillPrice average price of what was filled; absent where nothing was, or it is not known
 * @param closedAt when the journal learned that it had ended
 * @param fillIds the ids of its journalled fills
 */
public record ClosedOrder(
        String clientOrderId,
        @Nullable String brokerOrderId,
        OrderStatus status,
        @Nullable BigDecimal filledQuantity,
        @Nullable BigDecimal averageFillPrice,
        Instant closedAt,
        List<String> fillIds) {

    public ClosedOrder {
        clientOrderId = Checks.required("closedOrder.clientOrderId", clientOrderId);
        brokerOrderId = Checks.optional("closedOrder.brokerOrderId", brokerOrderId);
        Checks.present("closedOrder.status", status);
        filledQuantity = Checks.optionalAmount("closedOrder.filledQuantity", filledQuantity);
        averageFillPrice = Checks.optionalAmount("closedOrder.averageFillPrice", averageFillPrice);
        Checks.present("closedOrder.closedAt", closedAt);
        fillIds = List.copyOf(Checks.present("closedOrder.fillIds", fillIds));
    }
}
