package io.tradingrecovery.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Quotes of many symbols at once. */
class BatchTest {

    private final ChainFixture fixture = new ChainFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aThousandSymbolsAreAsFewRequestsAsTheProviderTakesAndKeepTheirOrder() {
        fixture.alpaca.limits(ProviderLimits.NONE.batchesOf(100));
        List<String> symbols =
                IntStream.range(0, 1_000).mapToObj(i -> "S" + (997 * i) % 1_000).toList();

        Map<String, Quote> quotes = fixture.chain(fixture.alpaca).getQuotes(symbols);

        assertThat(quotes.keySet()).containsExactlyElementsOf(symbols);
        assertThat(fixture.alpaca.asked()).isEqualTo(10);
        assertThat(fixture.alpaca.requests()).allMatch(request -> request.size() == 100);
    }

    @Test
    void noSymbolsAreNoRequest() {
        assertThat(fixture.chain().getQuotes(List.of())).isEmpty();
        assertThat(fixture.alpaca.asked()).isZero();
    }

    @Test
    void whatIsUnderWayAlreadyIsNotAskedForAgain() throws Exception {
        fixture.alpaca.limits(ProviderLimits.NONE.batchesOf(10)).hangs();
        CompletableFuture<Quote> single = fixture.chain().getQuoteAsync("A");
        fixture.alpaca.answersLive();
        CompletableFuture<Map<String, Quote>> batch =
                CompletableFuture.supplyAsync(() -> fixture.chain().getQuotes(List.of("A", "B")));
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (fixture.alpaca.asked() < 2 && System.nanoTime() < limit) {
            Thread.onSpinWait();
        }
        fixture.alpaca.hanging().get(0).complete(fixture.alpaca.live(List.of("A")));

        assertThat(batch.get(60, TimeUnit.SECONDS).get("A")).isSameAs(single.join());
        assertThat(fixture.alpaca.requests()).containsExactly(List.of("A"), List.of("B"));
    }

    @Test
    void whatTheCacheAnswersIsNotAskedFor() {
        fixture.alpaca.limits(ProviderLimits.NONE.batchesOf(10));
        fixture.chain().getQuote("A");
        fixture.seconds(5);

        Map<String, Quote> quotes = fixture.chain()
                .getQuotes(List.of("A", "B"), QuoteRequest.DEFAULT.acceptCachedUpTo(Duration.ofSeconds(10)));

        assertThat(quotes.values()).extracting(Quote::fromCache).containsExactly(true, false);
        assertThat(fixture.alpaca.requests()).containsExactly(List.of("A"), List.of("B"));
    }

    @Test
    void aFailureOfTheWholeSendsAllOfThemToTheNext() {
        fixture.alpaca.limits(ProviderLimits.NONE.batchesOf(10)).fails(FailureKind.MALFORMED);
        fixture.polygon.limits(ProviderLimits.NONE.batchesOf(2));

        Map<String, Quote> quotes = fixture.chain().getQuotes(List.of("A", "B", "C"));

        assertThat(quotes.values()).extracting(Quote::source).containsOnly("polygon");
        assertThat(fixture.polygon.requests()).containsExactly(List.of("A", "B"), List.of("C"));
        assertThat(fixture.health(fixture.alpaca).consecutiveFailures()).isEqualTo(1);
    }

    @Test
    void aPlanThatIncludesNoneOfThemIsRememberedForEach() {
        fixture.alpaca.limits(ProviderLimits.NONE.batchesOf(10)).fails(FailureKind.PLAN);
        fixture.chain().getQuotes(List.of("A", "B"));
        fixture.chain().getQuotes(List.of("A", "B"));
        fixture.chain().getQuote("B");

        assertThat(fixture.alpaca.asked()).isEqualTo(1);
    }

    @Test
    void aQuickFailureOfTheWholeIsTriedAgainOnce() throws Exception {
        fixture.alpaca.limits(ProviderLimits.NONE.batchesOf(10)).fails(FailureKind.SERVER);
        CompletableFuture<Map<String, Quote>> quotes = CompletableFuture.supplyAsync(
                () -> fixture.chain(fixture.alpaca).getQuotes(List.of("A", "B")));
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (fixture.time.waiting() == 0 && System.nanoTime() < limit) {
            Thread.onSpinWait();
        }
        fixture.alpaca.answersLive();
        fixture.millis(100);

        assertThat(quotes.get(60, TimeUnit.SECONDS)).containsOnlyKeys("A", "B");
        assertThat(fixture.alpaca.asked()).isEqualTo(2);
    }

    @Test
    void eachSymbolWithoutAQuoteIsTold() {
        fixture.alpaca.fails(FailureKind.SYMBOL_UNKNOWN);

        QuoteUnavailableException failure = catchThrowableOfType(
                QuoteUnavailableException.class,
                () -> fixture.chain(fixture.alpaca).getQuotes(List.of("X", "Y", "Z")));

        assertThat(failure.symbol()).isEqualTo("X");
        assertThat(failure.getSuppressed())
                .extracting(other -> ((QuoteUnavailableException) other).symbol())
                .containsExactly("Y", "Z");
    }
}
