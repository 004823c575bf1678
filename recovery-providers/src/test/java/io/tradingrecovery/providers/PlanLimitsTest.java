package io.tradingrecovery.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.providers.alpaca.AlpacaQuoteProvider;
import io.tradingrecovery.providers.finnhub.FinnhubQuoteProvider;
import io.tradingrecovery.providers.polygon.PolygonPrices;
import io.tradingrecovery.providers.polygon.PolygonQuoteProvider;
import io.tradingrecovery.quotes.ProviderLimits;
import io.tradingrecovery.quotes.QuoteProvider;
import org.junit.jupiter.api.Test;

class PlanLimitsTest {

    private static ProviderLimits of(QuoteProvider provider) {
        try (provider) {
            return provider.limits();
        }
    }

    @Test
    void areThoseOfTheSmallestPlanUnlessSaid() {
        ProviderLimits alpaca = of(AlpacaQuoteProvider.builder().keys("k", "s").build());
        ProviderLimits polygon = of(PolygonQuoteProvider.builder().key("k").build());
        ProviderLimits finnhub = of(FinnhubQuoteProvider.builder().key("k").build());

        assertThat(alpaca).isEqualTo(ProviderLimits.NONE.perMinute(200).batchesOf(100));
        assertThat(polygon).isEqualTo(ProviderLimits.NONE.perMinute(5).batchesOf(250));
        assertThat(finnhub)
                .isEqualTo(ProviderLimits.NONE.perMinute(60).perSecond(30).batchesOf(1));
    }

    @Test
    void growWithThePlanButNotTheBatch() {
        ProviderLimits plan = ProviderLimits.NONE.perMinute(10_000).batchesOf(5_000);

        assertThat(of(AlpacaQuoteProvider.builder().keys("k", "s").limits(plan).build()))
                .isEqualTo(plan.batchesOf(100));
        assertThat(of(PolygonQuoteProvider.builder().key("k").limits(plan).build()))
                .isEqualTo(plan.batchesOf(250));
        assertThat(of(PolygonQuoteProvider.builder()
                        .key("k")
                        .prices(PolygonPrices.LAST_TRADE)
                        .requestsPerMinute(7)
                        .build()))
                .isEqualTo(ProviderLimits.NONE.perMinute(7).batchesOf(1));
        assertThat(of(FinnhubQuoteProvider.builder().key("k").limits(plan).build()))
                .isEqualTo(plan.batchesOf(1));
    }

    @Test
    void comeWithANameThatHealthAndLogsCanShow() {
        try (PolygonQuoteProvider massive = PolygonQuoteProvider.builder()
                .name("massive")
                .key("k")
                .baseUrl(PolygonQuoteProvider.POLYGON_URL)
                .build()) {
            assertThat(massive.name()).isEqualTo("massive");
            assertThat(massive).hasToString("massive");
        }
        assertThatThrownBy(() -> FinnhubQuoteProvider.builder().name("two words"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'two words'");
    }
}
