package io.tradingrecovery.benchmarks.reconcile;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Sample;
import io.tradingrecovery.benchmarks.Target;
import java.util.List;

/** A plan for a large book, in a JVM that has made some before. */
final class PlanBenchmark implements Benchmark {

    private static final int ROWS = 10_000;
    private static final int COST_OF_A_PLAN = 20;
    private static final double MILLISECOND = 1e6;

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public List<Measurement> measure(Run run) {
        MissedTrading trading = MissedTrading.of(ROWS);
        int times = run.pairsOf(COST_OF_A_PLAN);
        for (int i = 0; i < times; i++) {
            trading.requireRight(trading.plan());
        }
        double[] nanos = new double[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            var plan = trading.plan();
            nanos[i] = System.nanoTime() - start;
            trading.requireRight(plan);
        }
        Sample sample = new Sample(nanos);
        return List.of(Measurement.ofValue(
                "plan for 10,000 positions, 10,000 orders, 10,000 new fills",
                sample.median() / MILLISECOND,
                "ms",
                Target.atMost(50),
                String.format(
                        java.util.Locale.ROOT,
                        "median of %d, warm; 99th percentile %.1f ms",
                        times,
                        sample.quantile(0.99) / MILLISECOND)));
    }
}
