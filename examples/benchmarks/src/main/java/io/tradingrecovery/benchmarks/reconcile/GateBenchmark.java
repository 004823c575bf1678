package io.tradingrecovery.benchmarks.reconcile;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Sample;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.recovery.RecoveryCoordinator;
import io.tradingrecovery.recovery.TradingGate;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What a strategy pays for asking whether it may trade, each time it looks at the market. */
final class GateBenchmark implements Benchmark {

    private static final int CALLS = 1_000_000;
    private static final int WARM_UP = 20;
    private static final int COST_OF_A_ROUND = 10;

    @Override
    public String name() {
        return "gate";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        Path directory = run.folder("gate");
        StandingBook book = new StandingBook(Instant.now().minusSeconds(60));
        Path unused = book.saveIn(directory);
        try (RecoveryCoordinator coordinator = RecoveryCoordinator.builder()
                .stateDirectory(directory)
                .broker(book)
                .engine(book)
                .build()) {
            requireOpen(coordinator.recover().tradingAllowed() ? CALLS : 0);
            return List.of(measure(coordinator.gate(), run.pairsOf(COST_OF_A_ROUND)));
        }
    }

    private static Measurement measure(TradingGate gate, int rounds) {
        for (int i = 0; i < WARM_UP; i++) {
            requireOpen(ask(gate));
        }
        double[] nanos = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            int allowed = ask(gate);
            nanos[i] = (System.nanoTime() - start) / (double) CALLS;
            requireOpen(allowed);
        }
        Sample sample = new Sample(nanos);
        return Measurement.ofValue(
                "gate.tradingAllowed()",
                sample.median(),
                "ns",
                Target.atMost(5),
                "median of " + rounds + " times " + CALLS + " calls, the loop included");
    }

    private static int ask(TradingGate gate) {
        int allowed = 0;
        for (int i = 0; i < CALLS; i++) {
            if (gate.tradingAllowed()) {
                allowed++;
            }
        }
        return allowed;
    }

    private static void requireOpen(int allowed) {
        if (allowed != CALLS) {
            throw new IllegalStateException("The gate was open for " + allowed + " of " + CALLS + " calls");
        }
    }
}
