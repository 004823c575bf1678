package io.tradingrecovery.providers.alpaca;

import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One order's fills in the order of their cumulative quantity, which Alpaca does not sort them by within a millisecond.
 * Immutable.
 */
final class FillChain {

    private final List<Fill> fills;
    private final @Nullable String gap;
    private final boolean beginsLater;

    private FillChain(List<Fill> fills, @Nullable String gap, boolean beginsLater) {
        this.fills = List.copyOf(fills);
        this.gap = gap;
        this.beginsLater = beginsLater;
    }

    static FillChain of(Order order, List<Fill> own) {
        List<Fill> sorted = own.stream()
                .sorted(Comparator.comparing(FillChain::cumulativeOrQuantity).thenComparing(Fill::time))
                .map(fill -> withClientId(fill, order))
                .toList();
        BigDecimal filled = order.filledQuantity();
        if (filled == null) {
            return new FillChain(
                    sorted, "Alpaca does not say how much of order " + order.clientOrderId() + " is filled", false);
        }
        BigDecimal at = BigDecimal.ZERO;
        boolean first = true;
        for (Fill fill : sorted) {
            BigDecimal quantity = quantity(fill);
            BigDecimal cumulative = fill.cumulativeQuantity();
            BigDecimal before = cumulative == null ? at : cumulative.subtract(quantity);
            if (before.compareTo(at) != 0) {
                return new FillChain(
                        sorted,
                        "order " + order.clientOrderId() + " has no fill that leads from " + at.toPlainString() + " to "
                                + before.toPlainString(),
                        first);
            }
            at = at.add(quantity);
            first = false;
        }
        if (at.compareTo(filled) != 0) {
            return new FillChain(
                    sorted,
                    "order " + order.clientOrderId() + " is filled by " + filled.toPlainString() + ", its fills are "
                            + at.toPlainString(),
                    sorted.isEmpty());
        }
        return new FillChain(sorted, null, false);
    }

    /** The fills, each with the order's client id. */
    List<Fill> fills() {
        return fills;
    }

    /** What does not fit; absent if they lead from nothing to what is filled. */
    Optional<String> gap() {
        return Optional.ofNullable(gap);
    }

    /** Whether it is the beginning that is missing, as when the order filled before the time that was read. */
    boolean beginsLater() {
        return beginsLater;
    }

    private static BigDecimal cumulativeOrQuantity(Fill fill) {
        BigDecimal cumulative = fill.cumulativeQuantity();
        return cumulative == null ? quantity(fill) : cumulative;
    }

    private static BigDecimal quantity(Fill fill) {
        BigDecimal quantity = fill.quantity();
        return quantity == null ? BigDecimal.ZERO : quantity;
    }

    private static Fill withClientId(Fill fill, Order order) {
        return new Fill(
                fill.fillId(),
                order.clientOrderId(),
                fill.brokerOrderId(),
                order.symbol(),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.time(),
                fill.cumulativeQuantity(),
                fill.fee(),
                fill.feeAsset(),
                fill.inferred());
    }
}
