package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Interleaved;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.PairedTimes;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.nio.file.Files;
import java.util.List;

/** A whole save as a bot calls it: JSON, digest, the thread that does it, and the commit. */
final class SaveBenchmark implements Benchmark {

    private static final double MICROSECOND = 1e3;
    private static final double MILLISECOND = 1e6;

    @Override
    public String name() {
        return "save";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        SystemStateSnapshot state = SampleStates.of(50, 100);
        try (StatePersistence persistence = Persistences.open(run.folder("state"))) {
            byte[] bytes = Files.readAllBytes(persistence.saveState(state).file());
            PairedTimes times = Interleaved.measure(
                    run.pairs(),
                    () -> persistence.saveState(state).sequence(),
                    new BareSave(persistence.directory(), bytes));
            return List.of(
                    Measurement.ofPairs(
                            "saveState of 50 positions + 100 orders, against write + fsync + rename + directory fsync",
                            "µs",
                            MICROSECOND,
                            times,
                            Target.atMost(1.45),
                            bytes.length + " bytes"),
                    Measurement.ofValue(
                            "saveState of 50 positions + 100 orders, 99th percentile",
                            times.subject().quantile(0.99) / MILLISECOND,
                            "ms",
                            Target.below(5),
                            String.format(
                                    "that of the bare protocol: %.2f ms",
                                    times.baseline().quantile(0.99) / MILLISECOND)));
        }
    }
}
