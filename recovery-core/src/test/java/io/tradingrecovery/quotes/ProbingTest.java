package io.tradingrecovery.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a provider that is out of service is tested and comes back. */
class ProbingTest {

    private final ChainFixture fixture = new ChainFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void gapsAreShortenedByARandomPartOfUpToAHalf() {
        fixture.settings().random(() -> 0.0);
        trip(FailureKind.MALFORMED);

        fixture.millis(2_499);
        assertThat(fixture.alpaca.asked()).isEqualTo(5);
        fixture.millis(1);
        assertThat(fixture.alpaca.asked()).isEqualTo(6);
        fixture.seconds(5);
        assertThat(fixture.alpaca.asked()).isEqualTo(7);
    }

    @Test
    void tellsWhenTheNextProbeIsDue() {
        trip(FailureKind.MALFORMED);

        assertThat(health().nextProbeAt()).isEqualTo(fixture.time.instant().plusSeconds(5));
    }

    @Test
    void asksForWhatItWasLastAskedFor() {
        fixture.settings().probeSymbol("QQQ");
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.alpaca.fails(FailureKind.AUTH);
        fixture.chain().getQuote("AAPL");
        fixture.seconds(300);

        assertThat(fixture.alpaca.requests()).containsExactly(List.of("AAPL"), List.of("AAPL"));
    }

    @Test
    void aKeyThatIsGoodAgainIsBackWithinTheLongestGapAndTwoShortOnes() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.alpaca.fails(FailureKind.AUTH);
        fixture.chain().getQuote("SPY");
        fixture.alpaca.answersLive();

        fixture.seconds(309);
        assertThat(health().state()).isEqualTo(ProviderState.FAILED);
        fixture.seconds(1);
        assertThat(health().reason()).isEqualTo(HealthReason.RECOVERING);
    }

    @Test
    void aProbeThatThePlanDidNotLetThroughIsMadeUpForSoon() {
        fixture.alpaca.limits(ProviderLimits.NONE.perMinute(6));
        trip(FailureKind.MALFORMED);
        fixture.seconds(5);
        assertThat(fixture.alpaca.asked()).isEqualTo(6);

        fixture.seconds(51);
        assertThat(fixture.alpaca.asked())
                .as("the plan's limit holds for probes")
                .isEqualTo(6);
        fixture.seconds(10);
        assertThat(fixture.alpaca.asked()).isGreaterThan(6);
    }

    @Test
    void probesThatCostNothingAreNotHeldUpByThePlan() {
        fixture.alpaca.limits(ProviderLimits.NONE.perMinute(5).probesAreFree());
        trip(FailureKind.MALFORMED);

        fixture.seconds(15);
        assertThat(fixture.alpaca.asked()).isEqualTo(7);
    }

    @Test
    void aProbeThatHangsEndsAtTheAttemptsTimeAndCountsAsFailed() {
        trip(FailureKind.MALFORMED);
        fixture.alpaca.hangs();
        fixture.seconds(5);
        assertThat(fixture.alpaca.hanging()).hasSize(1);

        fixture.millis(750);
        assertThat(fixture.alpaca.hanging().get(0)).isCancelled();
        assertThat(health().lastFailure()).extracting(QuoteFailure::kind).isEqualTo(FailureKind.TIMEOUT);
        assertThat(health().state()).isEqualTo(ProviderState.FAILED);
        assertThat(health().inFlight()).isZero();
    }

    @Test
    void aBadKeyFoundByAProbeIsSaidAndProbedRarelyFromThenOn() {
        trip(FailureKind.MALFORMED);
        fixture.alpaca.fails(FailureKind.AUTH);
        fixture.seconds(5);
        assertThat(health().reason()).isEqualTo(HealthReason.BAD_KEY);

        fixture.seconds(299);
        assertThat(fixture.alpaca.asked()).isEqualTo(6);
        fixture.seconds(1);
        assertThat(fixture.alpaca.asked()).isEqualTo(7);
    }

    @Test
    void aProviderThatKnowsNoSuchSymbolIsBackAllTheSame() {
        trip(FailureKind.MALFORMED);
        fixture.alpaca.fails(FailureKind.SYMBOL_UNKNOWN);
        fixture.seconds(15);

        assertThat(health().reason()).isEqualTo(HealthReason.RECOVERING);
    }

    @Test
    void nothingIsSentAfterTheChainWasClosed() {
        trip(FailureKind.MALFORMED);
        fixture.polygon.answers(QuoteAnswer.failed(
                QuoteFailure.rateLimited("HTTP 429", fixture.time.instant().plusSeconds(30))));
        CompletableFuture<Quote> unused = fixture.chain().getQuoteAsync("SPY");
        assertThat(fixture.time.waiting()).isEqualTo(2);

        fixture.chain().close();

        assertThat(fixture.time.waiting()).isZero();
        fixture.seconds(600);
        assertThat(fixture.alpaca.asked()).isEqualTo(5);
    }

    @Test
    void aCallMayTryAFailedProviderWhenTheOthersPlanIsSpent() {
        fixture.polygon.limits(ProviderLimits.NONE.perMinute(5));
        trip(FailureKind.MALFORMED);
        fixture.alpaca.answersLive();
        assertThat(fixture.polygon.asked()).isEqualTo(5);

        Quote quote = fixture.chain().getQuote("SPY");

        assertThat(quote.source()).isEqualTo("alpaca");
        assertThat(quote.fromCache()).isFalse();
        assertThat(health().totals().probes()).isEqualTo(1);
        fixture.chain().getQuote("SPY");
        assertThat(fixture.alpaca.asked()).as("one attempt a second").isEqualTo(6);
        fixture.seconds(1);
        fixture.chain().getQuote("SPY");
        fixture.seconds(1);
        fixture.chain().getQuote("SPY");
        assertThat(health().reason()).isEqualTo(HealthReason.RECOVERING);
    }

    @Test
    void theLastResortNeverGoesBeyondALimitOrToABadKey() {
        fixture.alpaca.limits(ProviderLimits.NONE.perMinute(5));
        fixture.polygon.fails(FailureKind.AUTH);
        trip(FailureKind.MALFORMED);
        assertThat(fixture.polygon.asked()).isEqualTo(1);

        for (int i = 0; i < 30; i++) {
            CompletableFuture<Quote> unused = fixture.chain().getQuoteAsync("SPY");
            fixture.seconds(1);
        }

        assertThat(fixture.alpaca.asked()).isEqualTo(5);
        assertThat(fixture.polygon.asked()).isEqualTo(1);
    }

    private ProviderHealth health() {
        return fixture.health(fixture.alpaca);
    }

    /** Five failures in a row. */
    private void trip(FailureKind kind) {
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.alpaca.fails(kind);
        for (int i = 0; i < 5; i++) {
            CompletableFuture<Quote> unused =
                    fixture.chain().getQuoteAsync("SPY", QuoteRequest.DEFAULT.within(Duration.ofMinutes(1)));
        }
        assertThat(health().state()).isEqualTo(ProviderState.FAILED);
    }
}
