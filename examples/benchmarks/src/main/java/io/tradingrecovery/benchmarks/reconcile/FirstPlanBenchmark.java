package io.tradingrecovery.benchmarks.reconcile;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.FreshJvm;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Sample;
import io.tradingrecovery.benchmarks.Target;
import java.nio.file.Path;
import java.util.List;

/** The same plan as the first of a JVM, which is when a bot needs it. */
final class FirstPlanBenchmark implements Benchmark {

    private static final String ROWS = "10000";
    private static final int COST_OF_A_JVM = 100;
    private static final double MILLISECOND = 1e6;

    @Override
    public String name() {
        return "first-plan";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        double[] nanos = new double[run.pairsOf(COST_OF_A_JVM)];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = FreshJvm.run(FirstPlan.class, Path.of(ROWS)).inside();
        }
        return List.of(Measurement.ofValue(
                "the same plan, the first in a fresh JVM",
                new Sample(nanos).median() / MILLISECOND,
                "ms",
                Target.atMost(400),
                "median of " + nanos.length + " JVMs, the call alone; no JVM flags"));
    }
}
