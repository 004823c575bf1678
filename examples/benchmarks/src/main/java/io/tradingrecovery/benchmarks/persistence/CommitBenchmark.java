package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Interleaved;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.PairedTimes;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.persistence.internal.snapshot.Housekeeping;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotStore;
import io.tradingrecovery.persistence.internal.storage.FileStorage;
import io.tradingrecovery.persistence.internal.storage.Storage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The commit protocol alone, with the check of the lock before it and the pruning after it, on bytes that are there. */
final class CommitBenchmark implements Benchmark {

    private static final int BYTES = 40 << 10;
    private static final int MAX_BYTES = 256 << 20;
    private static final int KEPT = 6;
    private static final double MICROSECOND = 1e3;

    @Override
    public String name() {
        return "commit";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        Storage storage = FileStorage.open(run.folder("state"));
        SnapshotCodec codec = new SnapshotCodec(MAX_BYTES);
        byte[] bytes = fortyKilobytes(codec);
        try (Storage.DirectoryLock lock = storage.lock()) {
            Commits commits =
                    new Commits(lock, new SnapshotStore(storage, codec, MAX_BYTES), new Housekeeping(storage, KEPT));
            PairedTimes times = Interleaved.measure(
                    run.pairs(), () -> commits.commit(bytes), new BareSave(storage.directory(), bytes));
            return List.of(Measurement.ofPairs(
                    "save of 40 KB already serialised, against write + fsync + rename + directory fsync",
                    "µs",
                    MICROSECOND,
                    times,
                    Target.atMost(1.20),
                    "with the lock's check and pruning"));
        }
    }

    private static byte[] fortyKilobytes(SnapshotCodec codec) {
        return Arrays.copyOf(SampleStates.bytes(codec, SampleStates.document(SampleStates.of(100, 100))), BYTES);
    }

    /** The steps that a save takes after its bytes are there. */
    private static final class Commits {
        private final Storage.DirectoryLock lock;
        private final SnapshotStore store;
        private final Housekeeping housekeeping;
        private long sequence;

        Commits(Storage.DirectoryLock lock, SnapshotStore store, Housekeeping housekeeping) {
            this.lock = lock;
            this.store = store;
            this.housekeeping = housekeeping;
        }

        long commit(byte[] bytes) {
            if (!lock.isHeld()) {
                throw new IllegalStateException("Somebody took the lock of the benchmark's directory: leave it alone");
            }
            sequence++;
            store.commit(sequence, ByteBuffer.wrap(bytes));
            housekeeping.acknowledged(sequence, 0);
            return housekeeping.journalNotNeededUpTo().orElse(sequence);
        }
    }
}
