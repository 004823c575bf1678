package io.tradingrecovery.hook;

import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEngine;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the bot knows. All that the library needs of it is {@link #snapshot} and {@link #restore}. Thread-safe, because the
 * library takes its copies while the bot trades.
 */
final class Books implements TradingEngine {

    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, Fill> fills = new LinkedHashMap<>();
    private final Map<String, Position> positions = new TreeMap<>();
    private @Nullable AccountState account;

    @Override
    public synchronized SystemStateSnapshot snapshot() {
        return SystemStateSnapshot.builder(Instant.now())
                .orders(orders.values())
                .fills(fills.values())
                .positions(positions.values())
                .account(account)
                .build();
    }

    @Override
    public synchronized void restore(SystemStateSnapshot state) {
        orders.clear();
        fills.clear();
        positions.clear();
        state.orders().forEach(order -> orders.put(order.clientOrderId(), order));
        state.fills().forEach(fill -> fills.put(fill.fillId(), fill));
        state.positions().forEach(position -> positions.put(position.symbol(), position));
        account = state.account();
    }

    /** The broker took this order. */
    synchronized void accepted(Order order, @Nullable String brokerOrderId) {
        orders.put(
                order.clientOrderId(),
                order.toBuilder()
                        .brokerOrderId(brokerOrderId)
                        .status(OrderStatus.NEW)
                        .filledQuantity(BigDecimal.ZERO)
                        .build());
    }

    /** The broker executed this; booked once, however often it is heard. Gives whether it was new. */
    synchronized boolean filled(Fill fill) {
        Order order = fill.clientOrderId() == null ? null : orders.get(fill.clientOrderId());
        BigDecimal quantity = fill.quantity();
        BigDecimal price = fill.price();
        if (order == null || quantity == null || price == null || fills.putIfAbsent(fill.fillId(), fill) != null) {
            return false;
        }
        BigDecimal before = order.filledQuantity() == null ? BigDecimal.ZERO : order.filledQuantity();
        BigDecimal after = before.add(quantity);
        boolean all = order.quantity() != null && after.compareTo(order.quantity()) >= 0;
        orders.put(
                order.clientOrderId(),
                order.toBuilder()
                        .filledQuantity(after)
                        .averageFillPrice(average(before, order.averageFillPrice(), quantity, price))
                        .status(all ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED)
                        .build());
        boolean buy = fill.side() == OrderSide.BUY;
        trade(fill.symbol(), buy ? quantity : quantity.negate(), price);
        return true;
    }

    /** This bot is never short, so a sale leaves the average price as it is. */
    private void trade(String symbol, BigDecimal signed, BigDecimal price) {
        Position held = positions.get(symbol);
        BigDecimal before = held == null || held.quantity() == null ? BigDecimal.ZERO : held.quantity();
        BigDecimal after = before.add(signed);
        BigDecimal paid = held == null ? null : held.averagePrice();
        positions.remove(symbol);
        if (after.signum() != 0) {
            positions.put(
                    symbol,
                    Position.of(symbol, after, signed.signum() > 0 ? average(before, paid, signed, price) : paid));
        }
        if (account != null) {
            TreeMap<String, BigDecimal> cash = new TreeMap<>(account.cash());
            cash.merge(account.currency(), signed.multiply(price).negate(), BigDecimal::add);
            account = AccountState.of(account.accountId(), account.environment(), account.currency(), null, cash, null);
        }
    }

    private static BigDecimal average(
            BigDecimal before, @Nullable BigDecimal paid, BigDecimal added, BigDecimal price) {
        BigDecimal cost = paid == null ? BigDecimal.ZERO : paid.multiply(before);
        return cost.add(added.multiply(price)).divide(before.add(added), MathContext.DECIMAL64);
    }

    /** What is held and what works, for a person. */
    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        positions
                .values()
                .forEach(held -> text.append("  holds ")
                        .append(held.quantity() == null ? "?" : held.quantity().toPlainString())
                        .append(' ')
                        .append(held.symbol())
                        .append('\n'));
        orders.values()
                .forEach(order -> text.append("  order ")
                        .append(order.clientOrderId())
                        .append(": ")
                        .append(order.side())
                        .append(' ')
                        .append(order.symbol())
                        .append(' ')
                        .append(order.status())
                        .append('\n'));
        return text.isEmpty() ? "  nothing\n" : text.toString();
    }
}
