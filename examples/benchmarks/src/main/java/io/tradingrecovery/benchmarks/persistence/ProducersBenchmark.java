package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Interleaved;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Operation;
import io.tradingrecovery.benchmarks.PairedTimes;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Sample;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.persistence.OrderJournal;
import io.tradingrecovery.persistence.StatePersistence;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many threads that journal at once, against the same threads each syncing for itself under a lock. One run of either side
 * is so many threads times so many events, and a pair is two such runs.
 */
final class ProducersBenchmark implements Benchmark {

    private static final int PRODUCERS = 64;
    private static final int EVENTS_EACH = 32;
    private static final int EVENTS = PRODUCERS * EVENTS_EACH;
    private static final int COST_OF_A_PAIR = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    @Override
    public String name() {
        return "producers";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        byte[] record = JournalRecords.sizedLikeIntentOf(SampleStates.newOrder(0));
        AtomicLong numbers = new AtomicLong();
        ExecutorService producers = Executors.newFixedThreadPool(PRODUCERS);
        try (StatePersistence persistence = Persistences.open(run.folder("state"));
                BareJournal bare = BareJournal.create(persistence.directory().resolve("bare.log"), record)) {
            OrderJournal journal = persistence.journal();
            PairedTimes times = Interleaved.measure(
                    run.pairsOf(COST_OF_A_PAIR),
                    () -> byAll(producers, () -> journal.intend(SampleStates.newOrder(numbers.incrementAndGet()))),
                    () -> byAll(producers, bare::appendLocked));
            return List.of(measurement(times));
        } finally {
            producers.shutdownNow();
        }
    }

    private static long byAll(ExecutorService producers, Operation event) throws Exception {
        List<Callable<Long>> tasks = new ArrayList<>();
        for (int producer = 0; producer < PRODUCERS; producer++) {
            tasks.add(() -> {
                long result = 0;
                for (int i = 0; i < EVENTS_EACH; i++) {
                    result += event.run();
                }
                return result;
            });
        }
        long result = 0;
        for (Future<Long> done : producers.invokeAll(tasks)) {
            result += done.get();
        }
        return result;
    }

    /** Events per second are inverse to times, and so is their ratio. */
    private static Measurement measurement(PairedTimes times) {
        Sample ratios = times.ratios();
        Sample.Interval within = ratios.medianWithin95();
        return new Measurement(
                "journal.intend, 64 producers, against a lock and an fdatasync each",
                EVENTS * NANOS_PER_SECOND / times.subject().median(),
                "events/s",
                EVENTS * NANOS_PER_SECOND / times.baseline().median(),
                1 / ratios.median(),
                new Sample.Interval(1 / within.to(), 1 / within.from()),
                Target.atLeast(15),
                times.pairs() + " pairs of " + EVENTS + " events each");
    }
}
