package io.tradingrecovery.drill.exchange.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchingTest {

    private final Account account = new Account();

    @Test
    void fillsAMarketOrderInPartsAsLargeAsThePrints() throws RefusedException {
        String id = account.place(Side.BUY, Kind.MARKET, "3", null, null);

        account.print("100", "2");
        assertThat(account.order(id).status()).isEqualTo(Status.PARTIALLY_FILLED);
        account.print("103", "2");

        ExchangeOrder order = account.order(id);
        assertThat(order.status()).isEqualTo(Status.FILLED);
        assertThat(order.averagePrice()).isEqualByComparingTo("101");
        assertThat(account.books.cash()).isEqualByComparingTo("9697");
        assertThat(account.books.holding("X").quantity()).isEqualByComparingTo("3");
        assertThat(account.books.holding("X").averagePrice()).isEqualByComparingTo("101");
    }

    @Test
    void servesTheOrderThatWasTakenFirst() throws RefusedException {
        String first = account.place(Side.BUY, Kind.MARKET, "2", null, null);
        String second = account.place(Side.BUY, Kind.MARKET, "2", null, null);

        account.print("100", "3");

        assertThat(account.order(first).filled()).isEqualByComparingTo("2");
        assertThat(account.order(second).filled()).isEqualByComparingTo("1");
    }

    @Test
    void fillsALimitOrderAtItsPriceOrBetterOnly() throws RefusedException {
        String buy = account.place(Side.BUY, Kind.LIMIT, "2", "99", null);

        account.print("99.01", "5");
        assertThat(account.order(buy).filled()).isZero();
        account.print("98", "1");
        account.print("99", "1");

        assertThat(account.order(buy).averagePrice()).isEqualByComparingTo("98.5");
    }

    @Test
    void sellsOnceTheStopHasTradedWhateverThePriceIsThen() throws RefusedException {
        account.holds("5");
        String stop = account.place(Side.SELL, Kind.STOP, "5", null, "95");

        account.print("95.01", "9");
        assertThat(account.order(stop).triggered()).isFalse();
        account.print("94", "3");
        account.print("96", "3");

        assertThat(account.order(stop).status()).isEqualTo(Status.FILLED);
        assertThat(account.order(stop).averagePrice()).isEqualByComparingTo("94.8");
        assertThat(account.books.holdings()).isEmpty();
    }

    @Test
    void keepsAStopLimitFromSellingBelowItsLimit() throws RefusedException {
        account.holds("5");
        String stop = account.place(Side.SELL, Kind.STOP_LIMIT, "5", "94", "95");

        account.print("93", "9");
        assertThat(account.order(stop).triggered()).isTrue();
        assertThat(account.order(stop).filled()).isZero();
        account.print("94", "9");

        assertThat(account.order(stop).status()).isEqualTo(Status.FILLED);
    }

    @Test
    void keepsTheLegsOfABracketUntilItsParentIsFilledThenCancelsTheOneThatIsNotNeeded() throws RefusedException {
        String parent = account.bracket("2", "110", "95");
        account.print("100", "1");
        assertThat(account.legs(parent)).extracting(ExchangeOrder::status).containsExactly(Status.HELD, Status.HELD);

        account.print("100", "1");
        assertThat(account.legs(parent)).extracting(ExchangeOrder::status).containsExactly(Status.NEW, Status.NEW);
        account.print("94", "1");

        assertThat(account.legs(parent))
                .extracting(ExchangeOrder::status)
                .containsExactly(Status.CANCELED, Status.PARTIALLY_FILLED);
        account.print("94", "1");
        assertThat(account.books.holdings()).isEmpty();
        assertThat(account.books.openOrders()).isEmpty();
    }

    @Test
    void cancelsTheHeldLegsWithTheirParent() throws RefusedException {
        String parent = account.bracket("2", "110", "95");

        account.desk.cancel(account.order(parent).terms().orderId(), account.now());

        assertThat(account.books.openOrders()).isEmpty();
    }

    @Test
    void takesWhatTheNextPrintHasForAnImmediateOrderAndCancelsTheRest() throws RefusedException {
        String id = account.place(Side.BUY, Kind.MARKET, Lasting.IOC, "3", null, null);

        account.print("100", "2");

        assertThat(account.order(id).status()).isEqualTo(Status.CANCELED);
        assertThat(account.order(id).filled()).isEqualByComparingTo("2");
    }

    @Test
    void takesAllOfAFillOrKillOrderOrNothing() throws RefusedException {
        String killed = account.place(Side.BUY, Kind.MARKET, Lasting.FOK, "3", null, null);
        account.print("100", "2");
        String filled = account.place(Side.BUY, Kind.MARKET, Lasting.FOK, "3", null, null);
        account.print("100", "3");

        assertThat(account.order(killed).status()).isEqualTo(Status.CANCELED);
        assertThat(account.order(killed).filled()).isZero();
        assertThat(account.order(filled).status()).isEqualTo(Status.FILLED);
    }

    @Test
    void expiresADayOrderAtMidnightInNewYorkAndKeepsItsFills() throws RefusedException {
        String id = account.place(Side.BUY, Kind.MARKET, Lasting.DAY, "3", null, null);
        account.print("100", "1");

        account.wait(Duration.ofHours(13));
        assertThat(Matching.expire(account.books, account.now())).isEmpty();
        account.wait(Duration.ofHours(1));
        assertThat(Matching.expire(account.books, account.now())).hasSize(1);

        assertThat(account.order(id).status()).isEqualTo(Status.EXPIRED);
        assertThat(account.order(id).filled()).isEqualByComparingTo("1");
    }

    @Test
    void doesNotFillAnOrderFromWhatTradedBeforeIt() throws RefusedException {
        String id = account.place(Side.BUY, Kind.MARKET, "1", null, null);

        Matching.onPrint(
                account.books,
                new Print("X", BigDecimal.ONE, BigDecimal.ONE, account.now().minusNanos(1)));

        assertThat(account.order(id).filled()).isZero();
    }

    @Test
    void givesTheSameBooksWhenTheEntriesAreBookedAgain() throws RefusedException {
        account.bracket("2", "110", "95");
        account.print("100", "5");
        account.place(Side.BUY, Kind.LIMIT, "1", "90", null);
        account.print("94", "1");

        Books again = Books.of(List.copyOf(account.books.entries()));

        assertThat(again.orders()).containsExactlyElementsOf(account.books.orders());
        assertThat(again.holdings()).isEqualTo(account.books.holdings());
        assertThat(again.cash()).isEqualByComparingTo(account.books.cash());
        assertThat(again.openOrders()).isEqualTo(account.books.openOrders());
    }
}
