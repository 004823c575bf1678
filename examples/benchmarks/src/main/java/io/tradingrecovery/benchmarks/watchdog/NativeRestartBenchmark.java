package io.tradingrecovery.benchmarks.watchdog;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.PairedTimes;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Sample;
import io.tradingrecovery.benchmarks.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * From SIGKILL of a trivial native child, two seconds old, to the first words of the next one, which is a shell that says
 * its pid. Each supervisor in turn is measured while the children of the others grow old.
 */
final class NativeRestartBenchmark implements Benchmark {

    private static final int COST_OF_A_ROUND = 40;
    private static final long AGE = Duration.ofMillis(2_050).toNanos();
    private static final double MILLISECOND = 1e6;

    @Override
    public String name() {
        return "native-restart";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        int rounds = run.pairsOf(COST_OF_A_ROUND);
        List<Keeper> keepers = new ArrayList<>();
        try {
            keepers.add(Keeper.watchdog(run.folder("watchdog")));
            Keeper.supervisord(run.folder("supervisord")).ifPresent(keepers::add);
            Keeper.runit(run.folder("runit")).ifPresent(keepers::add);
            long[][] nanos = new long[keepers.size()][rounds];
            Mailbox.Birth[] children = new Mailbox.Birth[keepers.size()];
            for (int k = 0; k < children.length; k++) {
                children[k] = keepers.get(k).mailbox().next();
            }
            for (int round = -1; round < rounds; round++) {
                for (int k = 0; k < children.length; k++) {
                    awaitAge(children[k]);
                    long killed = children[k].kill();
                    children[k] = keepers.get(k).mailbox().next();
                    nanos[k][Math.max(0, round)] = children[k].nanos() - killed;
                }
            }
            return measurements(keepers, nanos);
        } finally {
            for (Keeper keeper : keepers) {
                keeper.close();
            }
        }
    }

    private static void awaitAge(Mailbox.Birth child) throws InterruptedException {
        long left = child.nanos() + AGE - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private static List<Measurement> measurements(List<Keeper> keepers, long[][] nanos) {
        List<Measurement> all = new ArrayList<>();
        Sample own = new Sample(Arrays.stream(nanos[0]).asDoubleStream().toArray());
        all.add(Measurement.ofValue(
                "SIGKILL of a native child to the next one's first words",
                own.median() / MILLISECOND,
                "ms",
                Target.atMost(6),
                String.format(
                        "%d rounds; 99th percentile: %.1f ms", nanos[0].length, own.quantile(0.99) / MILLISECOND)));
        for (int k = 1; k < nanos.length; k++) {
            String peer = keepers.get(k).name();
            Target target = peer.equals("supervisord") ? Target.below(1) : null;
            all.add(against(peer, nanos[0], nanos[k], target));
        }
        return all;
    }

    private static Measurement against(String peer, long[] own, long[] other, @Nullable Target target) {
        PairedTimes times = new PairedTimes(own.length);
        for (int i = 0; i < own.length; i++) {
            times.subject(own[i]);
            times.baseline(other[i]);
        }
        return Measurement.ofPairs(
                "the same, against " + peer, "ms", MILLISECOND, times, target, own.length + " rounds");
    }
}
