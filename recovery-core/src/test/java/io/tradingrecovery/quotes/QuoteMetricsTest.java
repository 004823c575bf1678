package io.tradingrecovery.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QuoteMetricsTest {

    private final ChainFixture fixture = new ChainFixture();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeEach
    void bind() {
        new QuoteMetrics(fixture.chain(fixture.alpaca, fixture.polygon)).bindTo(registry);
    }

    @AfterEach
    void close() {
        fixture.close();
        registry.close();
    }

    @Test
    void countWhatHealthCounts() {
        fixture.chain().getQuote("SPY");
        fixture.alpaca.fails(FailureKind.MALFORMED);
        fixture.chain().getQuote("SPY");

        assertThat(counter("requests")).isEqualTo(2);
        assertThat(counter("successes")).isEqualTo(1);
        assertThat(counter("failures")).isEqualTo(1);
        assertThat(gauge("success.rate")).isEqualTo(0.5);
        assertThat(gauge("consecutive.failures")).isEqualTo(1);
        assertThat(gauge("state")).isZero();
        assertThat(registry.get("recovery.quotes.provider.requests")
                        .tag("provider", "polygon")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void showStateRetriesAndProbes() {
        fixture.alpaca.fails(FailureKind.CONNECT);
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Quote> unused = fixture.chain().getQuoteAsync("SPY");
            fixture.millis(200);
        }
        assertThat(gauge("state")).isEqualTo(2);
        assertThat(counter("retries")).isEqualTo(2);

        fixture.seconds(5);
        assertThat(counter("probes")).isEqualTo(1);
    }

    @Test
    void knowNoLatencyBeforeTheFirstSuccess() {
        assertThat(gauge("latency")).isNaN();

        fixture.alpaca.hangs();
        CompletableFuture<Quote> unused = fixture.chain().getQuoteAsync("SPY");
        fixture.millis(120);
        assertThat(gauge("in.flight")).isEqualTo(1);
        fixture.alpaca.hanging().get(0).complete(fixture.alpaca.live(java.util.List.of("SPY")));

        assertThat(gauge("latency")).isEqualTo(0.12);
        assertThat(gauge("in.flight")).isZero();
        assertThat(gauge("hung")).isZero();
        assertThat(gauge("stale.share")).isZero();
    }

    private double gauge(String name) {
        return registry.get("recovery.quotes.provider." + name)
                .tag("provider", "alpaca")
                .gauge()
                .value();
    }

    private double counter(String name) {
        FunctionCounter counter = registry.get("recovery.quotes.provider." + name)
                .tag("provider", "alpaca")
                .functionCounter();
        return counter.count();
    }
}
