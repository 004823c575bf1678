package io.tradingrecovery.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.errors.SessionCalendarException;
import io.tradingrecovery.time.SessionCalendar;
import io.tradingrecovery.time.TradingSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How fresh a quote is, by event time, calendar and clock. */
class FreshnessTest {

    private static final Instant FRIDAY_CLOSE = Instant.parse("2026-10-30T20:00:00Z");
    private static final Instant MONDAY_OPEN = Instant.parse("2026-11-02T14:30:00Z");
    private static final SessionCalendar NEW_YORK = (from, to) -> List.of(
                    new TradingSession(Instant.parse("2026-10-30T13:30:00Z"), FRIDAY_CLOSE),
                    new TradingSession(MONDAY_OPEN, Instant.parse("2026-11-02T21:00:00Z")))
            .stream()
            .filter(session -> session.open().isBefore(to) && session.close().isAfter(from))
            .toList();

    private final ChainFixture fixture = new ChainFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void isLiveUpToTheThresholdAndStaleAfter() {
        assertThat(freshnessOf(Duration.ofMinutes(1))).isEqualTo(Freshness.LIVE);
        assertThat(freshnessOf(Duration.ofMinutes(1).plusNanos(1))).isEqualTo(Freshness.STALE);
        assertThat(freshnessOf(Duration.ofMinutes(5))).isEqualTo(Freshness.STALE);
        assertThat(freshnessOf(Duration.ofMinutes(5).plusNanos(1))).isEqualTo(Freshness.EXPIRED);
    }

    @Test
    void fridaysCloseIsTheLastPriceOnSundayAndStillStale() {
        onSunday();
        fixture.alpaca.answersOf(FRIDAY_CLOSE.minusSeconds(2));

        Quote quote = fixture.chain(fixture.alpaca).getQuote("SPY");

        assertThat(quote.freshness()).isEqualTo(Freshness.SESSION_CLOSED);
        assertThat(quote.isStale()).isTrue();
    }

    @Test
    void fridaysNoonIsNotTheLastPriceOnSunday() {
        onSunday();
        fixture.alpaca.answersOf(FRIDAY_CLOSE.minusSeconds(4 * 3600));

        assertThat(fixture.chain(fixture.alpaca).getQuote("SPY").freshness()).isEqualTo(Freshness.EXPIRED);
    }

    @Test
    void fridaysCloseOnMondayInSessionIsExpired() {
        fixture.settings().calendar(NEW_YORK);
        fixture.alpaca.answersOf(FRIDAY_CLOSE);

        assertThat(fixture.chain(fixture.alpaca).getQuote("SPY").freshness()).isEqualTo(Freshness.EXPIRED);
    }

    @Test
    void tradesAfterTheCloseAreLiveWhateverTheCalendarSays() {
        onSunday();

        assertThat(fixture.chain().getQuote("BTC/USD").freshness()).isEqualTo(Freshness.LIVE);
    }

    @Test
    void aCalendarThatDoesNotKnowIsNoCalendar() {
        fixture.settings().calendar((from, to) -> {
            throw new SessionCalendarException("2026 is not loaded", null);
        });
        fixture.alpaca.answersAged(Duration.ofSeconds(200));

        assertThat(fixture.chain(fixture.alpaca).getQuote("SPY").freshness()).isEqualTo(Freshness.STALE);
    }

    @Test
    void aCalendarThatFailsFailsNoCall() {
        fixture.settings().calendar((from, to) -> {
            throw new IllegalStateException("a bug");
        });
        fixture.alpaca.answersAged(Duration.ofSeconds(200));

        Quote quote = fixture.chain(fixture.alpaca).getQuote("SPY");

        assertThat(quote.freshness()).isEqualTo(Freshness.STALE);
        assertThat(fixture.health(fixture.alpaca).staleShare()).isZero();
    }

    @Test
    void anOldQuoteInSessionCountsAgainstWhoGaveItAlthoughNobodyHasANewerOne() {
        fixture.settings().calendar(NEW_YORK);
        fixture.alpaca.answersAged(Duration.ofSeconds(200));
        fixture.chain(fixture.alpaca).getQuote("SPY");

        assertThat(fixture.health(fixture.alpaca).staleShare()).isEqualTo(1);
    }

    @Test
    void whileTheMarketIsShutTheWholeChainIsAskedOnceInFifteenSeconds() {
        onSunday();
        fixture.alpaca.answersOf(FRIDAY_CLOSE.minusSeconds(2));
        fixture.polygon.answersOf(FRIDAY_CLOSE.minusSeconds(10));
        fixture.finnhub.answersOf(FRIDAY_CLOSE.minusSeconds(20));
        for (int i = 0; i < 30; i++) {
            assertThat(fixture.chain().getQuote("SPY").eventTime()).isEqualTo(FRIDAY_CLOSE.minusSeconds(2));
            fixture.seconds(1);
        }

        assertThat(fixture.alpaca.asked()).isEqualTo(30);
        assertThat(fixture.finnhub.asked()).isEqualTo(2);
        assertThat(fixture.health(fixture.finnhub).staleShare()).isZero();
    }

    @Test
    void aDelayedFeedIsNeverLive() {
        fixture.alpaca.answers(QuoteAnswer.of(delayed(Duration.ofSeconds(1))));
        assertThat(fixture.chain(fixture.alpaca).getQuote("SPY").freshness()).isEqualTo(Freshness.DELAYED);
        fixture.alpaca.answers(QuoteAnswer.of(delayed(Duration.ofMinutes(16))));
        assertThat(fixture.chain().getQuote("SPY").freshness()).isEqualTo(Freshness.DELAYED);
    }

    @Test
    void aDelayedFeedDoesNotExplainAnyAge() {
        fixture.alpaca.answers(QuoteAnswer.of(delayed(Duration.ofMinutes(17))));
        assertThat(fixture.chain(fixture.alpaca).getQuote("SPY").freshness()).isEqualTo(Freshness.EXPIRED);
    }

    @Test
    void aClockSetBackMakesNothingYounger() {
        Quote quote = fixture.chain().getQuote("SPY");
        fixture.seconds(61);
        fixture.time.stepClock(Duration.ofHours(-1));

        assertThat(quote.age()).isEqualTo(Duration.ofSeconds(61));
        assertThat(quote.freshness()).isEqualTo(Freshness.STALE);
    }

    @Test
    void aMachineThatSleptMakesAQuoteOlder() {
        Quote quote = fixture.chain().getQuote("SPY");
        fixture.time.stepClock(Duration.ofHours(1));

        assertThat(quote.freshness()).isEqualTo(Freshness.EXPIRED);
    }

    private Freshness freshnessOf(Duration age) {
        try (ChainFixture own = new ChainFixture()) {
            own.alpaca.answersAged(age);
            return own.chain(own.alpaca).getQuote("SPY").freshness();
        }
    }

    private void onSunday() {
        fixture.settings().calendar(NEW_YORK);
        fixture.time.stepClock(Duration.ofDays(-1));
    }

    private Quote delayed(Duration age) {
        return Quote.builder("SPY")
                .last(new java.math.BigDecimal("500.02"))
                .eventTime(fixture.time.instant().minus(age))
                .delayedFeed(true)
                .build();
    }
}
