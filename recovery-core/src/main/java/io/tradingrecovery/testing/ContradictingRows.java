package io.tradingrecovery.testing;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;

/** Rows that bear an id that exists and say something else of it. */
final class ContradictingRows {

    private ContradictingRows() {}

    static Order of(Order order) {
        BigDecimal more = order.filledQuantity() == null
                ? BigDecimal.ONE
                : order.filledQuantity().add(BigDecimal.ONE);
        return Order.builder("other-" + order.clientOrderId(), order.symbol(), order.side(), order.type())
                .brokerOrderId(order.brokerOrderId())
                .status(order.status())
                .quantity(order.quantity())
                .filledQuantity(more)
                .submittedAt(order.submittedAt())
                .updatedAt(order.updatedAt())
                .build();
    }

    static Position of(Position position) {
        BigDecimal other = Clearing.quantity(position).add(BigDecimal.ONE);
        return new Position(
                position.symbol(), other, position.averagePrice(), position.multiplier(), position.assetId());
    }

    static Fill of(Fill fill) {
        BigDecimal other =
                fill.quantity() == null ? BigDecimal.ONE : fill.quantity().add(BigDecimal.ONE);
        return Fill.builder(fill.fillId(), fill.symbol(), fill.side(), other, fill.time())
                .clientOrderId(fill.clientOrderId())
                .brokerOrderId(fill.brokerOrderId())
                .price(fill.price())
                .build();
    }

    static Activity of(Activity activity) {
        BigDecimal cash =
                activity.cashChange() == null ? null : activity.cashChange().add(BigDecimal.ONE);
        BigDecimal units = activity.quantityChange() == null
                ? null
                : activity.quantityChange().add(BigDecimal.ONE);
        return new Activity(
                activity.activityId(),
                activity.kind(),
                activity.time(),
                activity.symbol(),
                activity.newSymbol(),
                units,
                activity.currency(),
                cash,
                activity.description());
    }
}
