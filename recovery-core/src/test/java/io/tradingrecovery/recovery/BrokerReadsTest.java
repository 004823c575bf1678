package io.tradingrecovery.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.BrokerException.Kind;
import io.tradingrecovery.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerReadsTest {

    private final CallThreads threads = new CallThreads("recovery-test");
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger hanging = new AtomicInteger();

    @AfterEach
    void end() {
        release.countDown();
        threads.close();
    }

    @Test
    void asksAgainAfterATransientFailureAndReportsEachAttempt() throws BrokerReadException {
        AtomicInteger calls = new AtomicInteger();
        BrokerReads reads = reads(Duration.ofMinutes(1));

        String answer = reads.read("positions", () -> {
            if (calls.incrementAndGet() < 3) {
                throw new BrokerException(Kind.TRANSIENT, "503");
            }
            return "here";
        });

        assertThat(answer).isEqualTo("here");
        assertThat(reads.attempts())
                .extracting(
                        BrokerAttempt::question, BrokerAttempt::attempt, BrokerAttempt::kind, BrokerAttempt::failure)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("positions", 1, Kind.TRANSIENT, "503"),
                        org.assertj.core.groups.Tuple.tuple("positions", 2, Kind.TRANSIENT, "503"));
        assertThat(reads.attempts())
                .allSatisfy(attempt -> assertThat(attempt.delay()).isPositive());
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        AtomicInteger calls = new AtomicInteger();

        BrokerReadException failure = failureOf(reads(Duration.ofMinutes(1)), () -> {
            calls.incrementAndGet();
            throw new BrokerException(Kind.TRANSIENT, "503");
        });

        assertThat(calls).hasValue(3);
        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure.deadlinePassed()).isFalse();
        assertThat(failure).hasMessageContaining("positions").hasMessageContaining("503");
    }

    @Test
    void asksOnlyOnceWhereAPersonMustAct() {
        for (Kind kind : List.of(Kind.AUTH, Kind.REJECTED, Kind.UNSUPPORTED)) {
            AtomicInteger calls = new AtomicInteger();

            BrokerReadException failure = failureOf(reads(Duration.ofMinutes(1)), () -> {
                calls.incrementAndGet();
                throw new BrokerException(kind, "no");
            });

            assertThat(calls).as("%s", kind).hasValue(1);
            assertThat(failure.kind()).isEqualTo(kind);
        }
    }

    @Test
    void takesNullForAFailureAndNeverForEmptiness() {
        BrokerReadException failure = failureOf(reads(Duration.ofMinutes(1)), () -> null);

        assertThat(failure.kind()).isEqualTo(Kind.INCOMPLETE);
        assertThat(failure).hasMessageContaining("returned null");
    }

    @Test
    void takesAnUnknownExceptionForOneThatMayPassAndAnErrorForOneThatWillNot() {
        AtomicInteger calls = new AtomicInteger();
        assertThat(failureOf(reads(Duration.ofMinutes(1)), () -> {
                            calls.incrementAndGet();
                            throw new IllegalStateException("socket closed");
                        })
                        .kind())
                .isEqualTo(Kind.TRANSIENT);
        assertThat(calls).hasValue(3);

        assertThat(failureOf(reads(Duration.ofMinutes(1)), () -> {
                            throw new NoClassDefFoundError("Json");
                        })
                        .kind())
                .isEqualTo(Kind.REJECTED);
    }

    @Test
    void endsAtTheDeadlineAlthoughTheBrokerHangs() {
        BrokerReads reads = reads(Duration.ofMillis(50));

        BrokerReadException failure = failureOf(reads, this::hang);

        assertThat(failure.deadlinePassed()).isTrue();
        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure).hasMessageContaining("has not answered").hasMessageContaining("50 ms");
    }

    @Test
    void refusesToPileUpCallsThatNeverReturn() {
        while (hanging.get() < CallThreads.MOST) {
            assertThat(failureOf(reads(Duration.ofMillis(20)), this::hangWhateverComes)
                            .deadlinePassed())
                    .isTrue();
        }

        BrokerReadException failure = failureOf(reads(Duration.ofMinutes(1)), () -> "never asked");

        assertThat(failure).hasMessageContaining("have not returned yet");
        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    }

    @Test
    void keepsTheInterruptOfTheCallerAndTheAnswer() throws BrokerReadException {
        Thread.currentThread().interrupt();
        try {
            assertThat(reads(Duration.ofMinutes(1)).<String>read("positions", () -> "here"))
                    .isEqualTo("here");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aCallNeverRunsOnTheCallersThread() throws BrokerReadException {
        List<Thread> threadsSeen = new ArrayList<>();

        String unused = reads(Duration.ofMinutes(1)).read("positions", () -> {
            threadsSeen.add(Thread.currentThread());
            return "here";
        });

        assertThat(threadsSeen).singleElement().satisfies(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).startsWith("recovery-");
        });
    }

    @Test
    void settingsRefuseWhatMakesNoSense() {
        assertThatThrownBy(() -> RecoveryCoordinator.builder().retry(0, Duration.ofMillis(1), Duration.ofMillis(2)))
                .hasMessageContaining("retry attempts is 0");
        assertThatThrownBy(() -> RecoveryCoordinator.builder().retry(2, Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .hasMessageContaining("retry longest is PT1S");
    }

    private String hang() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "too late";
    }

    private String hangWhateverComes() {
        hanging.incrementAndGet();
        while (release.getCount() > 0) {
            try {
                release.await();
            } catch (InterruptedException e) {
                // A driver that swallows interrupts.
            }
        }
        return "too late";
    }

    private BrokerReads reads(Duration deadline) {
        return new BrokerReads(
                threads,
                new RetrySettings(3, Duration.ofMillis(1), Duration.ofMillis(2)),
                Deadline.after(Ticker.SYSTEM, deadline));
    }

    private static BrokerReadException failureOf(
            BrokerReads reads, java.util.function.Supplier<@org.jspecify.annotations.Nullable String> call) {
        BrokerReadException failure =
                catchThrowableOfType(BrokerReadException.class, () -> reads.read("positions", call));
        return java.util.Objects.requireNonNull(failure, "the read did not fail");
    }
}
