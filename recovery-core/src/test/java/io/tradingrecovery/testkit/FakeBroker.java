package io.tradingrecovery.testkit;

import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.broker.OrderKey;
import io.tradingrecovery.broker.OrderLookup;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.TradingEnvironment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A broker whose answers the test writes down. Safe for use by many threads. */
public final class FakeBroker implements Broker {

    public volatile AccountState account =
            AccountState.of("A1", TradingEnvironment.PAPER, "USD", null, Map.of("USD", new BigDecimal("1000")), null);
    public final List<Position> positions = new CopyOnWriteArrayList<>();
    public final List<Order> open = new CopyOnWriteArrayList<>();
    public final List<Order> known = new CopyOnWriteArrayList<>();
    public final List<Fill> fills = new CopyOnWriteArrayList<>();
    public final AtomicInteger calls = new AtomicInteger();
    /** Runs before each answer, and may throw. */
    public volatile Runnable before = () -> {};
    /** What positions() answers instead, if it is set. */
    public volatile @Nullable Supplier<@Nullable List<Position>> positionsAnswer;

    private void called() {
        calls.incrementAndGet();
        before.run();
    }

    @Override
    public AccountState account() {
        called();
        return account;
    }

    @Override
    @SuppressWarnings("NullAway")
    public List<Position> positions() {
        called();
        Supplier<@Nullable List<Position>> answer = positionsAnswer;
        return answer == null ? new ArrayList<>(positions) : answer.get();
    }

    @Override
    public List<Order> openOrders() {
        called();
        return new ArrayList<>(open);
    }

    @Override
    public OrderLookup findOrder(OrderKey key) {
        called();
        return java.util.stream.Stream.concat(open.stream(), known.stream())
                .filter(order -> order.clientOrderId().equals(key.clientOrderId())
                        || (key.brokerOrderId() != null && key.brokerOrderId().equals(order.brokerOrderId())))
                .findFirst()
                .<OrderLookup>map(OrderLookup.Found::new)
                .orElse(new OrderLookup.NotFound());
    }

    @Override
    public FillHistory fillsSince(Instant from) {
        called();
        return new FillHistory.Complete(
                fills.stream().filter(fill -> !fill.time().isBefore(from)).toList());
    }
}
