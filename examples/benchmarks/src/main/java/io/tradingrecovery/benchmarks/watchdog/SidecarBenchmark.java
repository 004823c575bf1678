package io.tradingrecovery.benchmarks.watchdog;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Sample;
import io.tradingrecovery.benchmarks.Target;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * From SIGKILL of a bot that started its own watchdog, and so is not that watchdog's child, to the first words of what is
 * started in its place, which comes after the notice. The JDK alone looks at such a process every few seconds.
 */
final class SidecarBenchmark implements Benchmark {

    private static final Duration YOUNG = Duration.ofSeconds(3);
    private static final Duration OLD = Duration.ofMinutes(5);
    private static final Duration OLD_FOR_TRYING = Duration.ofSeconds(6);
    private static final int ENOUGH_PAIRS = 1_000;
    private static final int BOTS = 5;
    private static final double MILLISECOND = 1e6;

    @Override
    public String name() {
        return "sidecar";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        int bots = Math.min(BOTS, run.pairs());
        Duration old = run.pairs() >= ENOUGH_PAIRS ? OLD : OLD_FOR_TRYING;
        return List.of(measurement(run.folder("young"), bots, YOUNG), measurement(run.folder("old"), bots, old));
    }

    private static Measurement measurement(Path folder, int bots, Duration age) throws Exception {
        List<Watched> all = new ArrayList<>();
        try {
            for (int i = 0; i < bots; i++) {
                all.add(Watched.start(Files.createDirectory(folder.resolve("bot" + i))));
            }
            double[] millis = new double[bots];
            for (int i = 0; i < bots; i++) {
                long left = all.get(i).bot().nanos() + age.toNanos() - System.nanoTime();
                TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
                long killed = all.get(i).bot().kill();
                millis[i] = (all.get(i).mailbox().next().nanos() - killed) / MILLISECOND;
            }
            Sample sample = new Sample(millis);
            return Measurement.ofValue(
                    "sidecar: SIGKILL of a bot " + age.toSeconds() + " s old to the next one's first words",
                    sample.median(),
                    "ms",
                    Target.atMost(50),
                    String.format("%d bots; the slowest: %.1f ms", bots, sample.quantile(1)));
        } finally {
            for (Watched each : all) {
                each.close();
            }
        }
    }

    /** A bot with its sidecar. */
    private record Watched(Path state, Mailbox mailbox, Mailbox.Birth bot) implements AutoCloseable {

        static Watched start(Path folder) throws IOException, InterruptedException {
            Mailbox mailbox = Mailbox.at(folder.resolve("pipe"));
            List<String> words = new ArrayList<>(List.of(
                    WatchdogCommand.java(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    SidecarHost.class.getName(),
                    folder.resolve("state").toString(),
                    mailbox.path().toString()));
            words.addAll(mailbox.nativeChild());
            new ProcessBuilder(words)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.INHERIT)
                    .start();
            return new Watched(folder.resolve("state"), mailbox, mailbox.next());
        }

        @Override
        public void close() throws IOException {
            Properties values = new Properties();
            try (var text = Files.newBufferedReader(state.resolve("state"))) {
                values.load(text);
            }
            ProcessHandle.of(Long.parseLong(values.getProperty("watchdogPid"))).ifPresent(watchdog -> {
                watchdog.destroy();
                watchdog.onExit().join();
            });
            mailbox.close();
        }
    }
}
