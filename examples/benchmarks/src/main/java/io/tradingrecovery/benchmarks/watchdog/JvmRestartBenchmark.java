package io.tradingrecovery.benchmarks.watchdog;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Interleaved;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.PairedTimes;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** From SIGKILL of a JVM child to the next one's main method, against a bare start of the same JVM. */
final class JvmRestartBenchmark implements Benchmark {

    private static final int COST_OF_A_PAIR = 40;
    private static final int WARM_UP = 3;
    private static final double MILLISECOND = 1e6;

    @Override
    public String name() {
        return "jvm-restart";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        Path folder = run.folder("watchdog");
        try (Mailbox watched = Mailbox.at(folder.resolve("watched"));
                Mailbox bare = Mailbox.at(folder.resolve("bare"))) {
            Process watchdog = new ProcessBuilder(WatchdogCommand.documented(
                            folder.resolve("state"),
                            List.of("--ready", "alive:0ms", "--backoff-initial", "0ms", "--max-restarts", "100000"),
                            child(watched)))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            try {
                return List.of(measurement(run.pairsOf(COST_OF_A_PAIR), watched, bare));
            } finally {
                watchdog.destroy();
                watchdog.waitFor();
            }
        }
    }

    private static Measurement measurement(int pairs, Mailbox watched, Mailbox bare) throws Exception {
        Mailbox.Birth[] child = {watched.next()};
        PairedTimes warmUp = new PairedTimes(WARM_UP);
        PairedTimes times = new PairedTimes(pairs);
        for (PairedTimes taken : List.of(warmUp, times)) {
            Interleaved.run(
                    taken == warmUp ? WARM_UP : pairs,
                    () -> {
                        long killed = child[0].kill();
                        child[0] = watched.next();
                        taken.subject(child[0].nanos() - killed);
                    },
                    () -> {
                        long start = System.nanoTime();
                        Process process = new ProcessBuilder(child(bare)).start();
                        taken.baseline(bare.next().nanos() - start);
                        process.destroyForcibly().waitFor();
                    });
        }
        double restart = times.subject().median() / MILLISECOND;
        double start = times.baseline().median() / MILLISECOND;
        return Measurement.ofValue(
                "SIGKILL of a JVM child to the next one's main, beyond a bare start",
                restart - start,
                "ms",
                Target.atMost(15),
                String.format("%d pairs; %.1f ms, bare %.1f ms", pairs, restart, start));
    }

    private static List<String> child(Mailbox mailbox) {
        return List.of(
                WatchdogCommand.java(),
                "-cp",
                System.getProperty("java.class.path"),
                NewMain.class.getName(),
                mailbox.path().toString());
    }
}
