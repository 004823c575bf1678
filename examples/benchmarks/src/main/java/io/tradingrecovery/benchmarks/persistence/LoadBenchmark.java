package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Interleaved;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.PairedTimes;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.persistence.LoadResult;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.persistence.StatePersistenceBuilder;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reading a large state back, file and digest and all, against Jackson with the bytes already in memory. */
final class LoadBenchmark implements Benchmark {

    private static final int ROWS = 10_000;
    private static final double MILLISECOND = 1e6;

    @Override
    public String name() {
        return "load";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        Path directory = run.folder("state");
        SystemStateSnapshot state = SampleStates.of(ROWS, ROWS);
        byte[] bytes;
        try (StatePersistence persistence = Persistences.open(directory)) {
            bytes = Files.readAllBytes(persistence.saveState(state).file());
        }
        StatePersistenceBuilder builder = StatePersistence.builder().directory(directory);
        DatabindState databind = new DatabindState();
        requireSame(state, stateOf(builder.loadReadOnly()), databind.read(bytes));
        PairedTimes times = Interleaved.measure(
                run.pairs(),
                () -> stateOf(builder.loadReadOnly()).orders().size(),
                () -> databind.read(bytes).orders().size());
        return List.of(Measurement.ofPairs(
                "loading 10,000 positions + 10,000 orders, against Jackson Databind on the same bytes",
                "ms",
                MILLISECOND,
                times,
                Target.atMost(1.25),
                "from the file, with digest and strict checks; Databind from memory, without; " + bytes.length
                        + " bytes"));
    }

    private static SystemStateSnapshot stateOf(LoadResult result) {
        if (result instanceof LoadResult.Loaded loaded) {
            return loaded.snapshot();
        }
        throw new IllegalStateException("What was just saved is gone: " + result);
    }

    private static void requireSame(SystemStateSnapshot saved, SystemStateSnapshot loaded, SystemStateSnapshot read) {
        if (!saved.equals(loaded) || !saved.equals(read)) {
            throw new IllegalStateException("The two do not read the same records, so their times can't be compared");
        }
    }
}
