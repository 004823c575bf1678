package io.tradingrecovery.drill.bot;

import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to do about one symbol. It decides by the book alone, so that after a restart it goes on where the book stands: an order
 * whose fate is open counts as alive, and while one is, nothing is decided beside it. Not thread-safe.
 */
final class SymbolTrader {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final BigDecimal STOP_AT = new BigDecimal("0.97");

    private final String symbol;
    private final BigDecimal quantity;
    private final boolean byLimit;
    private final TradingBook book;
    private final Signals signals;
    private boolean wanted;

    /**
     * A trader.
     *
     * @param quantity units of one entry
     * @param byLimit whether entries are limit orders, which may have to be cancelled, or market orders
     */
    SymbolTrader(String symbol, BigDecimal quantity, boolean byLimit, TradingBook book) {
        this.symbol = symbol;
        this.quantity = quantity;
        this.byLimit = byLimit;
        this.book = book;
        this.signals = new Signals(symbol);
    }

    String symbol() {
        return symbol;
    }

    /** What to do now. */
    sealed interface Step {
        /** Send this order. */
        record Send(Order order) implements Step {}

        /** Cancel this one. */
        record Cancel(Order order) implements Step {}
    }

    /** The next step after this quote, if there is one. A stale quote decides nothing. */
    Optional<Step> step(Quote quote, Instant now) {
        if (quote.isStale()) {
            return Optional.empty();
        }
        signals.take(quote, now).ifPresent(hold -> wanted = hold);
        List<Order> open = book.openOrders().stream()
                .filter(order -> order.symbol().equals(symbol))
                .toList();
        if (open.stream().anyMatch(SymbolTrader::isUncertain) || open.size() > 1) {
            return Optional.empty();
        }
        BigDecimal price = Signals.middle(quote);
        Order working = open.isEmpty() ? null : open.get(0);
        if (price == null) {
            return Optional.empty();
        }
        return working == null ? whileNothingWorks(price) : whileOneWorks(working, now);
    }

    /** An entry, an exit, or the stop that protects what is held. */
    private Optional<Step> whileNothingWorks(BigDecimal price) {
        BigDecimal held = book.held(symbol);
        if (held.signum() == 0) {
            return wanted ? Optional.of(new Step.Send(entry(price))) : Optional.empty();
        }
        if (!wanted) {
            return Optional.of(
                    new Step.Send(order(OrderSide.SELL, OrderType.MARKET, held).build()));
        }
        BigDecimal average = book.averagePrice(symbol);
        BigDecimal stop = (average == null ? price : average).multiply(STOP_AT).setScale(2, RoundingMode.HALF_EVEN);
        return Optional.of(new Step.Send(
                order(OrderSide.SELL, OrderType.STOP, held).stopPrice(stop).build()));
    }

    private Optional<Step> whileOneWorks(Order working, Instant now) {
        boolean stop = working.type() == OrderType.STOP;
        boolean waitsTooLong = working.type() == OrderType.LIMIT && isOlderThan(working.createdAt(), now);
        boolean cancelled = working.status() == OrderStatus.PENDING_CANCEL;
        boolean unwanted = waitsTooLong || (stop && !wanted);
        return unwanted && !cancelled && working.brokerOrderId() != null
                ? Optional.of(new Step.Cancel(working))
                : Optional.empty();
    }

    private Order entry(BigDecimal price) {
        if (!byLimit) {
            return order(OrderSide.BUY, OrderType.MARKET, quantity).build();
        }
        return order(OrderSide.BUY, OrderType.LIMIT, quantity)
                .limitPrice(price.setScale(2, RoundingMode.HALF_EVEN))
                .build();
    }

    private Order.Builder order(OrderSide side, OrderType type, BigDecimal units) {
        return Order.builder(book.nextClientOrderId(), symbol, side, type)
                .quantity(units)
                .timeInForce(TimeInForce.GTC)
                .createdAt(Instant.now());
    }

    private static boolean isUncertain(Order order) {
        return order.status() == OrderStatus.INTENDED || order.status() == OrderStatus.AMBIGUOUS;
    }

    private static boolean isOlderThan(@Nullable Instant created, Instant now) {
        return created == null || created.plus(PATIENCE).isBefore(now);
    }
}
