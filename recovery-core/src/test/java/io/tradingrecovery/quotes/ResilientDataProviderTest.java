package io.tradingrecovery.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller sees. */
class ResilientDataProviderTest {

    private final ChainFixture fixture = new ChainFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void takesTheFirstLiveAnswerAndAsksNobodyElse() {
        Quote quote = fixture.chain().getQuote("SPY");

        assertThat(quote.bid()).isEqualByComparingTo("500.01");
        assertThat(quote.ask()).isEqualByComparingTo("500.03");
        assertThat(quote.source()).isEqualTo("alpaca");
        assertThat(quote.receivedAt()).isEqualTo(ChainFixture.MONDAY_NOON);
        assertThat(quote.freshness()).isEqualTo(Freshness.LIVE);
        assertThat(quote.fromCache()).isFalse();
        assertThat(fixture.polygon.asked()).isZero();
    }

    @Test
    void asksTheNextProviderWhenOneFails() {
        fixture.alpaca.fails(FailureKind.MALFORMED);
        fixture.polygon.fails(FailureKind.PLAN);

        assertThat(fixture.chain().getQuote("SPY").source()).isEqualTo("finnhub");
    }

    @Test
    void prefersTheFreshestOfOldAnswers() {
        fixture.alpaca.answersAged(Duration.ofMinutes(4));
        fixture.polygon.answersAged(Duration.ofMinutes(2));
        fixture.finnhub.answersAged(Duration.ofMinutes(3));

        Quote quote = fixture.chain().getQuote("SPY");

        assertThat(quote.source()).isEqualTo("polygon");
        assertThat(quote.freshness()).isEqualTo(Freshness.STALE);
        assertThat(quote.age()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void givesTheLastKnownQuoteWhenAllAreDownAndSaysHowOldItIs() {
        fixture.chain().getQuote("SPY");
        allFail(FailureKind.MALFORMED);
        fixture.seconds(30);
        assertThat(fixture.chain().getQuote("SPY").freshness()).isEqualTo(Freshness.LIVE);
        fixture.seconds(60);
        assertThat(fixture.chain().getQuote("SPY").freshness()).isEqualTo(Freshness.STALE);
        fixture.seconds(600);

        Quote quote = fixture.chain().getQuote("SPY");

        assertThat(quote.freshness()).isEqualTo(Freshness.EXPIRED);
        assertThat(quote.fromCache()).isTrue();
        assertThat(quote.source()).isEqualTo("alpaca");
        assertThat(quote.age()).isEqualTo(Duration.ofSeconds(690));
    }

    @Test
    void aQuoteThatIsKeptGrowsStaleWhereItLies() {
        Quote quote = fixture.chain().getQuote("SPY");
        fixture.seconds(60);
        assertThat(quote.isStale()).isFalse();
        fixture.millis(1);
        assertThat(quote.isStale()).isTrue();
    }

    @Test
    void saysWhatEachProviderSaidWhenThereIsNothingAtAll() {
        fixture.alpaca.fails(FailureKind.AUTH);
        fixture.polygon.fails(FailureKind.SYMBOL_UNKNOWN);
        fixture.finnhub.fails(FailureKind.MALFORMED);

        assertThatThrownBy(() -> fixture.chain().getQuote("NOPE"))
                .isInstanceOfSatisfying(QuoteUnavailableException.class, e -> {
                    assertThat(e.symbol()).isEqualTo("NOPE");
                    assertThat(e.answers()).hasSize(3);
                    assertThat(e.answers().keySet()).containsExactly("alpaca", "polygon", "finnhub");
                    assertThat(e.answers().get("alpaca"))
                            .extracting(QuoteFailure::kind)
                            .isEqualTo(FailureKind.AUTH);
                })
                .hasMessageContaining("No quote of NOPE: alpaca said AUTH: scripted; polygon said SYMBOL_UNKNOWN");
    }

    @Test
    void refusesAnythingButLiveWhereThatIsDemanded() {
        fixture.chain().getQuote("SPY");
        allFail(FailureKind.MALFORMED);
        fixture.seconds(61);

        assertThatThrownBy(() -> fixture.chain().getQuote("SPY", QuoteRequest.DEFAULT.requireLive()))
                .isInstanceOf(QuoteUnavailableException.class)
                .hasMessageContaining("No live quote of SPY")
                .hasMessageContaining("cache said STALE");
    }

    @Test
    void skipsQuotesWithoutBidAndAskWhereTheyAreDemanded() {
        fixture.alpaca.answers(QuoteAnswer.of(lastOnly("SPY")));

        Quote quote = fixture.chain().getQuote("SPY", QuoteRequest.DEFAULT.requireBidAsk());

        assertThat(quote.source()).isEqualTo("polygon");
        assertThat(fixture.health(fixture.alpaca).totals().failures()).isZero();
    }

    @Test
    void keepsTheNewestQuoteWithBidAndAskBesideANewerLastPrice() {
        fixture.chain().getQuote("SPY");
        fixture.seconds(5);
        fixture.alpaca.answers(QuoteAnswer.of(lastOnly("SPY")));
        fixture.chain().getQuote("SPY");
        allFail(FailureKind.MALFORMED);

        assertThat(fixture.chain().getQuote("SPY").last()).isEqualByComparingTo("500.02");
        assertThat(fixture.chain()
                        .getQuote("SPY", QuoteRequest.DEFAULT.requireBidAsk())
                        .bid())
                .isEqualByComparingTo("500.01");
    }

    @Test
    void answersFromTheCacheOnlyUpToTheAgeThatWasAccepted() {
        fixture.chain().getQuote("SPY");
        fixture.seconds(10);

        Quote cached = fixture.chain().getQuote("SPY", QuoteRequest.DEFAULT.acceptCachedUpTo(Duration.ofSeconds(10)));
        assertThat(cached.fromCache()).isTrue();
        assertThat(fixture.alpaca.asked()).isEqualTo(1);

        fixture.chain().getQuote("SPY", QuoteRequest.DEFAULT.acceptCachedUpTo(Duration.ofSeconds(9)));
        assertThat(fixture.alpaca.asked()).isEqualTo(2);
    }

    @Test
    void neverTradesANewerKnownQuoteForAnOlderAnswer() {
        fixture.seconds(100);
        fixture.alpaca.answersOf(ChainFixture.MONDAY_NOON.plusSeconds(20));
        fixture.chain(fixture.alpaca).getQuote("SPY");
        fixture.alpaca.answersOf(ChainFixture.MONDAY_NOON.plusSeconds(10));

        Quote quote = fixture.chain().getQuote("SPY");

        assertThat(quote.eventTime()).isEqualTo(ChainFixture.MONDAY_NOON.plusSeconds(20));
        assertThat(quote.fromCache()).isTrue();
    }

    @Test
    void refusesQuotesThatCantBeTrue() {
        Quote crossed = Quote.builder("SPY")
                .bid(new BigDecimal("500.05"))
                .ask(new BigDecimal("500.03"))
                .eventTime(ChainFixture.MONDAY_NOON)
                .build();
        Quote zero = Quote.builder("SPY")
                .last(BigDecimal.ZERO)
                .eventTime(ChainFixture.MONDAY_NOON)
                .build();
        Quote future = ScriptedProvider.quote(
                "SPY", ChainFixture.MONDAY_NOON.plusSeconds(5).plusNanos(1));
        fixture.alpaca.answers(QuoteAnswer.of(crossed));
        fixture.polygon.answers(QuoteAnswer.of(zero));
        fixture.finnhub.answers(QuoteAnswer.of(future));

        QuoteUnavailableException failure = catchThrowableOfType(
                QuoteUnavailableException.class, () -> fixture.chain().getQuote("SPY"));

        assertThat(failure.answers().values())
                .extracting(QuoteFailure::kind)
                .containsExactly(FailureKind.INVALID, FailureKind.INVALID, FailureKind.INVALID);
        assertThat(failure)
                .hasMessageContaining("the bid 500.05 is above the ask 500.03")
                .hasMessageContaining("the last price is 0")
                .hasMessageContaining("ahead of this machine's clock");
    }

    @Test
    void refusesNumbersThatWouldFillTheMemoryWhenTheyArePrinted() {
        for (String number : new String[] {"1E+1000000000", "1E-1000000000", "0E-1000000000"}) {
            fixture.alpaca.answers(QuoteAnswer.of(Quote.builder("SPY")
                    .last(new BigDecimal(number))
                    .eventTime(ChainFixture.MONDAY_NOON)
                    .build()));
            assertThat(fixture.chain().getQuote("SPY").source()).as(number).isEqualTo("polygon");
            assertThat(fixture.health(fixture.alpaca).lastFailure())
                    .asString()
                    .contains("INVALID: SPY: a price or size of more than 1100 digits");
        }
    }

    @Test
    void takesEveryPriceThatADoubleCanBe() {
        fixture.alpaca.answers(QuoteAnswer.of(Quote.builder("SPY")
                .last(new BigDecimal(Double.MIN_VALUE))
                .eventTime(ChainFixture.MONDAY_NOON)
                .build()));

        assertThat(fixture.chain().getQuote("SPY").source()).isEqualTo("alpaca");
    }

    @Test
    void aQuoteOfAFutureThatNeverWasGivesWayOnceTheClockIsRight() {
        fixture.time.stepClock(Duration.ofHours(1));
        fixture.chain(fixture.alpaca).getQuote("SPY");
        fixture.time.stepClock(Duration.ofHours(-1));
        fixture.seconds(90);
        fixture.alpaca.answersAged(Duration.ofSeconds(70));
        fixture.chain().getQuote("SPY");
        fixture.alpaca.fails(FailureKind.MALFORMED);

        Quote quote = fixture.chain().getQuote("SPY");

        assertThat(quote.eventTime()).isEqualTo(ChainFixture.MONDAY_NOON.plusSeconds(20));
        assertThat(quote.age()).isEqualTo(Duration.ofSeconds(70));
    }

    @Test
    void takesAQuoteFromAClockFiveSecondsAhead() {
        fixture.alpaca.answersOf(ChainFixture.MONDAY_NOON.plusSeconds(5));

        Quote quote = fixture.chain().getQuote("SPY");

        assertThat(quote.freshness()).isEqualTo(Freshness.LIVE);
        assertThat(quote.age()).isZero();
    }

    @Test
    void anAnswerAboutAnotherSymbolIsNoAnswer() {
        fixture.alpaca.answers(QuoteAnswer.of(ScriptedProvider.quote("QQQ", ChainFixture.MONDAY_NOON)));

        assertThat(fixture.chain().getQuote("SPY").source()).isEqualTo("polygon");
        assertThat(fixture.health(fixture.alpaca).lastFailure())
                .extracting(QuoteFailure::kind)
                .isEqualTo(FailureKind.MALFORMED);
    }

    @Test
    void asksForManySymbolsInOneRequestAndTheRestElsewhere() {
        fixture.alpaca.limits(ProviderLimits.NONE.batchesOf(2)).does(symbols -> {
            QuoteAnswer.Builder answer = QuoteAnswer.builder();
            for (String symbol : symbols) {
                answer.outcome(
                        symbol,
                        symbol.equals("B")
                                ? QuoteFailure.of(FailureKind.SYMBOL_UNKNOWN, "no such symbol")
                                : ScriptedProvider.quote(symbol, fixture.time.instant()));
            }
            return ScriptedProvider.done(answer.build());
        });

        assertThat(fixture.chain().getQuotes(List.of("A", "B", "C", "A")))
                .containsOnlyKeys("A", "B", "C")
                .hasEntrySatisfying("B", quote -> assertThat(quote.source()).isEqualTo("polygon"));
        assertThat(fixture.alpaca.requests()).containsExactly(List.of("A", "B"), List.of("C"));
        assertThat(fixture.polygon.requests()).containsExactly(List.of("B"));
    }

    @Test
    void losesNoQuoteBecauseAnotherSymbolHasNone() {
        fixture.alpaca.does(symbols -> ScriptedProvider.done(
                symbols.contains("NOPE")
                        ? QuoteAnswer.failed(QuoteFailure.of(FailureKind.SYMBOL_UNKNOWN, "no such symbol"))
                        : fixture.alpaca.live(symbols)));

        QuoteUnavailableException failure = catchThrowableOfType(
                QuoteUnavailableException.class,
                () -> fixture.chain(fixture.alpaca).getQuotes(List.of("SPY", "NOPE", "QQQ")));

        assertThat(failure.symbol()).isEqualTo("NOPE");
        assertThat(failure.available()).containsOnlyKeys("SPY", "QQQ");
    }

    @Test
    void anAsyncCallEndsByItsDeadlineHoweverManyProvidersHang() {
        fixture.alpaca.hangs();
        fixture.polygon.hangs();
        fixture.finnhub.hangs();

        CompletableFuture<Quote> quote = fixture.chain().getQuoteAsync("SPY");
        fixture.millis(1_999);
        assertThat(quote).isNotDone();
        fixture.millis(1);

        assertThat(quote).isCompletedExceptionally();
        assertThatThrownBy(quote::join).hasCauseInstanceOf(QuoteUnavailableException.class);
        assertThat(fixture.alpaca.hanging()).allMatch(CompletableFuture::isCancelled);
        assertThat(fixture.alpaca.lastDeadline()).isEqualTo(Duration.ofMillis(700));
        assertThat(fixture.finnhub.lastDeadline()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void aCallerWhoGivesUpDoesNotEndTheCallForOthers() {
        fixture.alpaca.hangs();
        CompletableFuture<Quote> first = fixture.chain().getQuoteAsync("SPY");
        CompletableFuture<Quote> second = fixture.chain().getQuoteAsync("SPY");

        first.cancel(true);
        fixture.alpaca.hanging().get(0).complete(fixture.alpaca.live(List.of("SPY")));

        assertThat(fixture.alpaca.asked()).isEqualTo(1);
        assertThat(second.join().source()).isEqualTo("alpaca");
    }

    @Test
    void retriesAQuickFailureOnceAndATimeoutNotAtTheCostOfTheNextProvider() {
        fixture.alpaca.fails(FailureKind.CONNECT);
        CompletableFuture<Quote> quote = fixture.chain().getQuoteAsync("SPY");
        assertThat(quote).isNotDone();
        fixture.millis(100);
        assertThat(fixture.alpaca.asked()).isEqualTo(2);
        assertThat(quote.join().source()).isEqualTo("polygon");

        fixture.alpaca.hangs();
        CompletableFuture<Quote> second = fixture.chain().getQuoteAsync("SPY");
        fixture.millis(750);
        assertThat(fixture.alpaca.asked()).isEqualTo(3);
        assertThat(second.join().source()).isEqualTo("polygon");
    }

    @Test
    void refusesTextsThatAreNoSymbols() {
        assertThatThrownBy(() -> fixture.chain().getQuote(" SPY"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("' SPY'")
                .hasMessageContaining("\\u0020 at index 0");
        assertThatThrownBy(() -> fixture.chain().getQuote(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty");
    }

    private void allFail(FailureKind kind) {
        fixture.alpaca.fails(kind);
        fixture.polygon.fails(kind);
        fixture.finnhub.fails(kind);
    }

    private static Quote lastOnly(String symbol) {
        return Quote.builder(symbol)
                .last(new BigDecimal("500.02"))
                .eventTime(ChainFixture.MONDAY_NOON.plusSeconds(5))
                .build();
    }
}
