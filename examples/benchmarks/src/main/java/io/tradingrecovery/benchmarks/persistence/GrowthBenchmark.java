package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Interleaved;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Operation;
import io.tradingrecovery.benchmarks.PairedTimes;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Sample;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec.Decoded;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotDocument;
import java.util.List;

/**
 * How the time grows with the state, without the disk. The small state is worked on as often as the large one is larger, so
 * that both sides of a pair run about as long.
 */
final class GrowthBenchmark implements Benchmark {

    private static final int SMALL = 100;
    private static final int TIMES = 100;
    private static final int MAX_BYTES = 256 << 20;
    private static final double MICROSECOND = 1e3;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        SnapshotDocument small = SampleStates.document(SampleStates.of(SMALL, 0));
        SnapshotDocument large = SampleStates.document(SampleStates.of(SMALL * TIMES, 0));
        SnapshotCodec codec = new SnapshotCodec(MAX_BYTES);
        byte[] smallBytes = SampleStates.bytes(codec, small);
        byte[] largeBytes = SampleStates.bytes(codec, large);
        return List.of(
                grown(
                        run,
                        "serialise + digest, 10,000 positions against 100",
                        () -> codec.encode(large).get(20),
                        () -> codec.encode(small).get(20)),
                grown(
                        run,
                        "verify + parse, 10,000 positions against 100",
                        () -> positions(codec.decode(largeBytes)),
                        () -> positions(codec.decode(smallBytes))));
    }

    private static Measurement grown(Run run, String name, Operation large, Operation small) throws Exception {
        PairedTimes times = Interleaved.measure(run.pairs(), large, () -> {
            long result = 0;
            for (int i = 0; i < TIMES; i++) {
                result += small.run();
            }
            return result;
        });
        Sample ratios = times.ratios();
        Sample.Interval within = ratios.medianWithin95();
        return new Measurement(
                name,
                times.subject().median() / MICROSECOND,
                "µs",
                times.baseline().median() / TIMES / MICROSECOND,
                ratios.median() * TIMES,
                new Sample.Interval(within.from() * TIMES, within.to() * TIMES),
                Target.atMost(110),
                "linear is 100");
    }

    private static long positions(Decoded decoded) {
        if (decoded instanceof Decoded.Intact intact) {
            return intact.document().state().positions().size();
        }
        throw new IllegalStateException("What was just encoded does not decode: " + decoded);
    }
}
