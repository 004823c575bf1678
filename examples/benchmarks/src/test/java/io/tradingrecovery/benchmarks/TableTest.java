package io.tradingrecovery.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void aMissedTargetIsPrintedAsMissedWithItsNumber() {
        Table table = new Table();
        table.add(new Measurement(
                "a save", 1234.5, "µs", 1000.0, 1.2345, new Sample.Interval(1.2, 1.3), Target.atMost(1.2), "cold"));
        table.add(Measurement.ofValue("a hand-off", 1.5, "µs", Target.atMost(2), ""));
        table.add(Measurement.ofValue("another", 12.5, "µs", null, ""));

        assertThat(table.toString().lines())
                .containsExactly(
                        "| measure    | value | baseline | unit | ratio | 95 % interval | target | met    | note |",
                        "| ---------- | ----- | -------- | ---- | ----- | ------------- | ------ | ------ | ---- |",
                        "| a save     | 1,235 | 1,000    | µs   | 1.23  | 1.20 to 1.30  | ≤ 1.20 | MISSED | cold |",
                        "| a hand-off | 1.50  |          | µs   |       |               | ≤ 2.00 | yes    |      |",
                        "| another    | 12.5  |          | µs   |       |               |        |        |      |");
    }

    @Test
    void aTargetIsJudgedByTheRatioWhereThereIsOne() {
        Measurement fast = new Measurement("x", 900.0, "events/s", 30.0, 30.0, null, Target.atLeast(15), "");
        Measurement slow = new Measurement("x", 900.0, "events/s", 90.0, 10.0, null, Target.atLeast(15), "");

        assertThat(fast.met()).isTrue();
        assertThat(slow.met()).isFalse();
        assertThat(Measurement.ofValue("x", 5, "ms", Target.below(5), "").met()).isFalse();
        assertThat(Measurement.ofValue("x", 5, "ms", null, "").met()).isNull();
    }
}
