package io.tradingrecovery.quotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tradingrecovery.testing.QuoteProviderContract;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A client that blocks, behaves badly, and is wrapped with a lambda. */
class BlockingQuoteProviderTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TestFactory
    Stream<DynamicTest> keepsTheContract() {
        return QuoteProviderContract.checks(
                        () -> QuoteProvider.blocking(
                                "wrapped",
                                symbol -> symbol.equals("SPY")
                                        ? ScriptedProvider.quote(symbol, Instant.now())
                                        : QuoteFailure.of(FailureKind.SYMBOL_UNKNOWN, symbol)),
                        "SPY")
                .stream()
                .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    @TestFactory
    Stream<DynamicTest> keepsTheContractWhenTheClientHangsAndIgnoresInterrupts() {
        return QuoteProviderContract.checksOfHanging(BlockingQuoteProviderTest::deaf, "SPY").stream()
                .map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    @Test
    void nullIsAMalformedAnswer() throws Exception {
        try (QuoteProvider provider = QuoteProvider.blocking("empty", symbol -> null)) {
            assertThat(fetch(provider, LONG).kind()).isEqualTo(FailureKind.MALFORMED);
        }
    }

    @Test
    void exceptionsBecomeFailuresOfTheKindThatFits() throws Exception {
        assertThat(thrown(new ConnectException("refused")).kind()).isEqualTo(FailureKind.CONNECT);
        assertThat(thrown(new SocketTimeoutException("read")).kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(thrown(new IOException("reset")).kind()).isEqualTo(FailureKind.IO);
        assertThat(thrown(new RuntimeException(new ConnectException("refused"))).kind())
                .isEqualTo(FailureKind.CONNECT);
        assertThat(thrown(new IllegalStateException("bug")).kind()).isEqualTo(FailureKind.PROVIDER_ERROR);
        assertThat(thrown(new IllegalStateException("bug")).diagnosis()).isEqualTo("IllegalStateException: bug");
    }

    @Test
    void aKeyInAnExceptionsMessageIsBlottedOut() throws Exception {
        QuoteFailure failure =
                thrown(new IOException("GET https://finnhub.io/api/v1/quote?symbol=SPY&token=S3CR3TKEY failed"));

        assertThat(failure.toString()).doesNotContain("S3CR3TKEY").contains("symbol=SPY&token=***");
    }

    @Test
    void aHangingCallIsInterruptedAtItsDeadline() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (QuoteProvider provider = QuoteProvider.blocking("hanging", symbol -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
            return null;
        })) {
            assertThat(fetch(provider, Duration.ofMillis(20)).kind()).isEqualTo(FailureKind.TIMEOUT);
            assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void oneHundredHangingCallsHoldFourThreadsAndTheRestIsBusy() throws Exception {
        try (QuoteProvider provider = deaf()) {
            int timeouts = 0;
            int busy = 0;
            for (int i = 0; i < 100; i++) {
                FailureKind kind = fetch(provider, Duration.ofMillis(10)).kind();
                timeouts += kind == FailureKind.TIMEOUT ? 1 : 0;
                busy += kind == FailureKind.BUSY ? 1 : 0;
            }
            assertThat(timeouts).isEqualTo(4);
            assertThat(busy).isEqualTo(96);
            assertThat(((BlockingQuoteProvider) provider).hungCalls()).isEqualTo(4);
        }
    }

    @Test
    void namesThatCantBeThreadNamesAreRefused() {
        assertThatThrownBy(() -> QuoteProvider.blocking("my provider", symbol -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'my provider'");
    }

    @Test
    void itsThreadsAreDaemonsOfTheLibrary() throws Exception {
        AtomicInteger daemons = new AtomicInteger();
        try (QuoteProvider provider = QuoteProvider.blocking("named", symbol -> {
            Thread thread = Thread.currentThread();
            if (thread.isDaemon() && thread.getName().startsWith("recovery-named-")) {
                daemons.incrementAndGet();
            }
            return null;
        })) {
            fetch(provider, LONG);
            assertThat(daemons).hasValue(1);
        }
    }

    /** A client that neither returns nor listens to interrupts; its threads are daemons, and end with the tests. */
    private static QuoteProvider deaf() {
        return QuoteProvider.blocking("deaf", symbol -> {
            CountDownLatch never = new CountDownLatch(1);
            while (true) {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    // Deaf.
                }
            }
        });
    }

    private static QuoteFailure thrown(Exception exception) throws Exception {
        try (QuoteProvider provider = QuoteProvider.blocking("throwing", symbol -> {
            throw exception;
        })) {
            return fetch(provider, LONG);
        }
    }

    private static QuoteFailure fetch(QuoteProvider provider, Duration deadline) throws Exception {
        return provider.fetch(List.of("SPY"), deadline)
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS)
                .failure()
                .orElseThrow();
    }
}
