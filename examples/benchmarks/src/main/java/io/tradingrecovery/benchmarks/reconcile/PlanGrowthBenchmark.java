package io.tradingrecovery.benchmarks.reconcile;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Interleaved;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.PairedTimes;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Sample;
import io.tradingrecovery.benchmarks.Target;
import java.util.List;

/**
 * How the time grows with the book. The small one is planned as often as the large one is larger, so that both sides of a
 * pair run about as long.
 */
final class PlanGrowthBenchmark implements Benchmark {

    private static final int SMALL = 1_000;
    private static final int TIMES = 100;
    private static final int COST_OF_A_PAIR = 100;
    private static final double MILLISECOND = 1e6;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        MissedTrading small = MissedTrading.of(SMALL);
        MissedTrading large = MissedTrading.of(SMALL * TIMES);
        large.requireRight(large.plan());
        PairedTimes times = Interleaved.measure(
                run.pairsOf(COST_OF_A_PAIR), () -> large.plan().newFills().size(), () -> {
                    long result = 0;
                    for (int i = 0; i < TIMES; i++) {
                        result += small.plan().newFills().size();
                    }
                    return result;
                });
        Sample ratios = times.ratios();
        Sample.Interval within = ratios.medianWithin95();
        return List.of(new Measurement(
                "plan, 100,000 of each against 1,000",
                times.subject().median() / MILLISECOND,
                "ms",
                times.baseline().median() / TIMES / MILLISECOND,
                ratios.median() * TIMES,
                new Sample.Interval(within.from() * TIMES, within.to() * TIMES),
                Target.atMost(120),
                "linear is 100"));
    }
}
