package io.tradingrecovery.benchmarks.watchdog;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Sample;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.watchdog.client.HeartBeat;
import io.tradingrecovery.watchdog.client.WatchdogClient;
import java.time.Duration;
import java.util.List;

/** What one heartbeat takes from the loop that beats, into a file that is mapped as a watched bot maps it. */
final class HeartbeatBenchmark implements Benchmark {

    private static final int BEATS = 1_000_000;
    private static final int WARM_UP = 20;

    @Override
    public String name() {
        return "heartbeat";
    }

    @Override
    public List<Measurement> measure(Run run) {
        WatchdogClient client = WatchdogClient.connect(run.directory());
        try (HeartBeat beat = client.loop("benchmark", Duration.ofMinutes(1))) {
            double[] nanos = new double[Math.max(1, run.pairs() / 10)];
            for (int i = -WARM_UP; i < nanos.length; i++) {
                long start = System.nanoTime();
                for (int n = 0; n < BEATS; n++) {
                    beat.tick();
                }
                nanos[Math.max(0, i)] = (double) (System.nanoTime() - start) / BEATS;
            }
            Sample sample = new Sample(nanos);
            return List.of(Measurement.ofValue(
                    "one heartbeat",
                    sample.median(),
                    "ns",
                    Target.atMost(10),
                    String.format("99th percentile of runs of a million: %.1f ns", sample.quantile(0.99))));
        }
    }
}
