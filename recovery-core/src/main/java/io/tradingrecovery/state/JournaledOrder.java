package io.tradingrecovery.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as the journal knows it: its last journalled state, and its fills. Immutable and safe to share between
 * threads.
 *
 * @param order the order; {@link OrderStatus#INTENDED} while its intent has no answer, {@link OrderStatus#AMBIGUOUS} if
 *     the answer was lost
 * @param fills the journalled fills, in the order of their arrival, each id once
 * @param closedAt when the journal learned that it had ended; absent while it is open
 */
public record JournaledOrder(
        Order order, List<Fill> fills, @Nullable Instant closedAt) {

    public JournaledOrder {
        Checks.present("journaledOrder.order", order);
        fills = List.copyOf(Checks.present("journaledOrder.fills", fills));
    }
}
