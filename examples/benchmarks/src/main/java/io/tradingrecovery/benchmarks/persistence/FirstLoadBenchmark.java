package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.FreshJvm;
import io.tradingrecovery.benchmarks.Interleaved;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.PairedTimes;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.persistence.StatePersistence;
import java.nio.file.Path;
import java.util.List;

/** A bot's start: a fresh JVM that opens a state directory and loads, against one that only reads the file. */
final class FirstLoadBenchmark implements Benchmark {

    private static final int COST_OF_A_PAIR = 40;
    private static final int WARM_UP = 2;
    private static final double MILLISECOND = 1e6;

    @Override
    public String name() {
        return "first-load";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        Path directory = run.folder("state");
        Path file;
        try (StatePersistence persistence = Persistences.open(directory)) {
            file = persistence.saveState(SampleStates.of(50, 100)).file();
        }
        int pairs = run.pairsOf(COST_OF_A_PAIR);
        PairedTimes wall = new PairedTimes(pairs);
        PairedTimes inside = new PairedTimes(pairs);
        Interleaved.run(
                WARM_UP, () -> FreshJvm.run(FirstLoad.class, directory), () -> FreshJvm.run(FirstRead.class, file));
        Interleaved.run(
                pairs,
                () -> {
                    FreshJvm.Times times = FreshJvm.run(FirstLoad.class, directory);
                    wall.subject(times.wall());
                    inside.subject(times.inside());
                },
                () -> {
                    FreshJvm.Times times = FreshJvm.run(FirstRead.class, file);
                    wall.baseline(times.wall());
                    inside.baseline(times.inside());
                });
        String note = pairs + " pairs; no JVM flags";
        return List.of(
                measurement(
                        "first load in a fresh JVM, the whole process, against one that reads with Databind",
                        wall,
                        note),
                measurement(
                        "first load in a fresh JVM, from main to done, against one that reads with Databind",
                        inside,
                        note));
    }

    private static Measurement measurement(String name, PairedTimes times, String note) {
        return Measurement.ofPairs(name, "ms", MILLISECOND, times, Target.atMost(0.7), note);
    }
}
