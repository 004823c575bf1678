package io.tradingrecovery.benchmarks.reconcile;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.ClassArchive;
import io.tradingrecovery.benchmarks.FreshJvm;
import io.tradingrecovery.benchmarks.Interleaved;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.PairedTimes;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Sample;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.benchmarks.persistence.FirstRead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A bot's start with recovery, from the call to the report, against one that only reads the file it saved. */
final class FirstRecoveryBenchmark implements Benchmark {

    private static final int COST_OF_A_PAIR = 40;
    private static final int WARM_UP = 2;
    private static final double MILLISECOND = 1e6;

    @Override
    public String name() {
        return "first-recovery";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        Instant savedAt = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);
        Path file = new StandingBook(savedAt).saveIn(run.folder("saved"));
        Directories directories = new Directories(run.folder("starts"), file, savedAt);
        int pairs = run.pairsOf(COST_OF_A_PAIR);
        PairedTimes times = new PairedTimes(pairs);
        Interleaved.run(WARM_UP, () -> recover(directories), () -> FreshJvm.run(FirstRead.class, file));
        Interleaved.run(
                pairs,
                () -> times.subject(recover(directories).inside()),
                () -> times.baseline(FreshJvm.run(FirstRead.class, file).inside()));
        return List.of(
                Measurement.ofPairs(
                        "recover() of 50 positions + 100 orders in a fresh JVM, against one that reads the file with Databind",
                        "ms",
                        MILLISECOND,
                        times,
                        Target.atMost(1.2),
                        pairs + " pairs, from the call to the report; no JVM flags"),
                withArchive(run, directories));
    }

    private static Measurement withArchive(Run run, Directories directories) throws Exception {
        ClassArchive archive = ClassArchive.of(FirstRecovery.class, run.folder("archive"), directories.next());
        double[] nanos = new double[run.pairsOf(COST_OF_A_PAIR)];
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = archive.run(directories.next()).inside();
        }
        return Measurement.ofValue(
                "the same with a class archive of the application",
                new Sample(nanos).median() / MILLISECOND,
                "ms",
                Target.atMost(150),
                "median of " + nanos.length + " JVMs");
    }

    private static FreshJvm.Times recover(Directories directories) throws IOException, InterruptedException {
        return FreshJvm.run(FirstRecovery.class, directories.next());
    }

    /** A directory of its own for each start, as the bot left it. Not thread-safe. */
    private static final class Directories {

        private final Path parent;
        private final Path file;
        private final Instant savedAt;
        private int made;

        Directories(Path parent, Path file, Instant savedAt) {
            this.parent = parent;
            this.file = file;
            this.savedAt = savedAt;
        }

        Path next() throws IOException {
            Path start = Files.createDirectory(parent.resolve(Integer.toString(made++)));
            Files.writeString(start.resolve("saved-at"), Long.toString(savedAt.toEpochMilli()));
            Path state = Files.createDirectory(start.resolve("state"));
            Files.copy(file, state.resolve(file.getFileName()));
            return start;
        }
    }
}
