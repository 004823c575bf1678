package io.tradingrecovery.drill.exchange.matching;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account of 10,000 dollars with a market that prints what a test says, a second apart. */
final class Account {

    final Books books = new Books();
    final OrderDesk desk = new OrderDesk(books, Set.of("X"));
    private Instant now = Instant.parse("2026-11-25T15:00:00Z");
    private int orders;

    Account() {
        books.apply(new LedgerEntry.Opened(now, "account", new BigDecimal("10000")));
    }

    Instant now() {
        return now;
    }

    void wait(Duration time) {
        now = now.plus(time);
    }

    List<LedgerEntry> print(String price, String size) {
        now = now.plusSeconds(1);
        return Matching.onPrint(books, new Print("X", new BigDecimal(price), new BigDecimal(size), now));
    }

    /** Buys this many at 100 dollars each. */
    void holds(String quantity) throws RefusedException {
        place(Side.BUY, Kind.MARKET, quantity, null, null);
        print("100", quantity);
    }

    String place(Side side, Kind kind, String quantity, @Nullable String limit, @Nullable String stop)
            throws RefusedException {
        return place(side, kind, Lasting.GTC, quantity, limit, stop);
    }

    String place(Side side, Kind kind, Lasting lasting, String quantity, @Nullable String limit, @Nullable String stop)
            throws RefusedException {
        String id = "order-" + ++orders;
        submit(OrderRequest.simple(
                id, "X", side, kind, lasting, new BigDecimal(quantity), amount(limit), amount(stop)));
        return id;
    }

    String bracket(String quantity, String takeProfit, String stopLoss) throws RefusedException {
        String id = "order-" + ++orders;
        submit(new OrderRequest(
                id,
                "X",
                Side.BUY,
                Kind.MARKET,
                Lasting.GTC,
                new BigDecimal(quantity),
                null,
                null,
                amount(takeProfit),
                amount(stopLoss)));
        return id;
    }

    void submit(OrderRequest request) throws RefusedException {
        desk.submit(request, new BigDecimal("100"), now);
    }

    ExchangeOrder order(String clientOrderId) {
        ExchangeOrder order = books.findByClientId(clientOrderId);
        if (order == null) {
            throw new AssertionError("There is no order " + clientOrderId);
        }
        return order;
    }

    List<ExchangeOrder> legs(String clientOrderId) {
        return books.legs(order(clientOrderId).terms().orderId());
    }

    private static @Nullable BigDecimal amount(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
