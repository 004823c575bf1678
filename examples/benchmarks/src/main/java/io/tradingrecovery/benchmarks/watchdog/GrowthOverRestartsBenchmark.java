package io.tradingrecovery.benchmarks.watchdog;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** How much the watchdog's memory grows from the hundredth restart to the thousandth. */
final class GrowthOverRestartsBenchmark implements Benchmark {

    private static final int ALL = 1_000;

    @Override
    public String name() {
        return "restarts";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        int restarts = Math.min(ALL, run.pairs());
        Path folder = run.folder("watchdog");
        try (Mailbox mailbox = Mailbox.at(folder.resolve("pipe"))) {
            Process watchdog = new ProcessBuilder(WatchdogCommand.documented(
                            folder.resolve("state"),
                            List.of("--backoff-initial", "0ms", "--max-restarts", Integer.toString(restarts)),
                            List.of("/bin/sh", "-c", "echo $$ > '" + mailbox.path() + "'; exit 1")))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            try {
                double early = 0;
                for (int start = 0; start <= restarts; start++) {
                    mailbox.next();
                    if (start == restarts / 10) {
                        early = ProcessUse.residentMegabytes(watchdog.pid());
                    }
                }
                double late = ProcessUse.residentMegabytes(watchdog.pid());
                return List.of(Measurement.ofValue(
                        "growth of resident memory from restart " + restarts / 10 + " to " + restarts,
                        late - early,
                        "MB",
                        Target.atMost(1),
                        String.format("%.1f MB in the end", late)));
            } finally {
                watchdog.destroy();
                watchdog.waitFor();
            }
        }
    }
}
