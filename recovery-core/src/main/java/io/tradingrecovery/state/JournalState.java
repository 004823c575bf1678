package io.tradingrecovery.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the order journal adds up to. Immutable and safe to share between threads.
 *
 * <p>It is evidence beside the engine's own copy, not part of it: an engine may have booked a fill that stands here, or
 * not yet.
 *
 * @param orders every journalled order that is open, or ended a short while ago
 * @param closed what is kept of orders that ended before that
 * @param strayFills fills of orders the journal does not know
 * @param halt the halt in force; absent while there is none
 */
public record JournalState(
        List<JournaledOrder> orders,
        List<ClosedOrder> closed,
        List<Fill> strayFills,
        @Nullable TradingHalt halt) {

    /** A journal that knows nothing. */
    public static final JournalState EMPTY = new JournalState(List.of(), List.of(), List.of(), null);

    public JournalState {
        orders = List.copyOf(Checks.present("journal.orders", orders));
        closed = List.copyOf(Checks.present("journal.closed", closed));
        strayFills = List.copyOf(Checks.present("journal.strayFills", strayFills));
    }

    /** The orders whose fate is open: journalled, and not answered or answered by a lost message. */
    public List<JournaledOrder> pendingIntents() {
        return orders.stream()
                .filter(journaled -> switch (journaled.order().status()) {
                    case INTENDED, AMBIGUOUS -> true;
                    default -> false;
                })
                .toList();
    }
}
