package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Group;
import java.util.List;

/** Snapshots and the order journal. */
public final class PersistenceGroup implements Group {

    @Override
    public String name() {
        return "persistence";
    }

    @Override
    public List<Benchmark> benchmarks() {
        return List.of(
                new CommitBenchmark(),
                new SaveBenchmark(),
                new DatabaseBenchmark(),
                new IntendBenchmark(),
                new ProducersBenchmark(),
                new LoadBenchmark(),
                new HandOffBenchmark(),
                new FirstLoadBenchmark(),
                new GrowthBenchmark());
    }
}
