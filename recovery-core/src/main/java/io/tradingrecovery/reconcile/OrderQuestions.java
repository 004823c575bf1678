package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.state.Order;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which orders the broker must be asked for before a plan can be made. */
final class OrderQuestions {

    /** A replaced order replaced again and again: so many steps are followed. */
    static final int MOST_REPLACEMENTS = 16;

    private final Comparison comparison;
    private final TreeSet<OrderKey> questions = new TreeSet<>(OrderKeys.ORDER);

    private OrderQuestions(Comparison comparison) {
        this.comparison = comparison;
    }

    static List<OrderKey> of(Comparison comparison) {
        OrderQuestions asked = new OrderQuestions(comparison);
        comparison.known().all().forEach(asked::askForKnown);
        comparison.broker().strangers().forEach(asked::askForSuccessors);
        return List.copyOf(asked.questions);
    }

    private void askForKnown(KnownOrder order) {
        Order row = order.row;
        if (row != null) {
            askForSuccessors(row);
        } else if (order.isOpenQuestion(comparison.window())
                || comparison.fills().showMoreThan(order)) {
            ask(order.clientOrderId, order.brokerOrderId());
        }
    }

    private void ask(@Nullable String clientOrderId, @Nullable String brokerOrderId) {
        OrderKey next = comparison.lookups().next(clientOrderId, brokerOrderId);
        if (next != null) {
            questions.add(next);
        }
    }

    private void askForSuccessors(Order row) {
        Set<String> seen = new HashSet<>();
        String next = row.replacedBy();
        for (int step = 0; next != null && step < MOST_REPLACEMENTS && seen.add(next); step++) {
            Order successor = comparison.successor(next);
            if (successor == null) {
                // The id is the broker's unless the bot made it itself.
                boolean ours = comparison.known().byClientId(next) != null;
                if (!comparison.broker().lists(next)) {
                    ask(ours ? next : null, ours ? null : next);
                    if (!ours && comparison.lookups().next(null, next) == null) {
                        ask(next, null);
                    }
                }
                return;
            }
            next = successor.replacedBy();
        }
    }
}
