package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.BotChild.Part;
import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.storage.ChildJvm;
import io.tradingrecovery.testkit.States;
import io.tradingrecovery.testkit.Torture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes are killed at any moment, and what they were told is kept is there. */
@Timeout(1_800)
class ProcessKillTest {

    private static final int KILLS = Torture.volume(1_000);
    private static final int LANES = 2;
    private static final int MOST_ACKNOWLEDGEMENTS = 40;

    @TempDir
    Path directory;

    @Test
    void whatAKilledProcessWasPromisedIsThere() throws Exception {
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                int seed = lane;
                ends.add(lanes.submit(() -> killAgainAndAgain(directory.resolve("lane" + seed), seed)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            lanes.shutdownNow();
        }
    }

    /** One directory through all its kills, so that each recovery is also the ground of the next run. */
    private static Promises killAgainAndAgain(Path directory, int seed) throws Exception {
        Promises promises = new Promises();
        SplittableRandom random = new SplittableRandom(seed);
        int kills = Math.max(1, KILLS / LANES);
        int acknowledged = 0;
        for (int run = 0; run < kills; run++) {
            int until = 1 + random.nextInt(MOST_ACKNOWLEDGEMENTS);
            acknowledged += trade(directory, promises, run, until);

            promises.assertKeptBy(
                    BotChild.settings(directory).loadReadOnly(),
                    "seed " + seed + ", run " + run + ", killed after " + until);
        }
        assertThat(acknowledged).as("acknowledgements").isGreaterThan(kills * MOST_ACKNOWLEDGEMENTS / 4);
        return promises;
    }

    /** Runs a child until so many acknowledgements were heard, and kills it while it goes on; gives how many there were. */
    private static int trade(Path directory, Promises promises, int run, int until)
            throws IOException, InterruptedException {
        int acknowledged = 0;
        try (ChildJvm child = ChildJvm.start(BotChild.class, directory, Part.TRADE, "run" + run)) {
            Optional<String> line = child.hearIfAny();
            while (line.isPresent()) {
                if (take(line.get(), promises)) {
                    acknowledged++;
                    if (acknowledged == until) {
                        child.killAndHear();
                    }
                }
                line = child.hearIfAny();
            }
            child.exitCode();
        }
        return acknowledged;
    }

    /** Takes in what a child says; true if it was an acknowledgement. */
    private static boolean take(String line, Promises promises) {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "saving" -> promises.trySaving(Integer.parseInt(words[1]));
            case "saved" -> promises.saved(Integer.parseInt(words[1]));
            case "intending" -> promises.tryIntending(words[1]);
            case "intended" -> promises.intended(words[1]);
            case "settling" -> promises.settling(words[1]);
            default -> throw new AssertionError("The child said: " + line);
        }
        return words[0].equals("saved") || words[0].equals("intended");
    }

    @Test
    void aHaltOutlivesAKill() throws Exception {
        try (ChildJvm child = ChildJvm.start(BotChild.class, directory, Part.HALT)) {
            assertThat(child.hear()).isEqualTo("halted");
            child.kill();
        }
        try (StatePersistence persistence = BotChild.settings(directory).open()) {
            persistence.loadState();
            assertThat(persistence.journal().halt())
                    .hasValueSatisfying(halt -> assertThat(halt.reason()).isEqualTo("the child says so"));
        }
    }

    @Test
    void aTerminatedProcessSavesALastTimeOnceItIsArmed() throws Exception {
        try (ChildJvm child = ChildJvm.start(BotChild.class, directory, Part.WAIT_ARMED)) {
            assertThat(child.hear()).isEqualTo("ready");
            child.terminate();
            child.exitCode();
        }
        assertThat(stateFound()).isEqualTo(BotChild.STATE_OF_ENGINE);
    }

    @Test
    void aTerminatedProcessThatIsClosingFinishesItsLastSave() throws Exception {
        try (ChildJvm child = ChildJvm.start(BotChild.class, directory, Part.CLOSE)) {
            assertThat(child.hear()).isEqualTo("closing");
            child.terminate();
            child.tell("go");
            child.exitCode();
        }
        assertThat(stateFound()).isEqualTo(BotChild.STATE_OF_ENGINE);
    }

    @Test
    void aProcessThatIsTerminatedBeforeItIsArmedChangesNothing() throws Exception {
        try (StatePersistence persistence = BotChild.settings(directory).open()) {
            persistence.loadState();
            persistence.saveState(States.numbered(1));
            persistence.saveState(States.numbered(2));
        }
        DirectoryContents before = DirectoryContents.of(directory);
        try (ChildJvm child = ChildJvm.start(BotChild.class, directory, Part.WAIT_UNARMED)) {
            assertThat(child.hear()).isEqualTo("ready");
            child.terminate();
            child.exitCode();
        }
        assertThat(DirectoryContents.of(directory)).isEqualTo(before);
    }

    @Test
    void aProcessWhoseStartFailedChangesNothingWhenItIsTerminated() throws Exception {
        try (StatePersistence persistence = BotChild.settings(directory).open()) {
            persistence.loadState();
            persistence.saveState(States.numbered(1));
        }
        DirectoryContents.flipByte(directory, 1, 200);
        DirectoryContents before = DirectoryContents.of(directory);
        try (ChildJvm child = ChildJvm.start(BotChild.class, directory, Part.WAIT_ARMED)) {
            assertThat(child.hear()).startsWith("refused: No valid snapshot");
            child.terminate();
            child.exitCode();
        }
        assertThat(DirectoryContents.of(directory)).isEqualTo(before);
    }

    private String stateFound() {
        Loaded loaded = (Loaded) BotChild.settings(directory).loadReadOnly();
        return String.valueOf(States.numberOf(loaded.snapshot()));
    }
}
