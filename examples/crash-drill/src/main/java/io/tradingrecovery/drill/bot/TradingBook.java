package io.tradingrecovery.drill.bot;

import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.RiskLimits;
import io.tradingrecovery.state.SessionMetadata;
import io.tradingrecovery.state.StrategySection;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEngine;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What the bot knows: its orders, fills, positions and cash. It changes by what the broker says alone, never by what the bot
 * hopes for. This is the half of a bot that the library saves and restores. Thread-safe: the library takes its copies while
 * the bot trades.
 */
final class TradingBook implements TradingEngine {

    /** Recovery asks of orders as long as they are here, so they stay a good while after their end. */
    private static final Duration KEPT = Duration.ofMinutes(30);

    private final Clock clock;
    private final SessionMetadata session;
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, Fill> fills = new LinkedHashMap<>();
    private final SortedMap<String, Position> positions = new TreeMap<>();
    private @Nullable AccountState account;
    private @Nullable RiskLimits riskLimits;
    private SortedMap<String, StrategySection> sections = new TreeMap<>();
    private int made;

    TradingBook(Clock clock) {
        this.clock = clock;
        Instant now = clock.instant();
        // Not from the time alone: a clock that is set back must not make an id that was used before.
        String run = Long.toString(now.toEpochMilli(), 36)
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        this.session = SessionMetadata.of(run, now, "drill-bot", Map.of());
    }

    @Override
    public synchronized SystemStateSnapshot snapshot() {
        SystemStateSnapshot.Builder state = SystemStateSnapshot.builder(clock.instant())
                .orders(orders.values())
                .fills(fills.values())
                .positions(positions.values())
                .account(account)
                .riskLimits(riskLimits)
                .session(session);
        sections.forEach(state::section);
        return state.build();
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
        riskLimits = state.riskLimits();
        sections = state.sections();
    }

    /** A client order id that was never used: the run's own part keeps it unlike those of every other run. */
    synchronized String nextClientOrderId() {
        return "drill-" + session.sessionId() + "-" + ++made;
    }

    /** Books an order in the state it is known to be in, with the fills that are booked already. */
    synchronized void put(Order order) {
        Order known = orders.get(order.clientOrderId());
        Order.Builder next = order.toBuilder();
        if (known != null) {
            next.filledQuantity(known.filledQuantity()).averageFillPrice(known.averageFillPrice());
        } else {
            next.filledQuantity(BigDecimal.ZERO).averageFillPrice(null);
        }
        orders.put(order.clientOrderId(), next.updatedAt(clock.instant()).build());
    }

    /**
     * Books a fill of this order: once, whatever id it comes under. The broker counts an order's fills, so one that does not
     * take the count further is known, perhaps from recovery, which may have seen it in the order's total alone.
     *
     * @return whether it was new
     */
    synchronized boolean book(Order order, Fill fill) {
        Order known = orders.get(order.clientOrderId());
        BigDecimal quantity = fill.quantity();
        BigDecimal price = fill.price();
        BigDecimal cumulative = fill.cumulativeQuantity();
        if (known == null || quantity == null || price == null || cumulative == null) {
            return false;
        }
        BigDecimal before = orZero(known.filledQuantity());
        if (fills.containsKey(fill.fillId()) || cumulative.subtract(quantity).compareTo(before) != 0) {
            return false;
        }
        fills.put(fill.fillId(), fill);
        BigDecimal value = orZero(known.averageFillPrice()).multiply(before).add(price.multiply(quantity));
        orders.put(
                known.clientOrderId(),
                known.toBuilder()
                        .filledQuantity(cumulative)
                        .averageFillPrice(value.divide(cumulative, MathContext.DECIMAL64))
                        .status(known.status() == OrderStatus.NEW ? OrderStatus.PARTIALLY_FILLED : known.status())
                        .updatedAt(clock.instant())
                        .build());
        move(fill.symbol(), fill.side(), quantity, price);
        return true;
    }

    private void move(String symbol, OrderSide side, BigDecimal quantity, BigDecimal price) {
        Position held = positions.get(symbol);
        BigDecimal before = held == null ? BigDecimal.ZERO : orZero(held.quantity());
        BigDecimal after = side == OrderSide.BUY ? before.add(quantity) : before.subtract(quantity);
        BigDecimal average = held == null ? null : held.averagePrice();
        if (side == OrderSide.BUY) {
            BigDecimal cost = orZero(average).multiply(before).add(price.multiply(quantity));
            average = cost.divide(after, MathContext.DECIMAL64);
        }
        if (after.signum() == 0) {
            positions.remove(symbol);
        } else {
            positions.put(
                    symbol,
                    new Position(
                            symbol,
                            after,
                            average,
                            held == null ? null : held.multiplier(),
                            held == null ? null : held.assetId()));
        }
        pay(side == OrderSide.BUY ? price.multiply(quantity).negate() : price.multiply(quantity));
    }

    private void pay(BigDecimal amount) {
        AccountState before = account;
        if (before != null) {
            TreeMap<String, BigDecimal> cash = new TreeMap<>(before.cash());
            cash.merge(before.currency(), amount, BigDecimal::add);
            account = new AccountState(before.accountId(), before.environment(), before.currency(), null, cash, null);
        }
    }

    /** Books how an order ended, once all its fills are booked, and forgets those that ended long ago. */
    synchronized void end(String clientOrderId, OrderStatus status) {
        Order known = orders.get(clientOrderId);
        if (known != null) {
            orders.put(
                    clientOrderId,
                    known.toBuilder().status(status).updatedAt(clock.instant()).build());
        }
        Instant horizon = clock.instant().minus(KEPT);
        orders.values().removeIf(order -> order.status().isTerminal() && isBefore(order.updatedAt(), horizon));
        fills.values().removeIf(fill -> fill.time().isBefore(horizon) && !isKnown(fill.clientOrderId()));
    }

    /** The order of this id, as it was last heard of; absent if it is not known. */
    synchronized @Nullable Order order(String clientOrderId) {
        return orders.get(clientOrderId);
    }

    /** The orders that may still fill. */
    synchronized List<Order> openOrders() {
        return orders.values().stream()
                .filter(order -> !order.status().isTerminal())
                .toList();
    }

    /** Units held of this symbol. */
    synchronized BigDecimal held(String symbol) {
        Position position = positions.get(symbol);
        return position == null ? BigDecimal.ZERO : orZero(position.quantity());
    }

    /** What one unit held of this symbol cost on average; absent without a position or where it is not known. */
    synchronized @Nullable BigDecimal averagePrice(String symbol) {
        Position position = positions.get(symbol);
        return position == null ? null : position.averagePrice();
    }

    private boolean isKnown(@Nullable String clientOrderId) {
        return clientOrderId != null && orders.containsKey(clientOrderId);
    }

    private static boolean isBefore(@Nullable Instant time, Instant horizon) {
        return time != null && time.isBefore(horizon);
    }

    private static BigDecimal orZero(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
