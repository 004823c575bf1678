package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Books what orders filled beyond the engine's copy, and says so. */
final class OrderBooking {

    private final Comparison comparison;
    private final ProposedOrders proposed;

    OrderBooking(Comparison comparison, ProposedOrders proposed) {
        this.comparison = comparison;
        this.proposed = proposed;
    }

    /**
     * Books everything between the booked quantity and {@code total}.
     *
     * @param order the order as proposed
     * @param booked units that the engine's positions include
     * @param bookedPrice their average price; absent where not known
     */
    void bookUpTo(Order order, BigDecimal booked, @Nullable BigDecimal bookedPrice, BigDecimal total) {
        FillEvidence.OfOrder evidence = comparison.fills().of(order.clientOrderId());
        FillBooking.between(
                        order,
                        booked,
                        bookedPrice,
                        total,
                        evidence,
                        comparison.view().asOf())
                .forEach(fill -> book(fill, order));
    }

    /** Books the real fills that are news by their time, of an order whose older fills were booked and forgotten. */
    void bookNews(@Nullable Order order, List<Fill> fills) {
        for (Fill fill : fills) {
            if (comparison.window().isNews(fill.time())) {
                book(fill, order);
            }
        }
    }

    /** Books the executions of orders that nobody names. */
    void bookStrays() {
        bookNews(null, comparison.fills().strays());
    }

    private void book(Fill fill, @Nullable Order order) {
        proposed.book(fill, order);
        OrderKey key = order == null ? FillBooking.keyOf(fill) : OrderKey.of(order);
        String what = FillBooking.text(fill);
        Findings findings = comparison.findings();
        if (fill.inferred()) {
            findings.of(InconsistencyKind.INFERRED_FILL)
                    .symbol(fill.symbol())
                    .key(key)
                    .change(null, what)
                    .evidence(order == null ? null : order.brokerOrderId())
                    .says("Order " + key + " filled " + what + " of " + fill.symbol()
                            + " by its totals, and no execution names it; its fee is not known");
        } else {
            findings.of(InconsistencyKind.MISSED_FILL)
                    .symbol(fill.symbol())
                    .key(key)
                    .change(null, what)
                    .evidence(fill.fillId())
                    .says(findings.words()
                            .append("Missed fill ")
                            .append(fill.fillId())
                            .append(": ")
                            .append(what)
                            .append(" of ")
                            .append(fill.symbol()));
        }
    }
}
