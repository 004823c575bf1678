package io.tradingrecovery.drill.exchange.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderDeskTest {

    private final Account account = new Account();

    @Test
    void refusesAClientOrderIdThatWasEverUsed() throws RefusedException {
        String id = account.place(Side.BUY, Kind.MARKET, "1", null, null);
        account.print("100", "1");
        account.place(Side.SELL, Kind.MARKET, "1", null, null);

        assertRefused(
                422,
                40010001,
                "client_order_id must be unique",
                () -> account.submit(
                        OrderRequest.simple(id, "X", Side.BUY, Kind.MARKET, Lasting.GTC, BigDecimal.ONE, null, null)));
    }

    @Test
    void refusesToSellWhatIsNotHeldOrPromisedToAnotherOrder() throws RefusedException {
        account.holds("5");
        account.place(Side.SELL, Kind.STOP, "3", null, "90");

        assertRefused(
                403,
                40310000,
                "insufficient qty available for order (requested: 3, available: 2)",
                () -> account.place(Side.SELL, Kind.MARKET, "3", null, null));
        assertThat(account.place(Side.SELL, Kind.MARKET, "2", null, null)).isNotEmpty();
    }

    @Test
    void refusesToBuyForMoreThanTheCashThatIsFree() throws RefusedException {
        account.place(Side.BUY, Kind.LIMIT, "60", "100", null);

        assertRefused(
                403,
                40310000,
                "insufficient buying power (4000.00)",
                () -> account.place(Side.BUY, Kind.MARKET, "41", null, null));
        assertThat(account.place(Side.BUY, Kind.MARKET, "40", null, null)).isNotEmpty();
    }

    @Test
    void refusesWhatItCanNotUnderstand() {
        assertRefused(422, 42210001, "qty must be > 0, and is -1", () -> place("X", Kind.MARKET, "-1", null));
        assertRefused(422, 42210001, "asset \"Y\" not found", () -> place("Y", Kind.MARKET, "1", null));
        assertRefused(
                422, 42210001, "limit_price is required for this order type", () -> place("X", Kind.LIMIT, "1", null));
        assertRefused(
                422, 42210001, "limit_price must not be given", () -> place("X", Kind.MARKET, "1", BigDecimal.TEN));
        assertRefused(
                422,
                42210001,
                "qty must have at most 9 decimal places",
                () -> place("X", Kind.MARKET, "0.0000000001", null));
    }

    @Test
    void replacesWhatIsNotFilledUnderANewIdAndLinksTheTwo() throws RefusedException {
        String id = account.place(Side.BUY, Kind.LIMIT, "5", "99", null);
        account.print("99", "2");

        account.desk.replace(
                account.order(id).terms().orderId(), "new", null, new BigDecimal("101"), null, account.now());

        ExchangeOrder old = account.order(id);
        ExchangeOrder replacement = account.order("new");
        assertThat(old.status()).isEqualTo(Status.REPLACED);
        assertThat(old.replacedBy()).isEqualTo(replacement.terms().orderId());
        assertThat(replacement.terms().replaces()).isEqualTo(old.terms().orderId());
        assertThat(replacement.terms().quantity()).isEqualByComparingTo("3");
        account.print("101", "9");
        assertThat(account.books.holding("X").quantity()).isEqualByComparingTo("5");
    }

    @Test
    void refusesToChangeWhatHasEnded() throws RefusedException {
        String id = account.place(Side.BUY, Kind.MARKET, "1", null, null);
        account.print("100", "1");
        String orderId = account.order(id).terms().orderId();

        assertRefused(
                422,
                42210000,
                "order is already in \"filled\" state",
                () -> account.desk.cancel(orderId, account.now()));
        assertRefused(
                422,
                42210000,
                "order is not open or can't be replaced",
                () -> account.desk.replace(orderId, "new", null, null, null, account.now()));
        assertRefused(404, 40410000, "order not found for nobody", () -> account.desk.cancel("nobody", account.now()));
    }

    @Test
    void promisesTheUnitsOfABracketOnce() throws RefusedException {
        account.bracket("5", "110", "90");
        account.print("100", "5");

        assertThat(account.books.promised("X")).isEqualByComparingTo("5");
    }

    private void place(String symbol, Kind kind, String quantity, @Nullable BigDecimal limit) throws RefusedException {
        account.submit(
                OrderRequest.simple("id", symbol, Side.BUY, kind, Lasting.GTC, new BigDecimal(quantity), limit, null));
    }

    private static void assertRefused(int status, int code, String reason, ThrowingCallable request) {
        assertThatExceptionOfType(RefusedException.class).isThrownBy(request).satisfies(refusal -> {
            assertThat(refusal.httpStatus()).isEqualTo(status);
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.reason()).isEqualTo(reason);
        });
    }
}
