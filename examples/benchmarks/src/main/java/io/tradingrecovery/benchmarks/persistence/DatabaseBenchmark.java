package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.benchmarks.Benchmark;
import io.tradingrecovery.benchmarks.Interleaved;
import io.tradingrecovery.benchmarks.Measurement;
import io.tradingrecovery.benchmarks.Operation;
import io.tradingrecovery.benchmarks.Run;
import io.tradingrecovery.benchmarks.Target;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * The same state kept by embedded databases. They are given the finished bytes as one row, while the library also
 * serialises, digests, and keeps five older states. Two states take turns that differ in every row, since SQLite does not
 * write a page that has not changed.
 */
final class DatabaseBenchmark implements Benchmark {

    private static final double MICROSECOND = 1e3;

    @Override
    public String name() {
        return "databases";
    }

    @Override
    public List<Measurement> measure(Run run) throws Exception {
        SystemStateSnapshot odd = SampleStates.of(50, 100, 1);
        SystemStateSnapshot even = SampleStates.of(50, 100, 2);
        Path databases = run.folder("databases");
        try (StatePersistence persistence = Persistences.open(run.folder("state"))) {
            Alternating<byte[]> bytes = new Alternating<>(bytesOf(persistence, odd), bytesOf(persistence, even));
            Alternating<SystemStateSnapshot> states = new Alternating<>(odd, even);
            Operation save = () -> persistence.saveState(states.next()).sequence();
            return List.of(
                    againstSqlite(run, save, databases.resolve("rollback.db"), "DELETE", bytes),
                    againstSqlite(run, save, databases.resolve("wal.db"), "WAL", bytes),
                    againstMvStore(run, save, databases.resolve("store.mv"), bytes));
        }
    }

    private static byte[] bytesOf(StatePersistence persistence, SystemStateSnapshot state) throws IOException {
        return Files.readAllBytes(persistence.saveState(state).file());
    }

    private static Measurement againstSqlite(
            Run run, Operation save, Path file, String journalMode, Alternating<byte[]> bytes) throws Exception {
        boolean rollback = journalMode.equals("DELETE");
        try (SqliteState sqlite = SqliteState.create(file, journalMode)) {
            return compared(
                    run,
                    rollback ? "SQLite's rollback journal" : "SQLite's WAL",
                    save,
                    () -> sqlite.save(bytes.next()),
                    rollback ? Target.below(1) : null,
                    rollback
                            ? "SQLite: journal file made, synced and deleted; the row changed in place"
                            : "SQLite: one sync of an appended log; one state, in place; no file a person can read");
        }
    }

    private static Measurement againstMvStore(Run run, Operation save, Path file, Alternating<byte[]> bytes)
            throws Exception {
        try (MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open()) {
            MVMap<Integer, byte[]> states = store.openMap("state");
            return compared(
                    run,
                    "H2 MVStore",
                    save,
                    () -> {
                        states.put(1, bytes.next());
                        long version = store.commit();
                        store.sync();
                        return version;
                    },
                    null,
                    "MVStore: one sync of an appended chunk; one state; no file a person can read");
        }
    }

    private static Measurement compared(
            Run run, String database, Operation save, Operation other, @Nullable Target target, String note)
            throws Exception {
        return Measurement.ofPairs(
                "saveState of 50 positions + 100 orders, against " + database,
                "µs",
                MICROSECOND,
                Interleaved.measure(run.pairs(), save, other),
                target,
                note);
    }

    /** Two values in turn. */
    private static final class Alternating<T> {
        private final T odd;
        private final T even;
        private boolean isOdd;

        Alternating(T odd, T even) {
            this.odd = odd;
            this.even = even;
        }

        T next() {
            isOdd = !isOdd;
            return isOdd ? odd : even;
        }
    }
}
