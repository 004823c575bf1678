package io.tradingrecovery.quotes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingRateLimitTest {

    @Test
    void letsNoMoreThroughInAnySpanWhereverItBegins() {
        SlidingRateLimit limit = new SlidingRateLimit(3, 100);

        assertThat(limit.tryAcquire(60)).isTrue();
        assertThat(limit.tryAcquire(99)).isTrue();
        assertThat(limit.tryAcquire(101)).isTrue();
        assertThat(limit.tryAcquire(159)).isFalse();
        assertThat(limit.tryAcquire(160)).isTrue();
        assertThat(limit.tryAcquire(161)).isFalse();
        assertThat(limit.hasPermit(198)).isFalse();
        assertThat(limit.hasPermit(199)).isTrue();
    }

    @Test
    void whatWasSentAnywayIsPaidForLater() {
        SlidingRateLimit limit = new SlidingRateLimit(3, 100);
        assertThat(limit.tryAcquire(0)).isTrue();
        for (int i = 0; i < 4; i++) {
            limit.charge(50);
        }

        assertThat(limit.tryAcquire(149)).isFalse();
        assertThat(limit.tryAcquire(150)).isTrue();
    }

    @Test
    void aPermitGivenBackIsTheOneTakenThenAndNotALaterOne() {
        SlidingRateLimit limit = new SlidingRateLimit(2, 100);
        assertThat(limit.tryAcquire(0)).isTrue();
        assertThat(limit.tryAcquire(40)).isTrue();
        limit.refund(0);

        assertThat(limit.tryAcquire(100)).isTrue();
        assertThat(limit.tryAcquire(139)).as("the request of 40 was sent").isFalse();
        assertThat(limit.tryAcquire(140)).isTrue();
    }

    @Test
    void givingBackWhatIsForgottenChangesNothing() {
        SlidingRateLimit limit = new SlidingRateLimit(1, 100);
        limit.refund(0);
        assertThat(limit.tryAcquire(5)).isTrue();
        limit.refund(0);
        assertThat(limit.tryAcquire(6)).isFalse();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithAListOfAllTimes(long seed) {
        Random random = new Random(seed);
        int permits = 1 + random.nextInt(6);
        SlidingRateLimit limit = new SlidingRateLimit(permits, 100);
        List<Long> sent = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(40);
            long from = now - 100;
            boolean may = sent.stream().filter(time -> time > from).count() < permits;
            assertThat(limit.tryAcquire(now)).isEqualTo(may);
            if (may) {
                sent.removeIf(time -> time <= from);
                sent.add(now);
                if (random.nextInt(4) == 0) {
                    long given = sent.get(sent.size() - 1 - random.nextInt(Math.min(sent.size(), permits)));
                    limit.refund(given);
                    sent.remove(sent.lastIndexOf(given));
                }
            }
        }
    }
}
