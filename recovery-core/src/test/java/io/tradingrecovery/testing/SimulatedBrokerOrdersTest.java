package io.tradingrecovery.testing;

import static io.tradingrecovery.state.OrderSide.BUY;
import static io.tradingrecovery.state.OrderSide.SELL;
import static io.tradingrecovery.testing.Exchanges.amount;
import static io.tradingrecovery.testing.Exchanges.limit;
import static io.tradingrecovery.testing.Exchanges.market;
import static io.tradingrecovery.testing.Exchanges.order;
import static io.tradingrecovery.testing.Exchanges.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How orders are taken, worked and ended. */
class SimulatedBrokerOrdersTest {

    private final SettableClock clock = SettableClock.at(Exchanges.START);
    private final SimulatedBroker broker = Exchanges.usual(clock).build();

    @Test
    void aMarketOrderTradesAtThePriceThatIsSet() {
        broker.setPrice("AAPL", "187.50");

        Order order = broker.submit(market("c-1", "AAPL", BUY, "10"));

        assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(order.brokerOrderId()).isEqualTo("B-000001");
        assertThat(order.averageFillPrice()).isEqualByComparingTo("187.50");
        assertThat(order.assetId()).isEqualTo("asset-AAPL");
        Fill fill = broker.ledger().fillsOf("c-1").get(0);
        assertThat(fill.quantity()).isEqualByComparingTo("10");
        assertThat(fill.cumulativeQuantity()).isEqualByComparingTo("10");
        assertThat(broker.ledger().quantity("AAPL")).isEqualByComparingTo("10");
        assertThat(broker.ledger().cash().get("USD")).isEqualByComparingTo("98125");
    }

    @Test
    void anOrderWaitsForAPrice() {
        broker.submit(market("c-1", "AAPL", BUY, "10"));
        assertThat(status("c-1")).isEqualTo(OrderStatus.NEW);
        broker.setPrice("AAPL", "187.50");
        assertThat(status("c-1")).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void whatTheBotAloneKnowsIsNotKept() {
        Order sent = order("c-1", "AAPL", BUY, OrderType.MARKET, "1")
                .tags(Map.of("strategy", "grid"))
                .createdAt(clock.instant())
                .build();
        Order taken = broker.submit(sent);
        assertThat(taken.tags()).isEmpty();
        assertThat(taken.createdAt()).isNull();
        assertThat(taken.submittedAt()).isEqualTo(clock.instant());
    }

    @Test
    void aClientOrderIdIsTakenForEver() {
        broker.setPrice("AAPL", "187.50");
        broker.submit(market("c-1", "AAPL", BUY, "10"));
        assertThatThrownBy(() -> broker.submit(market("c-1", "AAPL", BUY, "10")))
                .isInstanceOfSatisfying(
                        BrokerException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(BrokerException.Kind.REJECTED))
                .hasMessageContaining("c-1")
                .hasMessageContaining("taken");
        assertThat(broker.ledger().quantity("AAPL")).isEqualByComparingTo("10");
        assertThat(broker.submissions()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"BUY, 100, 100.01, 99.50", "SELL, 100, 99.99, 100.50"})
    void aLimitOrderTradesAtItsPriceOrBetter(String side, String limit, String worse, String better) {
        broker.setPrice("AAPL", worse);
        broker.submit(limit("c-1", "AAPL", io.tradingrecovery.state.OrderSide.valueOf(side), "1", limit));
        assertThat(status("c-1")).isEqualTo(OrderStatus.NEW);

        broker.setPrice("AAPL", better);

        assertThat(broker.ledger().order("c-1").averageFillPrice()).isEqualByComparingTo(better);
    }

    @ParameterizedTest
    @CsvSource({"SELL, 100, 100.01, 100", "BUY, 100, 99.99, 100"})
    void aStopTradesOnceItsPriceIsReached(String side, String stop, String before, String reached) {
        broker.setPrice("AAPL", before);
        broker.submit(stop("c-1", "AAPL", io.tradingrecovery.state.OrderSide.valueOf(side), "1", stop));
        assertThat(status("c-1")).isEqualTo(OrderStatus.NEW);
        broker.setPrice("AAPL", reached);
        assertThat(status("c-1")).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void aStopLimitThatWasReachedStaysReached() {
        broker.setPrice("AAPL", "105");
        broker.submit(order("c-1", "AAPL", SELL, OrderType.STOP_LIMIT, "1")
                .stopPrice(amount("100"))
                .limitPrice(amount("99"))
                .build());
        broker.setPrice("AAPL", "98");
        assertThat(status("c-1")).isEqualTo(OrderStatus.NEW);
        broker.setPrice("AAPL", "101");
        assertThat(broker.ledger().order("c-1").averageFillPrice()).isEqualByComparingTo("101");
    }

    @Test
    void aTrailingStopFollowsTheMarketOneWay() {
        broker.setPrice("AAPL", "100");
        broker.submit(order("sell", "AAPL", SELL, OrderType.TRAILING_STOP, "1")
                .trailAmount(amount("5"))
                .build());
        broker.submit(order("buy", "AAPL", BUY, OrderType.TRAILING_STOP, "1")
                .trailPercent(amount("20"))
                .build());
        assertThat(broker.ledger().order("sell").stopPrice()).isEqualByComparingTo("95");
        assertThat(broker.ledger().order("buy").stopPrice()).isEqualByComparingTo("120");

        broker.setPrice("AAPL", "110");
        assertThat(broker.ledger().order("sell").stopPrice()).isEqualByComparingTo("105");
        assertThat(broker.ledger().order("buy").stopPrice()).isEqualByComparingTo("120");

        broker.setPrice("AAPL", "106");
        assertThat(status("sell")).isEqualTo(OrderStatus.NEW);
        broker.setPrice("AAPL", "104");
        assertThat(status("sell")).isEqualTo(OrderStatus.FILLED);
        broker.setPrice("AAPL", "124.8");
        assertThat(status("buy")).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void aThinMarketFillsInPartFirstComeFirstServed() {
        broker.submit(market("first", "AAPL", BUY, "10"));
        broker.submit(market("second", "AAPL", BUY, "10"));

        broker.setPrice("AAPL", amount("100"), amount("13"));
        assertThat(status("first")).isEqualTo(OrderStatus.FILLED);
        assertThat(status("second")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        broker.setPrice("AAPL", amount("110"), amount("7"));

        Order second = broker.ledger().order("second");
        assertThat(second.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(second.averageFillPrice()).isEqualByComparingTo("107");
        assertThat(broker.ledger().fillsOf("second"))
                .extracting(fill ->
                        Objects.requireNonNull(fill.cumulativeQuantity()).intValueExact())
                .containsExactly(3, 10);
        assertThat(Objects.requireNonNull(broker.ledger().positions().get("AAPL"))
                        .averagePrice())
                .isEqualByComparingTo("103.5");
    }

    @Test
    void anOrderByValueBuysWholeStepsOfIt() {
        broker.setPrice("FRAC", "30");
        Order order = broker.submit(Order.builder("c-1", "FRAC", BUY, OrderType.MARKET)
                .notional(amount("100"))
                .build());
        assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(order.quantity()).isNull();
        assertThat(order.filledQuantity()).isEqualByComparingTo("3.3333");
    }

    @Test
    void anOrderByValueThatBuysNothingIsCancelled() {
        broker.setPrice("AAPL", "187.50");
        broker.submit(Order.builder("c-1", "AAPL", BUY, OrderType.MARKET)
                .notional(amount("100"))
                .build());
        assertThat(status("c-1")).isEqualTo(OrderStatus.CANCELED);
    }

    @Test
    void immediateOrCancelKeepsWhatItGotAndFillOrKillGetsAllOrNothing() {
        broker.setPrice("AAPL", amount("100"), amount("4"));
        Order kill = broker.submit(order("fok", "AAPL", BUY, OrderType.MARKET, "5")
                .timeInForce(TimeInForce.FOK)
                .build());
        assertThat(kill.status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(kill.filledQuantity()).isEqualByComparingTo("0");
        Order immediate = broker.submit(order("ioc", "AAPL", BUY, OrderType.MARKET, "5")
                .timeInForce(TimeInForce.IOC)
                .build());
        assertThat(immediate.status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(immediate.filledQuantity()).isEqualByComparingTo("4");
        assertThat(broker.ledger().openOrders()).isEmpty();
    }

    @Test
    void ordersExpireByTheClockAtTheirTimeAndKeepTheirFills() {
        broker.submit(order("day", "AAPL", BUY, OrderType.MARKET, "10")
                .timeInForce(TimeInForce.DAY)
                .build());
        Instant end = clock.instant().plusSeconds(60);
        broker.submit(order("gtd", "AAPL", BUY, OrderType.MARKET, "10")
                .timeInForce(TimeInForce.GTD)
                .expiresAt(end)
                .build());
        broker.submit(market("gtc", "AAPL", BUY, "10"));
        broker.fill("gtd", amount("3"), amount("100"));

        clock.advance(Duration.ofSeconds(60).minusNanos(1));
        assertThat(status("gtd")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        clock.advance(Duration.ofDays(3));

        assertThat(broker.ledger().order("gtd").updatedAt()).isEqualTo(end);
        assertThat(broker.ledger().order("gtd").filledQuantity()).isEqualByComparingTo("3");
        assertThat(status("gtd")).isEqualTo(OrderStatus.EXPIRED);
        assertThat(status("day")).isEqualTo(OrderStatus.EXPIRED);
        assertThat(broker.ledger().order("day").updatedAt()).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(status("gtc")).isEqualTo(OrderStatus.NEW);
    }

    @Test
    void aDayEndsWithTheSessionOfTheCalendar() {
        Instant close = Instant.parse("2026-11-23T21:00:00Z");
        SimulatedBroker stocks = Exchanges.usual(clock)
                .sessions((from, to) -> List.of(
                        new io.tradingrecovery.time.TradingSession(Instant.parse("2026-11-23T14:30:00Z"), close)))
                .build();
        stocks.submit(order("day", "AAPL", BUY, OrderType.MARKET, "10")
                .timeInForce(TimeInForce.DAY)
                .build());
        clock.advance(Duration.ofDays(1));
        assertThat(stocks.ledger().order("day").updatedAt()).isEqualTo(close);
    }

    @Test
    void aCancelledOrderKeepsItsFillsAndIsCancelledOnce() {
        broker.submit(limit("c-1", "AAPL", BUY, "10", "100"));
        broker.fill("c-1", amount("4"), amount("99"));
        broker.cancel("c-1");
        broker.setPrice("AAPL", "90");

        assertThat(status("c-1")).isEqualTo(OrderStatus.CANCELED);
        assertThat(broker.ledger().order("c-1").filledQuantity()).isEqualByComparingTo("4");
        assertThatThrownBy(() -> broker.cancel("c-1"))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("CANCELED");
        assertThatThrownBy(() -> broker.cancel("c-2"))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("not known");
    }

    @Test
    void aReplacementTakesThePlaceInOneStep() {
        broker.submit(limit("old", "AAPL", BUY, "10", "100"));
        broker.fill("old", amount("4"), amount("99"));

        Order next = broker.replace("old", limit("new", "AAPL", BUY, "6", "101"));

        Order old = broker.ledger().order("old");
        assertThat(old.status()).isEqualTo(OrderStatus.REPLACED);
        assertThat(old.replacedBy()).isEqualTo("new");
        assertThat(old.filledQuantity()).isEqualByComparingTo("4");
        assertThat(next.replaces()).isEqualTo("old");
        assertThat(next.filledQuantity()).isEqualByComparingTo("0");
        assertThat(next.brokerOrderId()).isNotEqualTo(old.brokerOrderId());
        assertThat(broker.ledger().openOrders()).containsExactly(next);
        broker.faults().reads(Read.OPEN_ORDERS).once().lagByChanges(1);
        assertThat(broker.openOrders()).extracting(Order::clientOrderId).containsExactly("old");
    }

    @Test
    void aRefusedReplacementLeavesTheOldOrderWorking() {
        broker.submit(limit("old", "AAPL", BUY, "10", "100"));
        for (Order wrong : List.of(
                limit("new", "AAPL", SELL, "10", "100"),
                limit("new", "SAP", BUY, "10", "100"),
                limit("old", "AAPL", BUY, "10", "100"),
                limit("new", "AAPL", BUY, "0.5", "100"))) {
            assertThatThrownBy(() -> broker.replace("old", wrong)).isInstanceOf(BrokerException.class);
        }
        assertThat(broker.ledger().orders()).hasSize(1);
        assertThat(status("old")).isEqualTo(OrderStatus.NEW);
    }

    @Test
    void theLegsOfABracketAreHeldUntilTheEntryIsFilledAndThenOnlyOneExecutes() {
        bracket();
        assertThat(status("profit")).isEqualTo(OrderStatus.HELD);
        assertThat(broker.ledger().order("loss").parentOrderId()).isEqualTo("entry");
        assertThat(broker.openOrders()).hasSize(3);
        assertThatThrownBy(() -> broker.fill("loss", amount("1"), amount("90"))).hasMessageContaining("not working");

        broker.fill("entry", amount("4"), amount("100"));
        assertThat(status("profit")).isEqualTo(OrderStatus.HELD);
        broker.fill("entry", amount("6"), amount("100"));
        assertThat(status("profit")).isEqualTo(OrderStatus.NEW);

        broker.setPrice("AAPL", amount("110"), amount("3"));
        assertThat(status("profit")).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(status("loss")).isEqualTo(OrderStatus.CANCELED);
        broker.setPrice("AAPL", "110");
        assertThat(broker.ledger().quantity("AAPL")).isEqualByComparingTo("0");
        assertThat(broker.ledger().positions()).isEmpty();
    }

    @Test
    void theLegsEndWithAnEntryThatEndsOtherwise() {
        bracket();
        broker.fill("entry", amount("4"), amount("100"));
        broker.cancel("entry");
        assertThat(status("profit")).isEqualTo(OrderStatus.CANCELED);
        assertThat(status("loss")).isEqualTo(OrderStatus.CANCELED);
        assertThat(broker.ledger().quantity("AAPL")).isEqualByComparingTo("4");
    }

    @Test
    void theLegsGoWithAnEntryThatIsReplaced() {
        bracket();
        broker.replace("entry", limit("entry-2", "AAPL", BUY, "10", "101"));
        broker.replace("loss", stop("loss-2", "AAPL", SELL, "10", "92"));
        assertThat(broker.ledger().order("profit").parentOrderId()).isEqualTo("entry-2");
        assertThat(status("loss-2")).isEqualTo(OrderStatus.HELD);
        broker.setPrice("AAPL", "101");
        assertThat(status("loss-2")).isEqualTo(OrderStatus.NEW);
        broker.setPrice("AAPL", "92");
        assertThat(status("loss-2")).isEqualTo(OrderStatus.FILLED);
        assertThat(status("profit")).isEqualTo(OrderStatus.CANCELED);
    }

    @Test
    void ofAPairOnlyOneExecutesAndACancelEndsBoth() {
        broker.submitPair(limit("a", "AAPL", SELL, "10", "110"), stop("b", "AAPL", SELL, "10", "90"));
        broker.setPrice("AAPL", "89");
        assertThat(status("a")).isEqualTo(OrderStatus.CANCELED);
        assertThat(status("b")).isEqualTo(OrderStatus.FILLED);

        broker.submitPair(limit("c", "AAPL", SELL, "10", "110"), limit("d", "AAPL", SELL, "10", "120"));
        broker.cancel("c");
        assertThat(status("d")).isEqualTo(OrderStatus.CANCELED);
    }

    @Test
    void aPairOrBracketThatIsRefusedLeavesNothing() {
        assertThatThrownBy(() ->
                        broker.submitPair(limit("a", "AAPL", SELL, "10", "110"), stop("b", "AAPL", SELL, "0.5", "90")))
                .hasMessageContaining("0.5");
        assertThatThrownBy(
                        () -> broker.submitBracket(market("e", "AAPL", BUY, "10"), stop("l", "NOPE", SELL, "10", "90")))
                .hasMessageContaining("NOPE");
        assertThat(broker.ledger().orders()).isEmpty();
    }

    @Test
    void refusesWhatNoExchangeTakesAndSaysWhy() {
        assertRefused(market("c", "AAPL", BUY, "0"), "quantity is 0");
        assertRefused(market("c", "AAPL", BUY, "-1"), "quantity is -1");
        assertRefused(market("c", "AAPL", BUY, "1.5"), "no multiple of 1");
        assertRefused(market("c", "NOPE", BUY, "1"), "NOPE is not listed");
        assertRefused(market("c", "LONG", SELL, "1"), "can't be sold short");
        assertRefused(Order.builder("c", "AAPL", BUY, OrderType.MARKET).build(), "give one of them");
        assertRefused(order("c", "AAPL", BUY, OrderType.LIMIT, "1").build(), "needs a limit price");
        assertRefused(limit("c", "AAPL", BUY, "1", "-5"), "limit price is -5");
        assertRefused(
                order("c", "AAPL", BUY, OrderType.MARKET, "1")
                        .limitPrice(BigDecimal.ONE)
                        .build(),
                "has no limit price, but it is 1");
        assertRefused(order("c", "AAPL", BUY, OrderType.STOP, "1").build(), "needs a stop price");
        assertRefused(order("c", "AAPL", BUY, OrderType.TRAILING_STOP, "1").build(), "trail");
        assertRefused(
                order("c", "AAPL", BUY, OrderType.TRAILING_STOP, "1")
                        .trailAmount(BigDecimal.ONE)
                        .trailPercent(BigDecimal.ONE)
                        .build(),
                "trail");
        assertRefused(
                order("c", "AAPL", BUY, OrderType.MARKET, "1")
                        .trailAmount(BigDecimal.ONE)
                        .build(),
                "trail");
        assertRefused(order("c", "AAPL", BUY, OrderType.UNKNOWN, "1").build(), "UNKNOWN");
        assertRefused(
                Order.builder("c", "AAPL", BUY, OrderType.LIMIT)
                        .notional(BigDecimal.TEN)
                        .limitPrice(BigDecimal.ONE)
                        .build(),
                "by value");
        assertRefused(
                order("c", "AAPL", BUY, OrderType.MARKET, "1")
                        .timeInForce(TimeInForce.OPG)
                        .build(),
                "no OPG");
        assertRefused(
                order("c", "AAPL", BUY, OrderType.MARKET, "1")
                        .timeInForce(TimeInForce.GTD)
                        .expiresAt(clock.instant())
                        .build(),
                "end in the future");
        assertThat(broker.ledger().orders()).isEmpty();
    }

    @Test
    void sellsWhatIsHeldOfAnInstrumentThatCantBeShort() {
        broker.setPrice("LONG", "10");
        broker.submit(market("buy", "LONG", BUY, "5"));
        broker.submit(market("sell", "LONG", SELL, "5"));
        assertThat(broker.ledger().positions()).isEmpty();
    }

    @Test
    void findsNothingThatIsNotThere() {
        assertThatThrownBy(() -> broker.setPrice("NOPE", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NOPE")
                .hasMessageContaining("AAPL");
        assertThatThrownBy(() -> broker.ledger().order("c-9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("c-9");
        broker.submit(market("c-1", "AAPL", BUY, "10"));
        assertThatThrownBy(() -> broker.fill("c-1", amount("11"), amount("1"))).hasMessageContaining("at most 10");
        assertThatThrownBy(() -> broker.fill("c-1", amount("0"), amount("1"))).hasMessageContaining("above 0");
    }

    private void bracket() {
        broker.submitBracket(
                limit("entry", "AAPL", BUY, "10", "100"),
                limit("profit", "AAPL", SELL, "10", "110"),
                stop("loss", "AAPL", SELL, "10", "90"));
    }

    private void assertRefused(Order order, String why) {
        assertThatThrownBy(() -> broker.submit(order))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining(why);
    }

    private OrderStatus status(String clientOrderId) {
        return broker.ledger().order(clientOrderId).status();
    }
}
