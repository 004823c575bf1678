package io.tradingrecovery.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void theMedianIsTheNumberInTheMiddleOrTheMeanOfTwo() {
        assertThat(new Sample(9, 1, 5).median()).isEqualTo(5);
        assertThat(new Sample(9, 1, 5, 7).median()).isEqualTo(6);
        assertThat(new Sample(3).median()).isEqualTo(3);
    }

    @Test
    void aQuantileIsTheSmallestNumberThatCoversItsPart() {
        Sample hundred =
                new Sample(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());

        assertThat(hundred.quantile(0.99)).isEqualTo(99);
        assertThat(hundred.quantile(1)).isEqualTo(100);
        assertThat(hundred.quantile(0.001)).isEqualTo(1);
    }

    @Test
    void theIntervalIsThatOfTheBinomialDistribution() {
        Sample hundred =
                new Sample(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());

        assertThat(hundred.medianWithin95()).isEqualTo(new Sample.Interval(40, 61));
        assertThat(new Sample(4, 2, 3).medianWithin95()).isEqualTo(new Sample.Interval(2, 4));
    }

    @Test
    void theIntervalHoldsTheTrueMedianInNineteenOfTwentySamples() {
        Random random = new Random(7);
        int held = 0;
        for (int experiment = 0; experiment < 2_000; experiment++) {
            // Skewed like times are; the true median of exp(normal) is 1.
            Sample.Interval interval = new Sample(random.doubles(101, 0, 1)
                            .map(ignored -> Math.exp(random.nextGaussian()))
                            .toArray())
                    .medianWithin95();
            if (interval.from() <= 1 && 1 <= interval.to()) {
                held++;
            }
        }

        assertThat(held).as("of 2,000, seed 7").isBetween(1_880, 1_960);
    }

    @Test
    void aSampleOfNothingIsRefused() {
        assertThatThrownBy(Sample::new)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("measure at least once");
    }
}
