package io.tradingrecovery.drill.exchange.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.drill.exchange.matching.Print;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarketReplayTest {

    private static final Instant OPENED = Instant.parse("2026-11-25T15:00:00Z");
    private static final MarketReplay THREE_TICKS =
            new MarketReplay(OPENED, Map.of("X", tape(Duration.ofSeconds(10), 0, 4, 4)));

    @Test
    void printsEachTickOnceAtItsTime() {
        List<Print> prints = THREE_TICKS.between(OPENED, OPENED.plusSeconds(9));

        assertThat(prints).extracting(Print::price).containsExactly(BigDecimal.valueOf(2), BigDecimal.valueOf(3));
        assertThat(prints).extracting(Print::at).containsOnly(OPENED.plusSeconds(4));
    }

    @Test
    void losesAndRepeatsNothingHoweverTheTimeIsCut() {
        List<Print> pieces = new ArrayList<>();
        for (int second = 0; second < 40; second++) {
            pieces.addAll(THREE_TICKS.between(OPENED.plusSeconds(second), OPENED.plusSeconds(second + 1)));
        }

        assertThat(pieces).isEqualTo(THREE_TICKS.between(OPENED, OPENED.plusSeconds(40)));
        assertThat(pieces).hasSize(12);
    }

    @Test
    void beginsAgainAfterItsEnd() {
        assertThat(THREE_TICKS.last("X", OPENED.plusSeconds(10)))
                .isEqualTo(new Print("X", BigDecimal.ONE, BigDecimal.ONE, OPENED.plusSeconds(10)));
    }

    @Test
    void knowsTheLastPrintAtAnyMoment() {
        assertThat(THREE_TICKS.last("X", OPENED.minusSeconds(5)).price()).isEqualByComparingTo("1");
        assertThat(THREE_TICKS.last("X", OPENED.plusMillis(3999)).price()).isEqualByComparingTo("1");
        assertThat(THREE_TICKS.last("X", OPENED.plusSeconds(4)).price()).isEqualByComparingTo("3");
    }

    @Test
    void refusesASymbolThatIsNotTraded() {
        assertThatThrownBy(() -> THREE_TICKS.last("Y", OPENED)).hasMessage("Y is not traded here; [X] are");
    }

    @Test
    void replaysTheTradesAndBarsThatTheArtifactShips() {
        MarketReplay market = MarketReplay.historical(OPENED);

        assertThat(HistoricalPrices.bitcoin().size()).isEqualTo(100_000);
        assertThat(HistoricalPrices.apple().size()).isEqualTo(4 * 252);
        assertThat(market.last("BTC/USD", OPENED).price()).isEqualByComparingTo("800.01");
        assertThat(market.last("AAPL", OPENED).price()).isEqualByComparingTo("553.82");
        // The day fell, so its high comes first.
        assertThat(market.last("AAPL", OPENED.plusMillis(500)).price()).isEqualByComparingTo("555.00");
        assertThat(market.last("AAPL", OPENED.plusMillis(1500)).price()).isEqualByComparingTo("549.03");
    }

    private static Tape tape(Duration length, int... seconds) {
        List<Tick> ticks = new ArrayList<>();
        for (int second : seconds) {
            BigDecimal price = BigDecimal.valueOf(ticks.size() + 1);
            ticks.add(new Tick(Duration.ofSeconds(second), price, BigDecimal.ONE));
        }
        return new Tape(ticks, length);
    }
}
