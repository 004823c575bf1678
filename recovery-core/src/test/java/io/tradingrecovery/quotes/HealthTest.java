package io.tradingrecovery.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every change of a provider's health, and what each means for calls. */
class HealthTest {

    private static final QuoteAnswer MALFORMED = QuoteAnswer.failed(QuoteFailure.of(FailureKind.MALFORMED, "<html>"));

    private final ChainFixture fixture = new ChainFixture();

    /** Calls that nobody waits for. */
    private final List<CompletableFuture<Quote>> callers = new ArrayList<>();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void threeFailuresInARowDegradeAndFiveSuccessesHeal() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.alpaca.fails(FailureKind.MALFORMED);
        calls(2);
        assertThat(state()).isEqualTo(ProviderState.HEALTHY);
        calls(1);
        assertThat(state()).isEqualTo(ProviderState.DEGRADED);
        assertThat(reason()).isEqualTo(HealthReason.CONSECUTIVE_FAILURES);

        fixture.alpaca.answersLive();
        calls(4);
        assertThat(state()).isEqualTo(ProviderState.DEGRADED);
        calls(1);
        assertThat(state()).isEqualTo(ProviderState.HEALTHY);
    }

    @Test
    void fiveFailuresInARowTakeItOutOfService() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.alpaca.fails(FailureKind.MALFORMED);
        calls(5);
        assertThat(state()).isEqualTo(ProviderState.FAILED);
        assertThat(fixture.alpaca.asked()).isEqualTo(5);

        calls(3);
        assertThat(fixture.alpaca.asked()).isEqualTo(5);
        assertThat(fixture.changes)
                .extracting(HealthChange::to)
                .containsExactly(ProviderState.DEGRADED, ProviderState.FAILED);
        assertThat(fixture.chain().getQuote("SPY").source()).isEqualTo("polygon");
    }

    @Test
    void aRateBelow95PercentDegradesAndHealsAt97() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        calls(98);
        failures(1);
        calls(1);
        failures(1);
        calls(1);
        failures(1);
        calls(1);
        failures(1);
        calls(1);
        failures(1);
        calls(1);
        assertThat(fixture.health(fixture.alpaca).windowRequests()).isEqualTo(100);
        assertThat(fixture.health(fixture.alpaca).successRate()).isCloseTo(0.95, within(1e-9));
        assertThat(state()).isEqualTo(ProviderState.HEALTHY);

        failures(1);
        assertThat(state()).isEqualTo(ProviderState.DEGRADED);
        assertThat(reason()).isEqualTo(HealthReason.LOW_SUCCESS_RATE);

        // Until the window has let go of enough failures for 97 %: the first is 93 requests from its end.
        calls(90);
        assertThat(fixture.health(fixture.alpaca).successRate()).isLessThan(0.97);
        assertThat(state()).isEqualTo(ProviderState.DEGRADED);
        calls(5);
        assertThat(fixture.health(fixture.alpaca).successRate()).isGreaterThanOrEqualTo(0.97);
        assertThat(state()).isEqualTo(ProviderState.HEALTHY);
    }

    @Test
    void aRateBelowHalfTakesItOutOfServiceButNotOfFewRequests() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        for (int i = 0; i < 9; i++) {
            failures(1);
            calls(i % 5 == 4 ? 1 : 0);
            if (i % 5 != 4 && i % 2 == 1) {
                calls(1);
            }
        }
        while (fixture.health(fixture.alpaca).windowRequests() < 19) {
            failures(1);
            if (fixture.health(fixture.alpaca).consecutiveFailures() == 4) {
                calls(1);
            }
        }
        assertThat(fixture.health(fixture.alpaca).successRate()).isLessThan(0.5);
        assertThat(state()).isEqualTo(ProviderState.DEGRADED);

        failures(1);

        assertThat(state()).isEqualTo(ProviderState.FAILED);
        assertThat(reason()).isEqualTo(HealthReason.LOW_SUCCESS_RATE);
    }

    @Test
    void aBadKeyParksItAtOnceAndItIsRarelyProbed() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.alpaca.fails(FailureKind.AUTH);
        calls(1);

        assertThat(state()).isEqualTo(ProviderState.FAILED);
        assertThat(reason()).isEqualTo(HealthReason.BAD_KEY);
        fixture.seconds(299);
        assertThat(fixture.alpaca.asked()).isEqualTo(1);
        fixture.seconds(1);
        assertThat(fixture.alpaca.asked()).isEqualTo(2);
        fixture.seconds(3_000);
        assertThat(fixture.alpaca.asked()).isEqualTo(12);
    }

    @Test
    void probesComeAtGrowingGapsAndThreeGoodOnesBringItBackOnTrial() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        failures(5);
        int before = fixture.alpaca.asked();

        // Gaps of 5, 10, 20, 40, 80, 160, 300, 300 s.
        long[] due = {5, 15, 35, 75, 155, 315, 615, 915};
        long now = 0;
        for (int i = 0; i < due.length; i++) {
            fixture.seconds(due[i] - now - 1);
            assertThat(fixture.alpaca.asked()).as("before probe %d", i).isEqualTo(before + i);
            fixture.seconds(1);
            now = due[i];
            assertThat(fixture.alpaca.asked()).as("probe %d", i).isEqualTo(before + i + 1);
        }

        fixture.alpaca.answersLive();
        fixture.seconds(300);
        assertThat(state()).isEqualTo(ProviderState.FAILED);
        fixture.seconds(5);
        assertThat(state()).isEqualTo(ProviderState.FAILED);
        assertThat(fixture.chain().getQuote("SPY").source()).isEqualTo("polygon");
        fixture.seconds(5);
        assertThat(state()).isEqualTo(ProviderState.DEGRADED);
        assertThat(reason()).isEqualTo(HealthReason.RECOVERING);
        assertThat(fixture.chain().getQuote("SPY").source()).isEqualTo("alpaca");
        calls(4);
        assertThat(state()).isEqualTo(ProviderState.HEALTHY);
        assertThat(fixture.health(fixture.alpaca).nextProbeAt()).isNull();
        assertThat(fixture.health(fixture.alpaca).totals().probes()).isEqualTo(11);
    }

    @Test
    void aFailedProbeBetweenGoodOnesBeginsTheCountAgain() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        failures(5);
        fixture.alpaca.answersLive();
        fixture.seconds(10);
        fixture.alpaca.answers(MALFORMED);
        fixture.seconds(5);
        fixture.alpaca.answersLive();
        fixture.seconds(19);
        assertThat(state()).isEqualTo(ProviderState.FAILED);
        fixture.seconds(1);
        assertThat(reason()).isEqualTo(HealthReason.RECOVERING);
    }

    @Test
    void whoFailsAgainBeforeBeingHealthyGoesOnWithTheLongGaps() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        failures(5);
        fixture.seconds(35);
        fixture.alpaca.answersLive();
        fixture.seconds(50);
        assertThat(reason()).isEqualTo(HealthReason.RECOVERING);
        failures(5);
        int before = fixture.alpaca.asked();

        fixture.seconds(39);
        assertThat(fixture.alpaca.asked()).isEqualTo(before);
        fixture.seconds(1);
        assertThat(fixture.alpaca.asked()).isEqualTo(before + 1);
    }

    @Test
    void aResultThatBeganBeforeTheTripChangesNothing() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.alpaca.hangs();
        CompletableFuture<Quote> early = fixture.chain().getQuoteAsync("EARLY");
        failures(5);
        assertThat(state()).isEqualTo(ProviderState.FAILED);

        fixture.alpaca.hanging().get(0).complete(fixture.alpaca.live(List.of("EARLY")));

        assertThat(early.join().source()).isEqualTo("alpaca");
        assertThat(state()).isEqualTo(ProviderState.FAILED);
        assertThat(fixture.health(fixture.alpaca).totals().lateResults()).isEqualTo(1);
        assertThat(fixture.health(fixture.alpaca).totals().successes()).isZero();
    }

    @Test
    void lateFailuresFromBeforeTheRecoveryDoNotTripItAgain() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.alpaca.hangs();
        for (int i = 0; i < 6; i++) {
            callers.add(fixture.chain().getQuoteAsync("S" + i, QuoteRequest.DEFAULT.within(Duration.ofHours(1))));
        }
        List<CompletableFuture<QuoteAnswer>> early = List.copyOf(fixture.alpaca.hanging());
        failures(5);
        fixture.alpaca.answersLive();
        long probe = 5;
        fixture.millis(1);
        early.forEach(answer -> answer.complete(MALFORMED));
        fixture.seconds(3 * probe);

        assertThat(state()).isEqualTo(ProviderState.DEGRADED);
        assertThat(fixture.health(fixture.alpaca).consecutiveFailures()).isZero();
        assertThat(fixture.health(fixture.alpaca).totals().lateResults()).isEqualTo(6);
    }

    @Test
    void slownessDegradesAboveTheLimitAndHealsWellBelowIt() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        slowCalls(5, 420);
        assertThat(state()).isEqualTo(ProviderState.DEGRADED);
        assertThat(reason()).isEqualTo(HealthReason.SLOW);
        assertThat(fixture.health(fixture.alpaca).latency()).isEqualTo(Duration.ofMillis(420));

        slowCalls(6, 350);
        assertThat(fixture.health(fixture.alpaca).latency()).isLessThan(Duration.ofMillis(400));
        assertThat(state()).isEqualTo(ProviderState.DEGRADED);
        slowCalls(10, 250);
        assertThat(state()).isEqualTo(ProviderState.HEALTHY);
    }

    @Test
    void theFirstLatencySeedsTheAverageAndEachNewOneIsAFifthOfIt() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        slowCalls(1, 100);
        slowCalls(1, 200);
        assertThat(fixture.health(fixture.alpaca).latency()).isEqualTo(Duration.ofMillis(120));
    }

    @Test
    void nothingIsSentBeforeTheResetTimeAndThrottlingIsNoFailure() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        Instant reset = fixture.time.instant().plusSeconds(30);
        fixture.alpaca.answers(QuoteAnswer.failed(QuoteFailure.rateLimited("HTTP 429", reset)));
        calls(1);
        fixture.alpaca.answersLive();

        assertThat(state()).isEqualTo(ProviderState.DEGRADED);
        assertThat(reason()).isEqualTo(HealthReason.THROTTLED);
        assertThat(fixture.health(fixture.alpaca).throttledUntil()).isEqualTo(reset);
        assertThat(fixture.health(fixture.alpaca).totals().failures()).isZero();
        fixture.seconds(29);
        calls(10);
        assertThat(fixture.alpaca.asked()).isEqualTo(1);

        fixture.seconds(1);
        assertThat(state()).isEqualTo(ProviderState.HEALTHY);
        assertThat(fixture.chain().getQuote("SPY").source()).isEqualTo("alpaca");
    }

    @Test
    void aLimitWithoutATimeIsWaitedForAMinuteThenLonger() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.alpaca.fails(FailureKind.RATE_LIMITED);
        long[] waits = {60, 120, 240, 300, 300};
        for (int i = 0; i < waits.length; i++) {
            calls(1);
            assertThat(fixture.alpaca.asked()).isEqualTo(i + 1);
            fixture.seconds(waits[i] - 1);
            calls(1);
            assertThat(fixture.alpaca.asked()).isEqualTo(i + 1);
            fixture.seconds(1);
        }
    }

    @Test
    void aStepOfTheClockNeitherShortensNorLengthensAThrottle() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.alpaca.answers(QuoteAnswer.failed(
                QuoteFailure.rateLimited("HTTP 429", fixture.time.instant().plusSeconds(30))));
        calls(1);
        fixture.alpaca.answersLive();
        fixture.time.stepClock(Duration.ofHours(1));
        calls(1);
        assertThat(fixture.alpaca.asked()).isEqualTo(1);
        fixture.time.stepClock(Duration.ofHours(-2));
        fixture.seconds(30);
        calls(1);
        assertThat(fixture.alpaca.asked()).isEqualTo(2);
    }

    @Test
    void anAnswerThatSpentTheLastRequestIsGoodAndThrottles() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.alpaca.answers(fixture.alpaca
                .live(List.of("SPY"))
                .withExhaustedUntil(fixture.time.instant().plusSeconds(20)));

        assertThat(fixture.chain().getQuote("SPY").source()).isEqualTo("alpaca");
        assertThat(fixture.chain().getQuote("SPY").source()).isEqualTo("polygon");
        assertThat(reason()).isEqualTo(HealthReason.THROTTLED);
    }

    @Test
    void thePlansLimitIsKeptOverAnySpan() {
        fixture.alpaca.limits(ProviderLimits.NONE.perMinute(5));
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.seconds(50);
        calls(5);
        assertThat(fixture.alpaca.asked()).isEqualTo(5);
        fixture.seconds(15);
        calls(5);
        assertThat(fixture.alpaca.asked()).isEqualTo(5);
        fixture.seconds(47);
        calls(5);
        assertThat(fixture.alpaca.asked()).isEqualTo(10);
        assertThat(state()).isEqualTo(ProviderState.HEALTHY);
    }

    @Test
    void requestsAnAdapterSentBesideAreChargedToThePlan() {
        fixture.alpaca.limits(ProviderLimits.NONE.perMinute(5));
        fixture.alpaca.does(
                symbols -> ScriptedProvider.done(fixture.alpaca.live(symbols).withRequests(2)));
        fixture.chain(fixture.alpaca, fixture.polygon);
        calls(5);
        assertThat(fixture.alpaca.asked()).isEqualTo(3);
    }

    @Test
    void unknownSymbolsDoNoHarmHoweverOftenTheyAreAskedFor() {
        fixture.alpaca.fails(FailureKind.SYMBOL_UNKNOWN);
        fixture.polygon.fails(FailureKind.SYMBOL_UNKNOWN);
        fixture.chain(fixture.alpaca, fixture.polygon);
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> fixture.chain().getQuote("NOPE")).isInstanceOf(QuoteUnavailableException.class);
        }

        assertThat(fixture.alpaca.asked()).isEqualTo(1);
        assertThat(state()).isEqualTo(ProviderState.HEALTHY);
        assertThat(fixture.health(fixture.alpaca).windowRequests()).isZero();
        fixture.seconds(300);
        assertThatThrownBy(() -> fixture.chain().getQuote("NOPE")).isInstanceOf(QuoteUnavailableException.class);
        assertThat(fixture.alpaca.asked()).isEqualTo(2);
    }

    @Test
    void aThousandUnknownSymbolsDoNoHarmEither() {
        fixture.alpaca.fails(FailureKind.SYMBOL_UNKNOWN);
        fixture.chain(fixture.alpaca, fixture.polygon);
        for (int i = 0; i < 1_000; i++) {
            assertThat(fixture.chain().getQuote("S" + i).source()).isEqualTo("polygon");
        }

        assertThat(fixture.alpaca.asked()).isEqualTo(1_000);
        assertThat(fixture.changes).isEmpty();
        assertThat(fixture.health(fixture.alpaca).successRate()).isEqualTo(1);
    }

    @Test
    void whoIsThrottledWhileDegradedStaysDegradedForWhatItWas() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        failures(3);
        fixture.alpaca.answers(QuoteAnswer.failed(
                QuoteFailure.rateLimited("HTTP 429", fixture.time.instant().plusSeconds(30))));
        calls(1);
        assertThat(reason()).isEqualTo(HealthReason.CONSECUTIVE_FAILURES);
        assertThat(fixture.health(fixture.alpaca).throttledUntil()).isNotNull();

        fixture.alpaca.answersLive();
        fixture.seconds(30);
        calls(5);
        assertThat(state()).isEqualTo(ProviderState.HEALTHY);
        assertThat(fixture.changes)
                .extracting(HealthChange::reason)
                .containsExactly(HealthReason.CONSECUTIVE_FAILURES, null);
    }

    @Test
    void whoFailsOnTrialIsOutAgainAfterFiveInARow() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        failures(5);
        fixture.alpaca.answersLive();
        fixture.seconds(15);
        assertThat(reason()).isEqualTo(HealthReason.RECOVERING);

        fixture.alpaca.answers(MALFORMED);
        ask(4);
        assertThat(reason()).isEqualTo(HealthReason.RECOVERING);
        ask(1);
        assertThat(state()).isEqualTo(ProviderState.FAILED);
    }

    @Test
    void theWindowBeginsAnewWithARecoveryAndTheLatencyToo() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        slowCalls(1, 300);
        failures(5);
        fixture.alpaca.answersLive();
        fixture.seconds(15);

        assertThat(fixture.health(fixture.alpaca).windowRequests()).isZero();
        assertThat(fixture.health(fixture.alpaca).latency()).isNull();
        calls(1);
        assertThat(fixture.health(fixture.alpaca).latency()).isEqualTo(Duration.ZERO);
    }

    @Test
    void eachReasonForwardsTheLastFailureToListeners() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        failures(3);

        assertThat(fixture.changes).singleElement().satisfies(change -> {
            assertThat(change.provider()).isEqualTo("alpaca");
            assertThat(change.at()).isEqualTo(fixture.time.instant());
            assertThat(change)
                    .hasToString("alpaca: HEALTHY -> DEGRADED (CONSECUTIVE_FAILURES), last failure MALFORMED: <html>");
        });
    }

    @Test
    void aQuietSymbolIsNotQuietForAProviderThatIsBehind() {
        fixture.chain();
        Instant lastTrade = fixture.time.instant().minusSeconds(600);
        fixture.alpaca.answersOf(lastTrade);
        fixture.polygon.answersOf(lastTrade);
        calls(1);
        fixture.alpaca.answersOf(lastTrade.minusSeconds(2));
        calls(1);

        assertThat(fixture.polygon.asked()).isEqualTo(2);
    }

    @Test
    void invalidQuotesCountOnlyWhenRepeated() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.alpaca.fails(FailureKind.INVALID);
        calls(2);
        assertThat(fixture.health(fixture.alpaca).consecutiveFailures()).isZero();
        fixture.alpaca.answersLive();
        calls(1);
        fixture.alpaca.fails(FailureKind.INVALID);
        calls(2);
        assertThat(fixture.health(fixture.alpaca).consecutiveFailures()).isZero();
        calls(1);
        assertThat(fixture.health(fixture.alpaca).consecutiveFailures()).isEqualTo(1);
        calls(4);
        assertThat(state()).isEqualTo(ProviderState.FAILED);
    }

    @Test
    void aProviderThatLagsBehindOthersIsMostlyStale() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        fixture.alpaca.answersAged(Duration.ofMinutes(3));
        calls(19);
        assertThat(state()).isEqualTo(ProviderState.HEALTHY);
        calls(1);
        assertThat(state()).isEqualTo(ProviderState.DEGRADED);
        assertThat(reason()).isEqualTo(HealthReason.MOSTLY_STALE);
        assertThat(fixture.health(fixture.alpaca).totals().failures()).isZero();

        fixture.alpaca.answersLive();
        calls(46);
        assertThat(state()).isEqualTo(ProviderState.DEGRADED);
        calls(1);
        assertThat(state()).isEqualTo(ProviderState.HEALTHY);
    }

    @Test
    void aQuietSymbolCostsOneRequestAndBlamesNobody() {
        fixture.chain();
        Instant lastTrade = fixture.time.instant().minusSeconds(600);
        fixture.alpaca.answersOf(lastTrade);
        fixture.polygon.answersOf(lastTrade.plusMillis(400));
        calls(1);
        assertThat(fixture.polygon.asked()).isEqualTo(1);
        assertThat(fixture.finnhub.asked()).isZero();

        fixture.seconds(14);
        calls(30);
        assertThat(fixture.alpaca.asked()).isEqualTo(31);
        assertThat(fixture.polygon.asked()).isEqualTo(1);
        fixture.seconds(1);
        calls(1);
        assertThat(fixture.polygon.asked()).isEqualTo(2);
        assertThat(fixture.health(fixture.alpaca).staleShare()).isZero();
    }

    @Test
    void oneLastResortASecondIsLetThroughWhenAllAreOut() {
        fixture.alpaca.fails(FailureKind.MALFORMED);
        fixture.polygon.fails(FailureKind.MALFORMED);
        fixture.chain(fixture.alpaca, fixture.polygon);
        ask(5);
        assertThat(state()).isEqualTo(ProviderState.FAILED);
        int before = fixture.alpaca.asked() + fixture.polygon.asked();

        ask(20);
        assertThat(fixture.alpaca.asked() + fixture.polygon.asked()).isEqualTo(before + 1);
        fixture.seconds(1);
        ask(20);
        assertThat(fixture.alpaca.asked() + fixture.polygon.asked()).isEqualTo(before + 2);
        assertThat(fixture.polygon.asked()).isEqualTo(6);
    }

    @Test
    void allOutAndBackAgain() {
        fixture.chain();
        calls(1);
        for (ScriptedProvider provider : List.of(fixture.alpaca, fixture.polygon, fixture.finnhub)) {
            provider.fails(FailureKind.MALFORMED);
        }
        ask(10);
        assertThat(fixture.chain().health()).extracting(ProviderHealth::state).containsOnly(ProviderState.FAILED);
        fixture.seconds(60);
        assertThat(fixture.chain().getQuote("SPY").fromCache()).isTrue();
        for (ScriptedProvider provider : List.of(fixture.alpaca, fixture.polygon, fixture.finnhub)) {
            provider.answersLive();
        }
        fixture.seconds(1);
        Quote first = fixture.chain().getQuote("SPY");
        assertThat(first.fromCache()).isFalse();
        fixture.seconds(120);
        calls(5);
        assertThat(fixture.chain().health().get(0).state()).isEqualTo(ProviderState.HEALTHY);
        assertThat(fixture.chain().getQuote("SPY").source()).isEqualTo("alpaca");
    }

    @Test
    void changesArriveInTheirOrder() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        failures(5);
        fixture.alpaca.answersLive();
        fixture.seconds(15);
        calls(5);

        assertThat(fixture.changes)
                .extracting(HealthChange::from, HealthChange::to, HealthChange::reason)
                .containsExactly(
                        tuple(ProviderState.HEALTHY, ProviderState.DEGRADED, HealthReason.CONSECUTIVE_FAILURES),
                        tuple(ProviderState.DEGRADED, ProviderState.FAILED, HealthReason.CONSECUTIVE_FAILURES),
                        tuple(ProviderState.FAILED, ProviderState.DEGRADED, HealthReason.RECOVERING),
                        tuple(ProviderState.DEGRADED, ProviderState.HEALTHY, null));
    }

    private static org.assertj.core.groups.Tuple tuple(@Nullable Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    @Test
    void retriesAreAFifthOfTheRequestsAtMost() {
        fixture.chain(fixture.alpaca, fixture.polygon);
        for (int i = 0; i < 1_000; i++) {
            if (i % 2 == 0) {
                fixture.alpaca.fails(FailureKind.SERVER);
                callers.add(fixture.chain().getQuoteAsync("SPY"));
                fixture.alpaca.answersLive();
                fixture.millis(200);
            } else {
                calls(1);
            }
        }

        long retries = fixture.health(fixture.alpaca).totals().retries();
        assertThat(retries).isBetween(150L, 1_000 / 5L + 10);
    }

    private ProviderState state() {
        return fixture.health(fixture.alpaca).state();
    }

    private @Nullable HealthReason reason() {
        return fixture.health(fixture.alpaca).reason();
    }

    private void calls(int count) {
        for (int i = 0; i < count; i++) {
            fixture.chain().getQuote("SPY");
        }
    }

    /** Calls that may find nothing. */
    private void ask(int count) {
        for (int i = 0; i < count; i++) {
            callers.add(fixture.chain().getQuoteAsync("SPY"));
        }
    }

    private void failures(int count) {
        fixture.alpaca.answers(MALFORMED);
        ask(count);
        fixture.alpaca.answersLive();
        if (fixture.health(fixture.alpaca).state() == ProviderState.FAILED) {
            fixture.alpaca.answers(MALFORMED);
        }
    }

    private void slowCalls(int count, long millis) {
        fixture.alpaca.hangs();
        for (int i = 0; i < count; i++) {
            CompletableFuture<Quote> quote = fixture.chain().getQuoteAsync("SPY");
            fixture.millis(millis);
            List<CompletableFuture<QuoteAnswer>> hanging = fixture.alpaca.hanging();
            hanging.get(hanging.size() - 1).complete(fixture.alpaca.live(List.of("SPY")));
            quote.join();
        }
        fixture.alpaca.answersLive();
    }
}
