package io.tradingrecovery.recovery;

import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.reconcile.LookupAnswer;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What moved between two reads of the broker. Rows may come in any order; market values and times don't count. */
final class Movement {

    private Movement() {}

    /** The first difference found, in words; empty if both reads say the same. */
    static Optional<String> between(
            List<Order> ordersBefore,
            List<Position> positionsBefore,
            List<Order> ordersAfter,
            List<Position> positionsAfter) {
        return between(ordersBefore, ordersAfter, Movement::text)
                .or(() -> between(positionsBefore, positionsAfter, Movement::text));
    }

    /** A look-up that knows more of a listed order than the list does, in words. */
    static Optional<String> newerLookup(Collection<LookupAnswer> answers, List<Order> listed) {
        Map<String, BigDecimal> filled = new HashMap<>();
        for (Order order : listed) {
            filled.merge(id(order), orZero(order.filledQuantity()), BigDecimal::max);
        }
        return answers.stream()
                .map(Movement::found)
                .flatMap(Optional::stream)
                .filter(order -> filled.containsKey(id(order))
                        && (order.status().isTerminal()
                                || orZero(order.filledQuantity()).compareTo(filled.get(id(order))) > 0))
                .findFirst()
                .map(order -> text(order) + " by its look-up, while the list of open orders says less");
    }

    private static Optional<Order> found(LookupAnswer answer) {
        return answer instanceof LookupAnswer.Answered answered && answered.lookup() instanceof OrderLookup.Found found
                ? Optional.of(found.order())
                : Optional.empty();
    }

    private static <T> Optional<String> between(List<T> before, List<T> after, Function<T, String> text) {
        List<String> first = before.stream().map(text).sorted().toList();
        List<String> second = after.stream().map(text).sorted().toList();
        if (first.equals(second)) {
            return Optional.empty();
        }
        return firstMissing(second, first)
                .or(() -> firstMissing(first, second).map(row -> row + " is gone"))
                .or(() -> Optional.of("a row is there more often than before"));
    }

    private static Optional<String> firstMissing(List<String> rows, List<String> others) {
        Set<String> known = new HashSet<>(others);
        return rows.stream().filter(row -> !known.contains(row)).findFirst();
    }

    private static String text(Order order) {
        return "order " + id(order) + " is " + order.status() + ", filled " + text(order.filledQuantity());
    }

    private static String text(Position position) {
        return "position " + position.symbol() + " is " + text(position.quantity()) + " at "
                + text(position.averagePrice());
    }

    private static String id(Order order) {
        return order.brokerOrderId() == null ? order.clientOrderId() : order.brokerOrderId();
    }

    private static String text(@Nullable BigDecimal amount) {
        return amount == null ? "unknown" : amount.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal orZero(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
