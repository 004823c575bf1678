package io.tradingrecovery.benchmarks.reconcile;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Group;
import java.util.List;

/** From what was saved to a state that the broker confirms. */
public final class ReconcileGroup implements Group {

    @Override
    public String name() {
        return "reconcile";
    }

    @Override
    public List<Benchmark> benchmarks() {
        return List.of(
                new PlanBenchmark(),
                new FirstPlanBenchmark(),
                new PlanGrowthBenchmark(),
                new MemoryBenchmark(),
                new FirstRecoveryBenchmark(),
                new GateBenchmark());
    }
}
