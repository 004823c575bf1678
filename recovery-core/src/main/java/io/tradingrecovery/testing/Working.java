package io.tradingrecovery.testing;

import io.tradingrecovery.state.Order;
import org.jspecify.annotations.Nullable;

/** An order that may still fill, with what the exchange knows of it and does not tell. Not thread-safe. */
final class Working {

    /** As it was last told. */
    Order order;

    /** Whether its stop price was reached once; it stays reached. */
    boolean triggered;

    /** Orders of one group end when one of them executes or ends; absent for an order on its own. */
    final @Nullable Object group;

    Working(Order order, @Nullable Object group) {
        this.order = order;
        this.group = group;
    }

    String id() {
        return order.clientOrderId();
    }

    boolean belongsTo(String clientOrderId) {
        return clientOrderId.equals(order.parentOrderId());
    }
}
