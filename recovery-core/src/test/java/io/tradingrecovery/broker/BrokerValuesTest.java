package io.tradingrecovery.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.broker.Activity.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the broker's answers refuse to hold. */
class BrokerValuesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

    @Test
    void anOrderIsAskedForBySomeId() {
        assertThatThrownBy(() -> new OrderKey(null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("client order id or a broker order id");
        assertThat(OrderKey.ofClient("c-1")).hasToString("c-1");
        assertThat(OrderKey.ofBroker("b-1")).hasToString("broker order b-1");
        assertThat(new OrderKey("c-1", "b-1")).hasToString("c-1 (broker order b-1)");
    }

    @Test
    void cashChangesInSomeCurrency() {
        assertThatThrownBy(() -> activity(Kind.FEE, null, null, null, null, "-1.25"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1.25")
                .hasMessageContaining("currency");
    }

    @Test
    void aQuantityChangesOfSomeInstrument() {
        assertThatThrownBy(() -> activity(Kind.SPLIT, null, null, "30", null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("symbol");
    }

    @Test
    void onlyAChangeOfSymbolGoesFromOneToAnother() {
        assertThatThrownBy(() -> activity(Kind.DIVIDEND, "FB", "META", null, "USD", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("META");
        assertThatThrownBy(() -> activity(Kind.SYMBOL_CHANGE, "FB", null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FB");
        assertThat(activity(Kind.SYMBOL_CHANGE, "FB", "META", null, null, null).newSymbol())
                .isEqualTo("META");
    }

    @Test
    void aFailureSaysWhatKindItIs() {
        assertThat(new BrokerException(BrokerException.Kind.AUTH, "the key was refused").kind())
                .isEqualTo(BrokerException.Kind.AUTH);
    }

    private static Activity activity(
            Kind kind,
            @Nullable String symbol,
            @Nullable String newSymbol,
            @Nullable String quantity,
            @Nullable String currency,
            @Nullable String cash) {
        return new Activity("a-1", kind, NOW, symbol, newSymbol, decimal(quantity), currency, decimal(cash), null);
    }

    private static @Nullable BigDecimal decimal(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
