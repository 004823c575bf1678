package io.tradingrecovery.drill.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.SessionMetadata;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEnvironment;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TradingBookTest {

    private static final Instant NOW = Instant.parse("2026-01-05T15:00:00Z");

    private final TradingBook book = new TradingBook(Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void open() {
        TreeMap<String, BigDecimal> cash = new TreeMap<>();
        cash.put("USD", new BigDecimal("1000"));
        book.restore(SystemStateSnapshot.builder(NOW)
                .account(new AccountState("account", TradingEnvironment.PAPER, "USD", null, cash, null))
                .session(SessionMetadata.of("session", NOW, "test", Map.of()))
                .build());
    }

    private Order sent(String id, OrderSide side, String quantity) {
        Order order = Order.builder(id, "AAPL", side, OrderType.MARKET)
                .quantity(new BigDecimal(quantity))
                .status(OrderStatus.NEW)
                .brokerOrderId("broker-" + id)
                .build();
        book.put(order);
        return order;
    }

    private static Fill fill(String id, Order order, String quantity, String price, String cumulative) {
        return Fill.builder(id, order.symbol(), order.side(), new BigDecimal(quantity), NOW)
                .clientOrderId(order.clientOrderId())
                .price(new BigDecimal(price))
                .cumulativeQuantity(new BigDecimal(cumulative))
                .build();
    }

    private @Nullable BigDecimal cash() {
        AccountState account = book.snapshot().account();
        return account == null ? null : account.cash().get("USD");
    }

    @Test
    void booksPositionAveragePriceAndCashOfEachFill() {
        Order buy = sent("1", OrderSide.BUY, "3");

        assertThat(book.book(buy, fill("f1", buy, "1", "10", "1"))).isTrue();
        assertThat(book.book(buy, fill("f2", buy, "2", "13", "3"))).isTrue();

        assertThat(book.held("AAPL")).isEqualByComparingTo("3");
        assertThat(book.averagePrice("AAPL")).isEqualByComparingTo("12");
        assertThat(cash()).isEqualByComparingTo("964");
        assertThat(book.order("1")).satisfies(order -> {
            assertThat(order.filledQuantity()).isEqualByComparingTo("3");
            assertThat(order.averageFillPrice()).isEqualByComparingTo("12");
            assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        });
    }

    @Test
    void booksAFillOnceWhateverIdItComesUnder() {
        Order buy = sent("1", OrderSide.BUY, "3");
        book.book(buy, fill("f1", buy, "1", "10", "1"));

        assertThat(book.book(buy, fill("f1", buy, "1", "10", "1"))).isFalse();
        assertThat(book.book(buy, fill("other-id", buy, "1", "10", "1"))).isFalse();

        assertThat(book.held("AAPL")).isEqualByComparingTo("1");
        assertThat(cash()).isEqualByComparingTo("990");
    }

    @Test
    void waitsForTheFillThatIsMissingInBetween() {
        Order buy = sent("1", OrderSide.BUY, "3");

        assertThat(book.book(buy, fill("f2", buy, "2", "13", "3"))).isFalse();

        assertThat(book.held("AAPL")).isZero();
    }

    @Test
    void isFlatAfterTheLastUnitIsSold() {
        Order buy = sent("1", OrderSide.BUY, "3");
        book.book(buy, fill("f1", buy, "3", "10", "3"));
        book.end("1", OrderStatus.FILLED);
        Order sell = sent("2", OrderSide.SELL, "3");
        book.book(sell, fill("f2", sell, "3", "11", "3"));
        book.end("2", OrderStatus.FILLED);

        assertThat(book.held("AAPL")).isZero();
        assertThat(book.snapshot().positions()).isEmpty();
        assertThat(book.openOrders()).isEmpty();
        assertThat(cash()).isEqualByComparingTo("1003");
    }

    @Test
    void goesOnFromACopyOfItself() {
        Order buy = sent("1", OrderSide.BUY, "3");
        book.book(buy, fill("f1", buy, "1", "10", "1"));
        TradingBook next = new TradingBook(Clock.fixed(NOW, ZoneOffset.UTC));

        next.restore(book.snapshot());

        assertThat(next.openOrders()).isEqualTo(book.openOrders());
        assertThat(next.snapshot().positions()).isEqualTo(book.snapshot().positions());
        assertThat(next.book(buy, fill("f1", buy, "1", "10", "1"))).isFalse();
        assertThat(next.nextClientOrderId()).isNotEqualTo(book.nextClientOrderId());
    }
}
