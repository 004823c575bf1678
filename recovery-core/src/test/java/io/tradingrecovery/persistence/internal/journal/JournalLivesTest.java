package io.tradingrecovery.persistence.internal.journal;

import static io.tradingrecovery.persistence.internal.journal.Journals.payload;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.OperationKind;
import io.tradingrecovery.persistence.internal.storage.SimulatedCrash;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A bot lives many lives on one disk: it appends, takes snapshots, trims, meets failing operations, is killed or loses
 * power, and starts again from its newest snapshot or a backup. No acknowledged record is ever lost to it.
 */
@ExtendWith(QuietJournal.class)
class JournalLivesTest {

    private static final boolean TORTURE = Boolean.getBoolean("recovery.torture");
    private static final int LIVES = 12;
    private static final int KEPT_SNAPSHOTS = 3;
    private static final OperationKind[] CHANGES = {
        OperationKind.CREATE,
        OperationKind.WRITE,
        OperationKind.SYNC,
        OperationKind.CLOSE,
        OperationKind.DELETE,
        OperationKind.SYNC_DIRECTORY
    };

    private final Set<String> acknowledged = new HashSet<>();
    private final Set<String> attempted = new HashSet<>();
    private final List<Snapshot> snapshots = new ArrayList<>();

    /** What a snapshot holds: the orders known, and where the journal stood. */
    private record Snapshot(Set<String> known, long epoch, long journalSequence) {}

    static LongStream seeds() {
        return LongStream.rangeClosed(1, TORTURE ? 1000 : 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void losesNoAcknowledgedRecordInManyLives(long seed) throws IOException {
        Random random = new Random(seed);
        SimulatedStorage storage = new SimulatedStorage();
        for (int life = 0; life < LIVES; life++) {
            storage = live(storage, life, random, "seed " + seed + ", life " + life);
        }
        Snapshot loaded = loaded(random);
        assertNothingIsMissing(loaded, read(storage, loaded), "seed " + seed + ", at last");
    }

    private SimulatedStorage live(SimulatedStorage storage, int life, Random random, String how) throws IOException {
        Snapshot loaded = loaded(random);
        JournalContents contents = read(storage, loaded);
        Set<String> known = assertNothingIsMissing(loaded, contents, how);
        storage.inject(fault(random));
        JournalWriter writer = JournalWriter.open(storage, contents, 0, Journals.settings());
        try {
            int steps = random.nextInt(20);
            for (int step = 0; step < steps; step++) {
                step(storage, writer, known, life + "-" + step, random);
            }
            if (random.nextBoolean()) {
                writer.close();
            }
        } catch (SimulatedCrash powerFailed) {
            // It happened in a trim, on this thread.
        }
        SimulatedStorage next = switch (random.nextInt(4)) {
            case 0 -> storage.kill();
            case 1 -> storage.crashLosingAll();
            default -> storage.crash(new Random(random.nextLong()));
        };
        writer.close(); // The disk is gone, so this ends the thread and changes nothing.
        return next;
    }

    private void step(SimulatedStorage storage, JournalWriter writer, Set<String> known, String name, Random random) {
        try {
            if (random.nextInt(5) == 0) {
                takeSnapshot(writer, known);
            } else {
                append(writer, known, name, random.nextBoolean() ? 1 : 1 + random.nextInt(5), random.nextInt(2000));
            }
        } catch (TradingRecoveryException failed) {
            if (random.nextBoolean()) {
                storage.inject(FaultPlan.none());
            }
            tryToResume(writer);
        }
    }

    private void append(JournalWriter writer, Set<String> known, String name, int records, int length) {
        List<Ticket> tickets = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            String id = name + "-" + i;
            attempted.add(id);
            tickets.add(writer.append(RecordType.SUBMIT, payload(id, length)));
            ids.add(id);
        }
        for (int i = 0; i < records; i++) {
            tickets.get(i).awaitDurable();
            acknowledged.add(ids.get(i));
            known.add(ids.get(i));
        }
    }

    private void takeSnapshot(JournalWriter writer, Set<String> known) {
        snapshots.add(new Snapshot(Set.copyOf(known), writer.epoch(), writer.syncedSequence()));
        if (snapshots.size() > KEPT_SNAPSHOTS) {
            snapshots.remove(0);
        }
        writer.trim(snapshots.get(0).journalSequence());
    }

    private static void tryToResume(JournalWriter writer) {
        try {
            writer.resume();
        } catch (TradingRecoveryException | IllegalStateException stillFailing) {
            // Then every further append fails too.
        }
    }

    /** The newest snapshot mostly, or a backup. */
    private Snapshot loaded(Random random) {
        if (snapshots.isEmpty()) {
            return new Snapshot(Set.of(), 0, 0);
        }
        boolean backup = random.nextInt(3) == 0;
        return snapshots.get(backup ? random.nextInt(snapshots.size()) : snapshots.size() - 1);
    }

    private JournalContents read(SimulatedStorage storage, Snapshot loaded) throws IOException {
        long witness =
                snapshots.stream().mapToLong(Snapshot::journalSequence).max().orElse(0);
        return JournalReader.read(storage, new JournalAnchor(loaded.epoch(), witness, loaded.journalSequence()));
    }

    /** What the bot knows after its start, which is at least all that was acknowledged to it. */
    private Set<String> assertNothingIsMissing(Snapshot loaded, JournalContents contents, String how) {
        List<String> replayed = Journals.ids(contents);
        assertThat(contents.gaps()).as(how).isEmpty();
        assertThat(contents.problems()).as(how).isEmpty();
        assertThat(replayed).as(how).doesNotHaveDuplicates();
        assertThat(attempted).as(how).containsAll(replayed);
        Set<String> known = new HashSet<>(loaded.known());
        known.addAll(replayed);
        assertThat(known).as(how).containsAll(acknowledged);
        return known;
    }

    private static FaultPlan fault(Random random) {
        int n = 1 + random.nextInt(60);
        long seed = random.nextLong();
        FaultPlan plan = switch (random.nextInt(6)) {
            case 0 -> FaultPlan.failOnce(n, FaultPlan.IO_ERROR, seed);
            case 1 -> FaultPlan.failFrom(n, FaultPlan.NO_SPACE, seed);
            case 2 -> FaultPlan.crashBefore(n);
            case 3 -> FaultPlan.crashDuring(n, seed);
            case 4 -> FaultPlan.crashAfter(n);
            default -> FaultPlan.none();
        };
        return plan.on(CHANGES);
    }
}
