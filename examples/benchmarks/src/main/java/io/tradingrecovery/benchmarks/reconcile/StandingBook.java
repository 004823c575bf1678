package io.tradingrecovery.benchmarks.reconcile;

import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.persistence.LoadResult;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEngine;
import io.tradingrecovery.state.TradingEnvironment;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A bot of 50 positions and 100 working orders, and a broker that answers at once. One position and its order have moved on
 * since the bot saved. The broker makes its answers when it is asked, so that a fresh JVM that is measured has loaded
 * nothing before that recovery would have to load.
 */
final class StandingBook implements Broker, TradingEngine {

    static final int POSITIONS = 50;
    static final int ORDERS = 100;

    private static final BigDecimal HELD = new BigDecimal("100");
    private static final BigDecimal MISSED = new BigDecimal("4");
    private static final BigDecimal PRICE = new BigDecimal("187.33");
    private static final BigDecimal CASH = new BigDecimal("100000");

    private final Instant savedAt;
    private int restoredOrders;

    /** The broker's book for a state that was saved then. */
    StandingBook(Instant savedAt) {
        this.savedAt = savedAt;
    }

    /** Saves the bot's state in a directory, and gives the file. */
    Path saveIn(Path directory) {
        try (StatePersistence persistence =
                StatePersistence.builder().directory(directory).open()) {
            LoadResult unused = persistence.loadState();
            return persistence.saveState(saved()).file();
        }
    }

    private SystemStateSnapshot saved() {
        return SystemStateSnapshot.builder(savedAt)
                .positions(positions(HELD))
                .orders(orders(order(0)))
                .account(account(CASH))
                .build();
    }

    @Override
    public AccountState account() {
        return account(CASH.subtract(MISSED.multiply(PRICE)));
    }

    @Override
    public List<Position> positions() {
        return positions(HELD.add(MISSED));
    }

    @Override
    public List<Order> openOrders() {
        return orders(partlyFilled(order(0)));
    }

    @Override
    public OrderLookup findOrder(OrderKey key) {
        return new OrderLookup.NotFound();
    }

    @Override
    public FillHistory fillsSince(Instant from) {
        return new FillHistory.Complete(
                List.of(Fill.builder("execution-0", symbol(0), OrderSide.BUY, MISSED, savedAt.plusSeconds(1))
                        .clientOrderId(clientOrderId(0))
                        .brokerOrderId("broker-0")
                        .price(PRICE)
                        .fee(BigDecimal.ZERO, "USD")
                        .build()));
    }

    @Override
    public SystemStateSnapshot snapshot() {
        return saved();
    }

    @Override
    public void restore(SystemStateSnapshot snapshot) {
        restoredOrders = snapshot.orders().size();
    }

    /** How many orders the engine was given. */
    int restoredOrders() {
        return restoredOrders;
    }

    private static List<Position> positions(BigDecimal first) {
        List<Position> positions = new ArrayList<>();
        for (int i = 0; i < POSITIONS; i++) {
            positions.add(position(i, i == 0 ? first : HELD));
        }
        return positions;
    }

    private List<Order> orders(Order first) {
        List<Order> orders = new ArrayList<>();
        orders.add(first);
        for (int i = 1; i < ORDERS; i++) {
            orders.add(order(i));
        }
        return orders;
    }

    private static AccountState account(BigDecimal cash) {
        return AccountState.of("A-1", TradingEnvironment.PAPER, "USD", null, Map.of("USD", cash), null);
    }

    private static Position position(int number, BigDecimal quantity) {
        return new Position(symbol(number), quantity, PRICE, BigDecimal.ONE, "asset-".concat(Integer.toString(number)));
    }

    private Order order(int number) {
        return Order.builder(clientOrderId(number), symbol(number % POSITIONS), OrderSide.BUY, OrderType.LIMIT)
                .brokerOrderId("broker-".concat(Integer.toString(number)))
                .quantity(BigDecimal.TEN)
                .limitPrice(PRICE)
                .status(OrderStatus.NEW)
                .multiplier(BigDecimal.ONE)
                .tags(Map.of("strategy", "grid"))
                .createdAt(savedAt.minusSeconds(30))
                .submittedAt(savedAt.minusSeconds(29))
                .build();
    }

    private Order partlyFilled(Order order) {
        return order.toBuilder()
                .status(OrderStatus.PARTIALLY_FILLED)
                .filledQuantity(MISSED)
                .averageFillPrice(PRICE)
                .updatedAt(savedAt.plusSeconds(1))
                .build();
    }

    private static String clientOrderId(int number) {
        return "grid-20261123-".concat(Integer.toString(number));
    }

    private static String symbol(int number) {
        return "SYM".concat(Integer.toString(number));
    }
}
