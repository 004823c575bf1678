package io.tradingrecovery.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads and the real clock: many callers, providers that hang, and closing meanwhile. */
class ManyCallersTest {

    private static final int CALLERS = 64;
    private static final Duration NEVER = Duration.ofHours(1);

    private final ScriptedProvider alpaca = new ScriptedProvider("alpaca", Clock.systemUTC());
    private final ScriptedProvider polygon = new ScriptedProvider("polygon", Clock.systemUTC());
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    @Test
    void sixtyFourCallersAtOnceAreOneRequest() throws Exception {
        alpaca.hangs();
        try (ResilientDataProvider chain = patient().primary(alpaca).build()) {
            List<Future<Quote>> quotes = call(CALLERS, () -> chain.getQuote("SPY"));
            waitFor(() -> alpaca.hanging().size() == 1);
            waitUntilAllWait();
            alpaca.hanging().get(0).complete(alpaca.live(List.of("SPY")));

            for (Future<Quote> quote : quotes) {
                assertThat(quote.get(60, TimeUnit.SECONDS))
                        .isSameAs(quotes.get(0).get());
            }
            assertThat(alpaca.asked()).isEqualTo(1);
            assertThat(chain.health("alpaca").orElseThrow().totals().requests()).isEqualTo(1);
        }
    }

    @Test
    void callersWithOtherWishesAreOtherRequests() {
        alpaca.hangs();
        try (ResilientDataProvider chain = patient().primary(alpaca).build()) {
            List<CompletableFuture<Quote>> quotes = List.of(
                    chain.getQuoteAsync("SPY"),
                    chain.getQuoteAsync("SPY", QuoteRequest.DEFAULT.requireLive()),
                    chain.getQuoteAsync("SPY", QuoteRequest.DEFAULT.requireLive()),
                    chain.getQuoteAsync("QQQ"));

            assertThat(alpaca.asked()).isEqualTo(3);
            assertThat(quotes).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void aHundredCallsOfAHangingClientHoldItsFourThreadsAndEachIsAnsweredInTime() throws Exception {
        QuoteProvider deaf = QuoteProvider.blocking("many-callers-deaf", symbol -> {
            CountDownLatch never = new CountDownLatch(1);
            while (true) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // Deaf; the thread is a daemon.
                }
            }
        });
        try (ResilientDataProvider chain = ResilientDataProvider.builder()
                .primary(deaf)
                .fallback(polygon)
                .attemptTimeout(Duration.ofMillis(20))
                .deadline(Duration.ofSeconds(30))
                .build()) {
            for (int i = 0; i < 100; i++) {
                assertThat(chain.getQuote("S" + i).source()).isEqualTo("polygon");
            }

            assertThat(threads("recovery-many-callers-deaf-")).hasSize(4);
            ProviderHealth health = chain.health("many-callers-deaf").orElseThrow();
            assertThat(health.hungCalls()).isEqualTo(4);
            assertThat(health.inFlight())
                    .as("slots that the chain itself holds")
                    .isZero();
            assertThat(polygon.asked()).isEqualTo(100);
        }
    }

    @Test
    void aStageThatNeverEndsKeepsItsSlotAndIsSeen() {
        alpaca.limits(ProviderLimits.NONE.inFlight(3)).does(symbols -> new NeverEnding());
        try (ResilientDataProvider chain = ResilientDataProvider.builder()
                .primary(alpaca)
                .fallback(polygon)
                .attemptTimeout(Duration.ofMillis(20))
                .deadline(Duration.ofMillis(30))
                .build()) {
            for (int i = 0; i < 20; i++) {
                ask(chain, "S" + i);
            }

            ProviderHealth health = chain.health("alpaca").orElseThrow();
            assertThat(alpaca.asked()).isEqualTo(3);
            assertThat(health.hungCalls()).isEqualTo(3);
            assertThat(health.inFlight()).isEqualTo(3);
            assertThat(health.consecutiveFailures())
                    .as("being busy is no failure")
                    .isEqualTo(3);
        }
    }

    @Test
    void closingEndsEveryCallWithWhatThereIs() throws Exception {
        ResilientDataProvider chain =
                patient().primary(alpaca).fallback(polygon).build();
        chain.getQuote("SPY");
        alpaca.hangs();
        List<Future<Quote>> known = call(CALLERS / 2, () -> chain.getQuote("SPY"));
        List<Future<Quote>> unknown = call(CALLERS / 2, () -> chain.getQuote("QQQ"));
        waitFor(() -> alpaca.hanging().size() == 2);
        waitUntilAllWait();

        chain.close();

        for (Future<Quote> quote : known) {
            assertThat(quote.get(60, TimeUnit.SECONDS).fromCache()).isTrue();
        }
        for (Future<Quote> quote : unknown) {
            assertThatThrownBy(() -> quote.get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(QuoteUnavailableException.class)
                    .hasMessageContaining("the chain is closed");
        }
    }

    @Test
    void closingWhileCallsBeginLosesNone() throws Exception {
        for (int round = 0; round < 20; round++) {
            ScriptedProvider provider = new ScriptedProvider("alpaca", Clock.systemUTC()).hangs();
            ResilientDataProvider chain = patient().primary(provider).build();
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Boolean>> ended = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String symbol = "S" + i;
                ended.add(callers.submit(() -> {
                    start.await();
                    return ask(chain, symbol);
                }));
            }
            start.countDown();
            long spins = ThreadLocalRandom.current().nextInt(20_000);
            for (long i = 0; i < spins; i++) {
                Thread.onSpinWait();
            }
            chain.close();

            for (Future<Boolean> each : ended) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isFalse();
            }
        }
    }

    @Test
    void aClosedChainRefusesCallsAndIsClosedOnce() {
        ResilientDataProvider chain = patient().primary(alpaca).build();
        chain.getQuote("SPY");
        chain.close();
        chain.close();

        assertThatThrownBy(() -> chain.getQuote("SPY"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> chain.getQuoteAsync("SPY")).isInstanceOf(IllegalStateException.class);
        assertThat(alpaca.closings()).isEqualTo(1);
        assertThat(chain.health()).hasSize(1);
    }

    @Test
    void closingEndsTheThreadsAndWaitsForNoProviderThatHangs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        QuoteProvider stubborn = new QuoteProvider() {
            @Override
            public String name() {
                return "stubborn";
            }

            @Override
            public CompletableFuture<QuoteAnswer> fetch(java.util.Collection<String> symbols, Duration deadline) {
                return new CompletableFuture<>();
            }

            @Override
            public void close() {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        ResilientDataProvider chain = ResilientDataProvider.builder()
                .primary(stubborn)
                .attemptTimeout(Duration.ofMillis(5))
                .deadline(Duration.ofMillis(10))
                .onHealthChange(change -> {})
                .build();
        for (int i = 0; i < 6; i++) {
            ask(chain, "SPY");
        }

        chain.close();

        waitFor(() -> threads("recovery-quotes").isEmpty());
    }

    @Test
    void allThreadsAreDaemonsOfTheLibrary() {
        alpaca.hangs();
        try (ResilientDataProvider chain = ResilientDataProvider.builder()
                .primary(alpaca)
                .attemptTimeout(Duration.ofMillis(5))
                .deadline(Duration.ofMillis(10))
                .build()) {
            for (int i = 0; i < 6; i++) {
                ask(chain, "SPY");
            }
            assertThat(threads("recovery-quotes")).isNotEmpty().allMatch(Thread::isDaemon);
        }
    }

    @Test
    void aCallerWhoIsInterruptedStopsWaitingAndKeepsItsFlag() throws Exception {
        alpaca.hangs();
        try (ResilientDataProvider chain = patient().primary(alpaca).build()) {
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                ask(chain, "SPY");
                flag.complete(Thread.currentThread().isInterrupted());
            });
            caller.start();
            waitFor(() -> alpaca.hanging().size() == 1);
            caller.interrupt();

            assertThat(flag.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Whether there was a quote. */
    private static boolean ask(ResilientDataProvider chain, String symbol) {
        try {
            chain.getQuote(symbol);
            return true;
        } catch (QuoteUnavailableException | IllegalStateException e) {
            return false;
        }
    }

    /** A chain that ends no attempt by itself. */
    private static ResilientDataProviderBuilder patient() {
        return ResilientDataProvider.builder().attemptTimeout(NEVER).deadline(NEVER);
    }

    private List<Future<Quote>> call(int count, Callable<Quote> work) {
        List<Future<Quote>> quotes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            quotes.add(callers.submit(work));
        }
        return quotes;
    }

    /** Until every caller's thread stands in the wait for its answer. */
    private void waitUntilAllWait() {
        waitFor(() -> Thread.getAllStackTraces().entrySet().stream()
                        .filter(thread -> thread.getKey().getState() == Thread.State.TIMED_WAITING)
                        .filter(thread -> List.of(thread.getValue()).toString().contains("ResilientDataProvider.await"))
                        .count()
                == CALLERS);
    }

    private static List<Thread> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix))
                .toList();
    }

    private static void waitFor(BooleanSupplier condition) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("60 s").isLessThan(limit);
            Thread.onSpinWait();
        }
    }

    /** Can't even be cancelled. */
    private static final class NeverEnding extends CompletableFuture<QuoteAnswer> {
        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
        }
    }
}
