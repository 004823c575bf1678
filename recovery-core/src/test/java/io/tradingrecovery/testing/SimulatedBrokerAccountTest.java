package io.tradingrecovery.testing;

import static io.tradingrecovery.state.OrderSide.BUY;
import static io.tradingrecovery.state.OrderSide.SELL;
import static io.tradingrecovery.testing.Exchanges.amount;
import static io.tradingrecovery.testing.Exchanges.limit;
import static io.tradingrecovery.testing.Exchanges.market;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.broker.Activity;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Positions, cash, fees, and what changes them other than trades. */
class SimulatedBrokerAccountTest {

    private static final String OPTION = "AAPL261218C00190000";

    private final SettableClock clock = SettableClock.at(Exchanges.START);
    private final SimulatedBroker broker =
            Exchanges.usual(clock).cash("USD", amount("1000")).build();

    @Test
    void aPositionGrowsShrinksFlipsAndEndsWithTheRightAverage() {
        trade("c-1", "10", "100");
        trade("c-2", "10", "110");
        assertPosition("20", "105");
        trade("c-3", "-5", "200");
        assertPosition("15", "105");
        trade("c-4", "-25", "90");
        assertPosition("-10", "90");
        trade("c-5", "-10", "80");
        assertPosition("-20", "85");
        trade("c-6", "20", "1");
        assertThat(broker.positions()).isEmpty();
        assertThat(cash("USD")).isEqualByComparingTo("2930");
    }

    @Test
    void anOptionCountsAHundredfold() {
        broker.setPrice(OPTION, "2.50");
        broker.submit(market("c-1", OPTION, BUY, "3"));
        assertThat(cash("USD")).isEqualByComparingTo("250");
        assertThat(broker.positions().get(0).multiplier()).isEqualByComparingTo("100");
        assertThat(broker.account().equity()).isEqualByComparingTo("1000");
        assertThat(broker.account().buyingPower()).isEqualByComparingTo("250");
    }

    @Test
    void eachCurrencyHasItsBalanceAndEquityIsUnknownAcrossThem() {
        broker.setPrice("SAP", "200");
        broker.submit(market("c-1", "SAP", BUY, "1"));
        assertThat(cash("EUR")).isEqualByComparingTo("-200");
        assertThat(cash("USD")).isEqualByComparingTo("1000");
        assertThat(broker.account().equity()).isNull();
    }

    @Test
    void aFeeIsTakenFromCash() {
        SimulatedBroker costly =
                Exchanges.usual(clock).fees(FeeSchedule.perUnit("0.005")).build();
        costly.setPrice("AAPL", "100");
        costly.submit(market("c-1", "AAPL", BUY, "10"));
        assertThat(costly.ledger().fills().get(0).fee()).isEqualByComparingTo("0.05");
        assertThat(costly.ledger().fills().get(0).feeAsset()).isEqualTo("USD");
        assertThat(costly.ledger().cash().get("USD")).isEqualByComparingTo("98999.95");
    }

    @Test
    void aFeeOfTheValueCountsTheMultiplier() {
        SimulatedBroker costly =
                Exchanges.usual(clock).fees(FeeSchedule.ofValue("0.001")).build();
        costly.setPrice(OPTION, "2");
        costly.submit(market("c-1", OPTION, BUY, "1"));
        assertThat(costly.ledger().fills().get(0).fee()).isEqualByComparingTo("0.2");
    }

    @Test
    void aCryptoFeeIsTakenFromWhatIsCredited() {
        SimulatedBroker crypto =
                Exchanges.usual(clock).fees(FeeSchedule.ofCredited("0.0025")).build();
        crypto.setPrice("BTC/USD", "80000");
        crypto.submit(market("buy", "BTC/USD", BUY, "0.5"));
        assertThat(crypto.ledger().quantity("BTC/USD")).isEqualByComparingTo("0.49875");
        assertThat(crypto.ledger().fills().get(0).feeAsset()).isEqualTo("BTC");
        assertThat(crypto.ledger().cash().get("USD")).isEqualByComparingTo("60000");

        crypto.submit(market("sell", "BTC/USD", SELL, "0.1"));
        assertThat(crypto.ledger().fills().get(1).feeAsset()).isEqualTo("USD");
        assertThat(crypto.ledger().fills().get(1).fee()).isEqualByComparingTo("20");
        assertThat(crypto.ledger().cash().get("USD")).isEqualByComparingTo("67980");
    }

    @Test
    void aLateFeeIsUnknownUntilTheEndOfTheDay() {
        SimulatedBroker late = Exchanges.usual(clock)
                .fees(FeeSchedule.ofCredited("0.01").atEndOfDay())
                .build();
        late.setPrice("BTC/USD", "100");
        late.setPrice("AAPL", "100");
        late.submit(market("coin", "BTC/USD", BUY, "1"));
        late.submit(market("share", "AAPL", BUY, "1"));
        assertThat(late.ledger().fills()).extracting(Fill::fee).containsOnlyNulls();
        assertThat(late.ledger().quantity("BTC/USD")).isEqualByComparingTo("1");
        assertThat(late.ledger().activities()).isEmpty();

        clock.advance(Duration.ofDays(1));

        assertThat(late.ledger().quantity("BTC/USD")).isEqualByComparingTo("0.99");
        assertThat(late.ledger().cash().get("USD")).isEqualByComparingTo("99799");
        List<Activity> fees = late.ledger().activities();
        assertThat(fees).extracting(Activity::kind).containsOnly(Activity.Kind.FEE);
        assertThat(fees).extracting(Activity::time).containsOnly(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(fees.get(0).quantityChange()).isEqualByComparingTo("-0.01");
        assertThat(fees.get(1).cashChange()).isEqualByComparingTo("-1");
    }

    @Test
    void moneyThatComesAndGoesIsAnActivity() {
        trade("c-1", "-10", "1");
        broker.deposit("USD", amount("500"));
        broker.deposit("USD", amount("-100"));
        broker.interest("EUR", amount("0.12"));
        broker.chargeFee("USD", amount("3"));
        broker.payDividend("AAPL", amount("0.25"));
        broker.payDividend("FRAC", amount("9"));

        assertThat(broker.ledger().activities())
                .extracting(Activity::kind)
                .containsExactly(
                        Activity.Kind.DEPOSIT,
                        Activity.Kind.WITHDRAWAL,
                        Activity.Kind.INTEREST,
                        Activity.Kind.FEE,
                        Activity.Kind.DIVIDEND);
        assertThat(broker.ledger().activities().get(4).cashChange()).isEqualByComparingTo("-2.50");
        assertThat(cash("USD")).isEqualByComparingTo("1404.50");
        assertThat(cash("EUR")).isEqualByComparingTo("0.12");
    }

    @Test
    void aTransferMovesUnitsAtNoPrice() {
        trade("c-1", "10", "100");
        broker.transfer("AAPL", amount("-4"));
        assertPosition("6", "100");
        assertThat(broker.ledger().activities().get(0).quantityChange()).isEqualByComparingTo("-4");
    }

    @Test
    void aSplitKeepsTheCostAndCancelsTheOrders() {
        trade("c-1", "10", "100");
        broker.submit(limit("c-2", "AAPL", BUY, "1", "50"));
        broker.split("AAPL", 1, 4);
        assertPosition("40", "25");
        assertThat(broker.ledger().order("c-2").status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(broker.ledger().activities().get(0).quantityChange()).isEqualByComparingTo("30");
        assertThat(broker.account().equity()).isEqualByComparingTo("1000");
    }

    @Test
    void aReverseSplitPaysOutWhatIsNoWholeShare() {
        trade("c-1", "10", "100");
        broker.split("AAPL", 3, 1);
        assertThat(broker.ledger().quantity("AAPL")).isEqualByComparingTo("3");
        Activity split = broker.ledger().activities().get(0);
        assertThat(split.quantityChange()).isEqualByComparingTo("-7");
        assertThat(split.cashChange()).isCloseTo(amount("100"), org.assertj.core.data.Offset.offset(amount("0.01")));
    }

    @Test
    void aSplitOfWhatIsNotHeldIsNoActivity() {
        broker.split("AAPL", 1, 2);
        assertThat(broker.ledger().activities()).isEmpty();
    }

    @Test
    void aChangeOfSymbolMovesThePositionAndKeepsTheAsset() {
        trade("c-1", "10", "100");
        broker.changeSymbol("AAPL", "APPL");
        assertThat(broker.positions())
                .singleElement()
                .isEqualTo(new Position("APPL", amount("10"), amount("100"), null, "asset-AAPL"));
        Activity change = broker.ledger().activities().get(0);
        assertThat(change.symbol()).isEqualTo("AAPL");
        assertThat(change.newSymbol()).isEqualTo("APPL");
        broker.setPrice("APPL", "120");
        assertThatThrownBy(() -> broker.setPrice("AAPL", "120")).hasMessageContaining("APPL");
        assertThat(broker.account().equity()).isEqualByComparingTo("1200");
    }

    @Test
    void theLedgerCanBeReadAsOfAnEarlierMoment() {
        Instant before = clock.instant();
        clock.advance(Duration.ofSeconds(1));
        trade("c-1", "10", "100");
        assertThat(broker.ledgerAt(before).fills()).isEmpty();
        assertThat(broker.ledgerAt(before).cash().get("USD")).isEqualByComparingTo("1000");
        assertThat(broker.ledgerAt(clock.instant()).quantity("AAPL")).isEqualByComparingTo("10");
    }

    @Test
    void refusesInstrumentsAndFeesThatMakeNoSense() {
        assertThatThrownBy(() -> Instrument.stock("X").withStep(BigDecimal.ZERO))
                .hasMessageContaining("step of X is 0");
        assertThatThrownBy(() -> Instrument.crypto("BTCUSD")).hasMessageContaining("BTCUSD");
        assertThatThrownBy(() -> FeeSchedule.perUnit("-1")).hasMessageContaining("-1");
    }

    private void trade(String id, String signed, String price) {
        BigDecimal quantity = amount(signed);
        broker.submit(market(
                id, "AAPL", quantity.signum() > 0 ? BUY : SELL, quantity.abs().toPlainString()));
        broker.setPrice("AAPL", amount(price));
        broker.setPrice("AAPL", amount(price), BigDecimal.ZERO);
    }

    private void assertPosition(String quantity, String average) {
        Position position = broker.positions().get(0);
        assertThat(position.quantity()).isEqualByComparingTo(quantity);
        assertThat(position.averagePrice()).isEqualByComparingTo(average);
    }

    private @Nullable BigDecimal cash(String currency) {
        return broker.ledger().cash().get(currency);
    }
}
