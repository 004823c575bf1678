package io.tradingrecovery.benchmarks.reconcile;

import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.broker.BrokerCapability;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.reconcile.BrokerView;
import io.tradingrecovery.reconcile.Plan;
import io.tradingrecovery.reconcile.ReconcilePolicy;
import io.tradingrecovery.reconcile.Reconciler;
import io.tradingrecovery.reconcile.SavedState;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEnvironment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A state in which every order was partly filled since it was saved: as many positions, orders and new fills as asked for,
 * the same for the same number whenever and wherever it is made.
 *
 * @param saved what was saved
 * @param view what the broker says
 */
record MissedTrading(SavedState saved, BrokerView view) {

    private static final Instant SAVED_AT = Instant.parse("2026-11-23T14:30:00Z");
    private static final BigDecimal HELD = new BigDecimal("100");
    private static final BigDecimal MISSED = new BigDecimal("4");
    private static final BigDecimal PRICE = new BigDecimal("187.33");
    private static final BigDecimal CASH = new BigDecimal("100000000000");

    static MissedTrading of(int rows) {
        SystemStateSnapshot copy = SystemStateSnapshot.builder(SAVED_AT)
                .positions(IntStream.range(0, rows)
                        .mapToObj(number -> position(number, HELD))
                        .toList())
                .orders(IntStream.range(0, rows).mapToObj(MissedTrading::order).toList())
                .account(account(CASH))
                .build();
        BigDecimal paid = MISSED.multiply(PRICE).multiply(BigDecimal.valueOf(rows));
        BrokerView view = new BrokerView(
                SAVED_AT.plusSeconds(60),
                account(CASH.subtract(paid)),
                IntStream.range(0, rows)
                        .mapToObj(number -> position(number, HELD.add(MISSED)))
                        .toList(),
                IntStream.range(0, rows)
                        .mapToObj(number -> partlyFilled(order(number)))
                        .toList(),
                Map.of(),
                new FillHistory.Complete(
                        IntStream.range(0, rows).mapToObj(MissedTrading::fill).toList()),
                new ActivityHistory.Unsupported("not part of the measurement"),
                EnumSet.allOf(BrokerCapability.class),
                true);
        return new MissedTrading(SavedState.of(copy, JournalState.EMPTY), view);
    }

    /** The plan, of which every change is explained. */
    Plan plan() {
        return Reconciler.plan(saved, view, ReconcilePolicy.defaults());
    }

    /** Fails if the plan is not the one that the measurement is about. */
    void requireRight(Plan plan) {
        int rows = view.positions().size();
        if (plan.needsReview()
                || plan.newFills().size() != rows
                || plan.positions().size() != rows) {
            throw new IllegalStateException("Not the plan to measure: " + plan.severity() + ", "
                    + plan.newFills().size() + " new fills of " + rows);
        }
    }

    private static AccountState account(BigDecimal cash) {
        return AccountState.of("A-1", TradingEnvironment.PAPER, "USD", null, Map.of("USD", cash), null);
    }

    private static Position position(int number, BigDecimal quantity) {
        return new Position(symbol(number), quantity, PRICE, BigDecimal.ONE, "asset-" + number);
    }

    private static Order order(int number) {
        return Order.builder(clientOrderId(number), symbol(number), OrderSide.BUY, OrderType.LIMIT)
                .brokerOrderId("broker-" + number)
                .quantity(BigDecimal.TEN)
                .limitPrice(PRICE)
                .status(OrderStatus.NEW)
                .multiplier(BigDecimal.ONE)
                .tags(Map.of("strategy", "grid"))
                .createdAt(SAVED_AT.minusSeconds(30))
                .submittedAt(SAVED_AT.minusSeconds(29))
                .build();
    }

    private static Order partlyFilled(Order order) {
        return order.toBuilder()
                .status(OrderStatus.PARTIALLY_FILLED)
                .filledQuantity(MISSED)
                .averageFillPrice(PRICE)
                .updatedAt(SAVED_AT.plusSeconds(20))
                .build();
    }

    private static Fill fill(int number) {
        return Fill.builder("execution-" + number, symbol(number), OrderSide.BUY, MISSED, SAVED_AT.plusSeconds(20))
                .clientOrderId(clientOrderId(number))
                .brokerOrderId("broker-" + number)
                .price(PRICE)
                .fee(BigDecimal.ZERO, "USD")
                .build();
    }

    private static String clientOrderId(int number) {
        return String.format(Locale.ROOT, "grid-20261123-%08d", number);
    }

    private static String symbol(int number) {
        return String.format(Locale.ROOT, "SYM%06d", number);
    }
}
