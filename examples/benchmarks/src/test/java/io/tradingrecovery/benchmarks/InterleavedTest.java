package io.tradingrecovery.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class InterleavedTest {

    @Test
    void runsInTheOrderAbba() throws Exception {
        StringBuilder order = new StringBuilder();

        Interleaved.run(4, () -> order.append('a'), () -> order.append('b'));

        assertThat(order).hasToString("abbaabba");
    }

    @Test
    void warmsUpBeforeItMeasuresAsManyPairsAsAsked() throws Exception {
        int[] calls = new int[2];

        PairedTimes times = Interleaved.measure(8, () -> calls[0]++, () -> calls[1]++);

        assertThat(times.pairs()).isEqualTo(8);
        assertThat(calls).containsExactly(10, 10);
    }

    @Test
    void comparesPairByPair() {
        PairedTimes times = new PairedTimes(3);
        long[][] nanos = {{20, 10}, {300, 100}, {8_000, 2_000}};
        for (long[] pair : nanos) {
            times.subject(pair[0]);
            times.baseline(pair[1]);
        }

        assertThat(times.ratios().median()).isEqualTo(3, within(1e-9));
        assertThat(times.subject().median()).isEqualTo(300);
        assertThat(times.baseline().median()).isEqualTo(100);
    }
}
