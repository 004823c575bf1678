package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Interleaved;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.PairedTimes;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.persistence.OrderJournal;
import io.tradingrecovery.persistence.StatePersistence;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What one bot thread waits before it may send an order. */
final class IntendBenchmark implements Benchmark {

    private static final double MICROSECOND = 1e3;

    @Override
    public String name() {
        return "intend";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        byte[] record = JournalRecords.sizedLikeIntentOf(SampleStates.newOrder(0));
        AtomicLong numbers = new AtomicLong();
        try (StatePersistence persistence = Persistences.open(run.folder("state"));
                BareJournal bare = BareJournal.create(persistence.directory().resolve("bare.log"), record)) {
            OrderJournal journal = persistence.journal();
            PairedTimes times = Interleaved.measure(
                    run.pairs(), () -> journal.intend(SampleStates.newOrder(numbers.incrementAndGet())), bare::append);
            return List.of(Measurement.ofPairs(
                    "journal.intend, one producer, against append + fdatasync",
                    "µs",
                    MICROSECOND,
                    times,
                    Target.atMost(1.25),
                    record.length + " bytes"));
        }
    }
}
