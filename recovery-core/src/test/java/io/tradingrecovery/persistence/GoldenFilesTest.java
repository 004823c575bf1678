package io.tradingrecovery.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec;
import io.tradingrecovery.persistence.internal.snapshot.SnapshotCodec.Decoded;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files of each format version are loaded by every later build, for ever. They were written by {@link #write}, when
 * that version was the newest; a new version adds a folder and never touches this one.
 */
class GoldenFilesTest {

    private static final String SNAPSHOT = "snapshot-0000000000000000001.json";
    private static final String SEGMENT = "journal-0000000000000000001.wal";

    @TempDir
    Path directory;

    @Test
    void version1IsLoaded() throws IOException {
        Files.write(directory.resolve(SNAPSHOT), golden(SNAPSHOT));
        Files.write(directory.resolve(SEGMENT), golden(SEGMENT));

        assertHoldsWhatWasWritten();

        try (StatePersistence persistence = settings().open()) {
            persistence.loadState();
            assertThat(persistence.saveState(States.rich()).sequence()).isEqualTo(2);
            assertThat(persistence.journal().intend(NumberedBot.order("new"))).isGreaterThan(20);
        }
        assertThat(((Loaded) settings().loadReadOnly()).sequence()).isEqualTo(2);
    }

    @Test
    void todaysBuildWritesTheSameSnapshot() throws IOException {
        byte[] golden = golden(SNAPSHOT);
        SnapshotCodec codec = new SnapshotCodec(1 << 20);
        Decoded.Intact intact = (Decoded.Intact) codec.decode(golden);

        assertThat(intact.document().state()).isEqualTo(States.rich());
        ByteBuffer written = codec.encode(intact.document());
        byte[] bytes = new byte[written.remaining()];
        written.get(bytes);
        assertThat(new String(bytes, UTF_8)).isEqualTo(new String(golden, UTF_8));
    }

    @Test
    void todaysBuildWritesWhatVersion1Holds() throws IOException {
        write(directory);

        assertHoldsWhatWasWritten();
        assertThat(Files.size(directory.resolve(SEGMENT))).isEqualTo(golden(SEGMENT).length);
    }

    private void assertHoldsWhatWasWritten() {
        Loaded loaded = (Loaded) settings().loadReadOnly();
        JournalState journal = loaded.journal().state();

        assertThat(loaded.snapshot()).isEqualTo(States.rich());
        assertThat(loaded.source().isCurrent()).isTrue();
        assertThat(loaded.journal().tornTails()).isEmpty();
        assertThat(loaded.journal().problems()).isEmpty();
        assertThat(loaded.journal().replayed()).isEqualTo(9);
        assertThat(journal.orders())
                .extracting(journaled -> journaled.order().clientOrderId() + " "
                        + journaled.order().status())
                .containsExactly(
                        "filled " + OrderStatus.PARTIALLY_FILLED,
                        "refused " + OrderStatus.REJECTED,
                        "old " + OrderStatus.REPLACED,
                        "new version " + OrderStatus.NEW,
                        "lost " + OrderStatus.AMBIGUOUS,
                        "cancelled " + OrderStatus.CANCELED,
                        "last " + OrderStatus.INTENDED);
        assertThat(journal.orders().get(0).fills()).containsExactly(NumberedBot.fill("fill-1", "filled"));
        assertThat(journal.strayFills()).containsExactly(States.fill("stray"));
        assertThat(Objects.requireNonNull(journal.halt()).reason()).isEqualTo("ünïcode 🚀");
    }

    /** Writes a directory with a snapshot in which every field is set, and a record of every type before and after it. */
    static void write(Path directory) {
        try (StatePersistence persistence = settings(directory).open()) {
            persistence.loadState();
            OrderJournal journal = persistence.journal();
            journal.intend(NumberedBot.order("filled"));
            journal.accepted("filled", "b-1");
            journal.filled(NumberedBot.fill("fill-1", "filled"));
            journal.intend(NumberedBot.order("refused"));
            journal.rejected("refused", "403", "no buying power");
            journal.intend(NumberedBot.order("old"));
            journal.accepted("old", "b-2");
            journal.intendReplace(NumberedBot.order("new version"), "old");
            journal.replaceAccepted("new version", "b-3");
            journal.filled(States.fill("stray"));
            journal.halt("to be cleared");
            journal.note("before the snapshot").awaitDurable();
            persistence.saveState(States.rich());
            journal.intend(NumberedBot.order("lost"));
            journal.ambiguous("lost", "timeout after 10 s");
            journal.intend(NumberedBot.order("cancelled"));
            journal.intendCancel("cancelled");
            journal.closed("cancelled", OrderStatus.CANCELED, "asked for");
            journal.clearHalt("ana");
            journal.halt("ünïcode 🚀");
            journal.note("after the snapshot");
            journal.intend(NumberedBot.order("last"));
        }
    }

    private StatePersistenceBuilder settings() {
        return settings(directory);
    }

    private static StatePersistenceBuilder settings(Path directory) {
        return NumberedBot.settings().directory(directory);
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(GoldenFilesTest.class.getResourceAsStream("/golden/v1/" + name), name)) {
            return in.readAllBytes();
        }
    }
}
