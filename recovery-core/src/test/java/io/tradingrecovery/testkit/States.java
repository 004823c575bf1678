package io.tradingrecovery.testkit;

import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.ClosedOrder;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.Position;
import io.tradingrecovery.state.RiskLimit;
import io.tradingrecovery.state.RiskLimits;
import io.tradingrecovery.state.SessionMetadata;
import io.tradingrecovery.state.StrategySection;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TimeInForce;
import io.tradingrecovery.state.TradingEnvironment;
import io.tradingrecovery.state.TradingHalt;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** States to test with. */
public final class States {

    /** When they were taken. */
    public static final Instant TIME = Instant.parse("2026-11-23T14:30:00.123456789Z");

    private States() {}

    /** A state in which every field of every record is set. */
    public static SystemStateSnapshot rich() {
        return SystemStateSnapshot.builder(TIME)
                .positions(List.of(
                        new Position("AAPL", amount("100"), amount("187.3350"), amount("1"), "b0b6dd9d"),
                        new Position("BTC/USD", amount("-0.00012345"), null, null, null)))
                .orders(List.of(
                        order(),
                        Order.builder("bare", "MSFT", OrderSide.SELL, OrderType.MARKET)
                                .build()))
                .fills(List.of(
                        fill("x-1"),
                        Fill.builder("x-2", "MSFT", OrderSide.SELL, amount("1"), TIME)
                                .build()))
                .account(AccountState.of(
                        "PA3X",
                        TradingEnvironment.PAPER,
                        "USD",
                        amount("100250.10"),
                        Map.of("USD", amount("-12.50"), "EUR", amount("0.00")),
                        amount("200500.20")))
                .riskLimits(RiskLimits.of(Map.of(
                                RiskLimits.MAX_DAILY_LOSS, new RiskLimit(amount("500"), amount("120.5"), TIME),
                                RiskLimits.MAX_OPEN_ORDERS, new RiskLimit(amount("20"), null, null)))
                        .halted("daily loss", TIME))
                .session(SessionMetadata.of("s-1", TIME, "grid 2.1", Map.of("host", "vm \"7\"", "ünïcode", "日本 🚀")))
                .section("grid", new StrategySection("{ \"level\" : 1.10, \"deep\":[[{}]] }"))
                .section("text", new StrategySection("\"a \\u00e4 string\""))
                .section("zero", new StrategySection("0"))
                .build();
    }

    /** What a journal may add up to, in which every field of every record is set. */
    public static JournalState richJournal() {
        return new JournalState(
                List.of(
                        new JournaledOrder(order(), List.of(fill("x-1")), null),
                        new JournaledOrder(
                                Order.builder("c-2", "MSFT", OrderSide.SELL, OrderType.MARKET)
                                        .status(OrderStatus.FILLED)
                                        .build(),
                                List.of(),
                                TIME)),
                List.of(new ClosedOrder(
                        "old", "b-0", OrderStatus.CANCELED, amount("3"), amount("1.5"), TIME, List.of("x-0", "x-00"))),
                List.of(fill("stray")),
                new TradingHalt("a person said so", TIME));
    }

    /** An order with every field set. */
    public static Order order() {
        return Order.builder("c-1", "AAPL", OrderSide.BUY, OrderType.STOP_LIMIT)
                .brokerOrderId("b-1")
                .quantity(amount("10"))
                .notional(amount("1873.35"))
                .limitPrice(amount("188.00"))
                .stopPrice(amount("187.50"))
                .trailAmount(amount("0.5"))
                .trailPercent(amount("1.25"))
                .timeInForce(TimeInForce.GTD)
                .expiresAt(TIME.plusSeconds(3_600))
                .status(OrderStatus.PARTIALLY_FILLED)
                .filledQuantity(amount("4"))
                .averageFillPrice(amount("187.99"))
                .multiplier(amount("100"))
                .assetId("b0b6dd9d")
                .parentOrderId("c-0")
                .replaces("c-00")
                .replacedBy("b-2")
                .tags(Map.of("strategy", "grid", "level", "3"))
                .createdAt(TIME)
                .submittedAt(TIME.plusMillis(5))
                .updatedAt(TIME.plusNanos(7))
                .build();
    }

    /** A fill with every field set. */
    public static Fill fill(String id) {
        return Fill.builder(id, "AAPL", OrderSide.BUY, amount("4"), TIME)
                .clientOrderId("c-1")
                .brokerOrderId("b-1")
                .price(amount("187.99"))
                .cumulativeQuantity(amount("4"))
                .fee(amount("0.02"), "USD")
                .inferred(true)
                .build();
    }

    /** A plain state that differs by its number. */
    public static SystemStateSnapshot numbered(int number) {
        return SystemStateSnapshot.builder(TIME.plusSeconds(number))
                .positions(List.of(Position.of("AAPL", BigDecimal.valueOf(number), amount("187.33"))))
                .build();
    }

    /** The number of a {@linkplain #numbered numbered} state. */
    public static int numberOf(SystemStateSnapshot state) {
        BigDecimal quantity = state.positions().get(0).quantity();
        return quantity == null ? -1 : quantity.intValueExact();
    }

    /** A state of a size as a bot has it. */
    public static SystemStateSnapshot typical(int positions, int orders) {
        List<Position> held = new ArrayList<>();
        for (int i = 0; i < positions; i++) {
            held.add(new Position(
                    "SYM" + i, BigDecimal.valueOf(i * 7L + 1), amount("1" + i + ".25"), null, "asset-" + i));
        }
        List<Order> open = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            open.add(order().toBuilder().brokerOrderId("b-" + i).build());
        }
        return SystemStateSnapshot.builder(TIME).positions(held).orders(open).build();
    }

    /** An amount from text. */
    public static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }
}
