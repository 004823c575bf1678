package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Sample;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a save takes from a thread of the engine's. An automatic save asks the engine for its copy on the engine's own
 * thread, if that is wished; all that this thread does beyond the copy is the hand-off. Each save begins when the one
 * before it is done, so that every thread involved has to be woken, which is the dearest case and the usual one.
 */
final class HandOffBenchmark implements Benchmark {

    @Override
    public String name() {
        return "hand-off";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        SystemStateSnapshot state = SampleStates.of(50, 100);
        EngineThread engine = new EngineThread(state);
        try (StatePersistence persistence = StatePersistence.builder()
                .directory(run.folder("state"))
                .engine(engine::copy)
                .copyOn(engine)
                .saveEvery(Duration.ofDays(1))
                .saveOnShutdown(false)
                .open()) {
            persistence.loadState();
            persistence.armAutomaticSaves();
            Saves saves = new Saves(persistence, engine, state);
            saves.take(run.pairs());
            double[][] nanos = saves.take(run.pairs());
            engine.end();
            return List.of(
                    measurement(
                            "automatic save, on the engine's thread, beyond taking the copy",
                            nanos[0],
                            Target.atMost(2_000)),
                    measurement("requestSave()", nanos[1], null),
                    measurement("saveStateAsync(copy)", nanos[2], null));
        }
    }

    private static Measurement measurement(String name, double[] nanos, @Nullable Target target) {
        Sample sample = new Sample(nanos);
        return Measurement.ofValue(
                name, sample.median(), "ns", target, String.format("99th percentile: %.0f ns", sample.quantile(0.99)));
    }

    /** Saves one after another and takes the times. */
    private record Saves(StatePersistence persistence, EngineThread engine, SystemStateSnapshot state) {

        double[][] take(int count) throws Exception {
            double[][] nanos = new double[3][count];
            for (int i = 0; i < count; i++) {
                long saves = persistence.health().saves();
                long start = System.nanoTime();
                persistence.requestSave();
                nanos[1][i] = System.nanoTime() - start;
                nanos[0][i] = engine.serveOne();
                while (persistence.health().saves() == saves) {
                    Thread.onSpinWait();
                }
                start = System.nanoTime();
                var saved = persistence.saveStateAsync(state);
                nanos[2][i] = System.nanoTime() - start;
                saved.get();
            }
            return nanos;
        }
    }
}
