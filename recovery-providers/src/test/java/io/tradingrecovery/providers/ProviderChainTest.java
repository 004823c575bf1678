package io.tradingrecovery.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.quotes.QuoteProvider;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderChainTest {

    @Test
    void buildsTheDefaultChainFromTheKeysThatExist() {
        ProviderChain all = ProviderChain.from(Map.of(
                "APCA_API_KEY_ID",
                "id",
                "APCA_API_SECRET_KEY",
                "secret",
                "POLYGON_API_KEY",
                "p",
                "FINNHUB_API_KEY",
                "f"));

        assertThat(all.providers()).extracting(QuoteProvider::name).containsExactly("alpaca", "polygon", "finnhub");
        assertThat(all.missing()).isEmpty();
        assertThat(all).hasToString("[alpaca, polygon, finnhub]");
        all.providers().forEach(QuoteProvider::close);
    }

    @Test
    void saysWhichAreMissing() {
        ProviderChain some =
                ProviderChain.from(Map.of("APCA_API_KEY_ID", "id", "MASSIVE_API_KEY", "m", "FINNHUB_API_KEY", " "));

        assertThat(some.providers()).extracting(QuoteProvider::name).containsExactly("polygon");
        assertThat(some.missing())
                .containsExactly(Map.entry("alpaca", "APCA_API_SECRET_KEY"), Map.entry("finnhub", "FINNHUB_API_KEY"));
        some.providers().forEach(QuoteProvider::close);
    }

    @Test
    void refusesToBeAChainOfNothing() {
        assertThatThrownBy(() -> ProviderChain.from(Map.of()).providers())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("APCA_API_KEY_ID and APCA_API_SECRET_KEY")
                .hasMessageContaining("POLYGON_API_KEY")
                .hasMessageContaining("FINNHUB_API_KEY");
    }

    @Test
    void refusesAKeyThatCantBeOneWithoutShowingIt() {
        assertThatThrownBy(() -> ProviderChain.from(Map.of("FINNHUB_API_KEY", "two words")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("two words");
    }

    @Test
    void speaksOfEveryProviderWhateverTheEnvironmentHolds() {
        ProviderChain chain = ProviderChain.fromEnvironment();

        if (chain.missing().size() == 3) {
            assertThatThrownBy(chain::providers).isInstanceOf(IllegalStateException.class);
        } else {
            assertThat(chain.providers()).hasSize(3 - chain.missing().size());
            chain.providers().forEach(QuoteProvider::close);
        }
    }
}
