package io.tradingrecovery.drill.bot;

import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.persistence.OrderJournal;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Hears from the broker what became of the open orders, and books it. Not thread-safe. */
final class Fills {

    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Broker broker;
    private final TradingBook book;
    private final OrderJournal journal;

    Fills(Broker broker, TradingBook book, OrderJournal journal) {
        this.broker = broker;
        this.book = book;
        this.journal = journal;
    }

    /**
     * Asks after every open order.
     *
     * @throws io.tradingrecovery.broker.BrokerException if the broker can't be asked; what was booked until then stays
     */
    void poll() {
        for (Order mine : book.openOrders()) {
            if (mine.brokerOrderId() != null
                    && broker.findOrder(OrderKey.of(mine)) instanceof OrderLookup.Found found) {
                hear(mine, found.order());
            }
        }
    }

    private void hear(Order mine, Order now) {
        if (isFurther(now, mine)) {
            fillsOf(mine).forEach(fill -> {
                if (book.book(mine, fill)) {
                    journal.filled(fill);
                }
            });
        }
        Order booked = book.order(mine.clientOrderId());
        // An end is booked after the last fill: nobody asks after an order that has ended.
        if (booked != null && !isFurther(now, booked) && now.status().isTerminal()) {
            book.end(mine.clientOrderId(), now.status());
            journal.closed(mine.clientOrderId(), now.status(), null);
        }
    }

    private List<Fill> fillsOf(Order order) {
        Instant created = order.createdAt() == null ? Instant.now() : order.createdAt();
        FillHistory history = broker.fillsSince(created.minus(MARGIN));
        return history.fills().stream()
                .filter(fill -> String.valueOf(order.brokerOrderId()).equals(fill.brokerOrderId()))
                .sorted(Comparator.comparing(
                        fill -> fill.cumulativeQuantity() == null ? BigDecimal.ZERO : fill.cumulativeQuantity()))
                .toList();
    }

    private static boolean isFurther(Order now, Order mine) {
        BigDecimal filled = now.filledQuantity() == null ? BigDecimal.ZERO : now.filledQuantity();
        BigDecimal booked = mine.filledQuantity() == null ? BigDecimal.ZERO : mine.filledQuantity();
        return filled.compareTo(booked) > 0;
    }

    /** Books an order whose answer was lost as the broker knows it now. */
    void resolved(Order order) {
        book.put(order.toBuilder()
                .status(order.status().isTerminal() ? OrderStatus.NEW : order.status())
                .build());
    }
}
