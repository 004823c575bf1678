package io.tradingrecovery.benchmarks.watchdog;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Group;
import java.util.List;

/** The supervisor, beside supervisord and runit where they are installed. */
public final class WatchdogGroup implements Group {

    @Override
    public String name() {
        return "watchdog";
    }

    @Override
    public List<Benchmark> benchmarks() {
        return List.of(
                new HeartbeatBenchmark(),
                new EngineSizeBenchmark(),
                new NativeRestartBenchmark(),
                new JvmRestartBenchmark(),
                new SidecarBenchmark(),
                new IdleBenchmark(),
                new GrowthOverRestartsBenchmark());
    }
}
