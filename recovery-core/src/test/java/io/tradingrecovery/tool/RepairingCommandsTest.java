package io.tradingrecovery.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that write: what a later start loads, and that a refusal changes nothing. */
class RepairingCommandsTest {

    @TempDir
    Path temp;

    private BotDirectory directory;

    @BeforeEach
    void useTheDirectory() {
        directory = BotDirectory.with(temp, 3);
    }

    @Test
    void restoreMakesAnOlderStateTheNewestAndTheJournalGoesOnFromThere() throws Exception {
        byte[] before = Files.readAllBytes(directory.snapshot(3));

        ToolRun run = ToolRun.of("restore", temp, "--sequence", "1");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Snapshot 1 is the newest again", "4.json", "14:30:01.123456789Z");
        Loaded loaded = directory.load();
        assertThat(States.numberOf(loaded.snapshot())).isEqualTo(1);
        assertThat(loaded.snapshot()).isEqualTo(States.numbered(1));
        assertThat(loaded.sequence()).isEqualTo(4);
        assertThat(loaded.restoredFrom()).hasValue(1);
        assertThat(loaded.lostRecords()).isZero();
        assertThat(directory.loadedOrders()).containsExactly("order-1", "order-2", "order-3");
        assertThat(directory.snapshot(3)).hasBinaryContent(before);
        assertThat(BotDirectory.shellCheck(directory.snapshot(4))).isEqualTo("OK");
        JsonNode list = ToolRun.of("list", temp, "--json").json();
        assertThat(list.at("/snapshots/0/restoredFrom").asLong()).isEqualTo(1);
        assertThat(list.at("/snapshots/0/journalSequence")).isEqualTo(list.at("/snapshots/3/journalSequence"));
        assertThat(list.at("/snapshots/0/journalApplied")).isEqualTo(list.at("/snapshots/3/journalApplied"));
        assertThat(list.at("/snapshots/0/journalEpoch")).isEqualTo(list.at("/snapshots/3/journalEpoch"));
        assertThat(ToolRun.of("list", temp).out()).contains("restored from 1");
        assertThat(ToolRun.of("verify", temp).exitCode()).isZero();
    }

    @Test
    void aBotWorksOnAfterARestore() {
        ToolRun.of("restore", temp, "--sequence", "2");

        directory.run(persistence -> {
            persistence.journal().intend(BotDirectory.order("after"));
            persistence.saveState(States.numbered(50));
            persistence.journal().intend(BotDirectory.order("later still"));
        });

        assertThat(States.numberOf(directory.load().snapshot())).isEqualTo(50);
        assertThat(directory.loadedOrders()).containsExactly("after", "later still", "order-1", "order-2", "order-3");
        assertThat(ToolRun.of("verify", temp).exitCode()).isZero();
    }

    @Test
    void restorePrunesNothingHoweverManyBackupsTheBotKeeps() throws IOException {
        try (StatePersistence persistence =
                StatePersistence.builder().directory(temp).backups(20).open()) {
            persistence.loadState();
            for (int i = 4; i <= 10; i++) {
                persistence.saveState(States.numbered(i));
            }
        }

        assertThat(ToolRun.of("restore", temp, "--sequence", "2").exitCode()).isZero();

        assertThat(directory.snapshots()).hasSize(11);
    }

    @Test
    void restoreRefusesToLoseJournalRecordsAndNamesThem() throws Exception {
        for (Path segment : directory.segments()) {
            Files.delete(segment);
        }
        Map<String, String> before = directory.contents();

        ToolRun refused = ToolRun.of("restore", temp, "--sequence", "1", "--json");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.json().at("/error").asText())
                .contains("Snapshot 1 was not restored", "these are gone: records 1 to", "--accept-gap");
        assertThat(directory.contents()).isEqualTo(before);

        ToolRun accepted = ToolRun.of("restore", temp, "--sequence", "1", "--accept-gap", "--json");

        assertThat(accepted.exitCode()).as(accepted.err()).isZero();
        assertThat(accepted.json().at("/lost/0/first").asLong()).isEqualTo(1);
        Loaded loaded = directory.load();
        assertThat(States.numberOf(loaded.snapshot())).isEqualTo(1);
        assertThat(loaded.restoredFrom()).hasValue(1);
        assertThat(loaded.lostRecords()).isPositive();
        assertThat(ToolRun.of("list", temp).out()).contains("restored from 1; without journal records 1 to");
        directory.journal(journal -> journal.intend(BotDirectory.order("new")));
        assertThat(directory.loadedOrders()).containsExactly("new");
    }

    @Test
    void restoreWithAnAcceptedGapKeepsWhatIsLeftOnBothSidesOfIt() throws Exception {
        directory.damageIntent("order-2");

        ToolRun refused = ToolRun.of("restore", temp, "--sequence", "1");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).containsPattern("behind it these are gone: records? \\d+");
        assertThat(ToolRun.of("restore", temp, "--sequence", "1", "--accept-gap")
                        .exitCode())
                .isZero();

        assertThat(directory.loadedOrders()).containsExactly("order-1", "order-3");
        assertThat(directory.load().lostRecords()).isPositive();
    }

    @Test
    void restoreRefusesWhatIsNotThereOrNotValid() throws IOException {
        BotDirectory.flip(directory.snapshot(2), 300);
        Map<String, String> before = directory.contents();

        ToolRun damaged = ToolRun.of("restore", temp, "--sequence", "2");
        ToolRun absent = ToolRun.of("restore", temp, "--sequence", "77");

        assertThat(damaged.exitCode()).isEqualTo(1);
        assertThat(damaged.err()).contains("can't be restored", "SHA-256");
        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.err()).contains("no snapshot 77", "3, 2, 1");
        assertThat(directory.contents()).isEqualTo(before);
    }

    @Test
    void restoreRefusesTheStateOfAnotherDirectory(@TempDir Path other) throws IOException {
        BotDirectory.with(other, 9);
        Files.copy(new BotDirectory(other).snapshot(4), directory.snapshot(4));
        directory.run(persistence -> {});
        Files.move(directory.snapshot(4), temp.resolve("aside"));
        directory.run(persistence -> {
            for (int i = 0; i < 3; i++) {
                persistence.saveState(States.numbered(60 + i));
            }
        });
        Files.deleteIfExists(directory.snapshot(4));
        Files.move(temp.resolve("aside"), directory.snapshot(4));

        ToolRun run = ToolRun.of("restore", temp, "--sequence", "4", "--accept-gap");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("belongs to another order journal");
    }

    @Test
    void restoreFollowsTheAdviceThatARefusedCopyGives() throws IOException {
        Files.copy(directory.snapshot(1), directory.snapshot(9));

        assertThat(ToolRun.of("verify", temp).out()).contains("restore --sequence 1");
        assertThat(ToolRun.of("restore", temp, "--sequence", "1").exitCode()).isZero();

        assertThat(directory.load().sequence()).isEqualTo(10);
        assertThat(States.numberOf(directory.load().snapshot())).isEqualTo(1);
    }

    @Test
    void salvageKeepsBothSidesOfTheDamageAndMovesTheSegmentAway() throws Exception {
        directory.journal(journal -> {
            journal.intend(BotDirectory.order("lost"));
            journal.intend(BotDirectory.order("behind"));
            journal.note("so that the last intent is witnessed").awaitDurable();
        });
        Path segment = directory.damageIntent("lost").toRealPath();
        byte[] damaged = Files.readAllBytes(segment);

        ToolRun run = ToolRun.of("salvage", temp);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Given up: journal record ", "Moved to quarantine: " + segment);
        assertThat(segment).doesNotExist();
        assertThat(temp.resolve("quarantine").resolve(segment.getFileName() + ".journal-records-lost"))
                .hasBinaryContent(damaged);
        Loaded loaded = directory.load();
        assertThat(loaded.snapshot()).isEqualTo(States.numbered(3));
        assertThat(loaded.lostRecords()).isEqualTo(1);
        assertThat(loaded.restoredFrom()).isEmpty();
        assertThat(directory.loadedOrders()).containsExactly("behind", "order-1", "order-2", "order-3");
        assertThat(BotDirectory.shellCheck(directory.snapshot(4))).isEqualTo("OK");
        ToolRun verify = ToolRun.of("verify", temp);
        assertThat(verify.exitCode()).as(verify.out()).isZero();
        assertThat(ToolRun.of("list", temp).out()).contains("without journal record ");

        directory.run(persistence -> {
            persistence.journal().intend(BotDirectory.order("new"));
            persistence.saveState(States.numbered(60));
        });
        directory.journal(journal -> journal.intend(BotDirectory.order("newer")));
        assertThat(directory.loadedOrders()).containsExactly("behind", "new", "newer", "order-1", "order-2", "order-3");
        assertThat(ToolRun.of("verify", temp).exitCode()).isZero();
        assertThat(ToolRun.of("salvage", temp).exitCode()).isEqualTo(1);
    }

    @Test
    void salvageCountsNumbersOnBeyondEveryOneThatIsKnown() throws Exception {
        directory.journal(journal -> journal.intend(BotDirectory.order("lost")));
        directory.journal(journal -> journal.intend(BotDirectory.order("behind")));
        directory.damageIntent("lost");
        long last = ToolRun.of("verify", temp, "--json")
                .json()
                .at("/journal/lastSequence")
                .asLong();

        JsonNode salvaged = ToolRun.of("salvage", temp, "--json").json();

        assertThat(salvaged.at("/basedOn").asLong()).isEqualTo(3);
        assertThat(salvaged.at("/quarantined")).isNotEmpty();
        assertThat(salvaged.at("/notMoved")).isEmpty();
        JsonNode newest = ToolRun.of("list", temp, "--json").json().at("/snapshots/0");
        assertThat(newest.at("/journalSequence").asLong()).isGreaterThanOrEqualTo(last);
        assertThat(newest.at("/lost")).isEqualTo(salvaged.at("/lost"));
        long[] sequence = new long[1];
        directory.journal(journal -> sequence[0] = journal.intend(BotDirectory.order("new")));
        assertThat(sequence[0]).isGreaterThan(last);
    }

    @Test
    void salvageRefusesWhenNothingIsLost() throws IOException {
        Map<String, String> before = directory.contents();

        ToolRun run = ToolRun.of("salvage", temp);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Nothing to salvage");
        assertThat(directory.contents()).isEqualTo(before);
    }

    @Test
    void salvageWithoutAValidSnapshotChangesNothingAndPrintsTheOrdersToAskFor() throws IOException {
        for (Path snapshot : directory.snapshots()) {
            BotDirectory.flip(snapshot, 120);
        }
        directory.damageIntent("order-2");
        Map<String, String> before = directory.contents();

        ToolRun run = ToolRun.of("salvage", temp);
        JsonNode json = ToolRun.of("salvage", temp, "--json").json();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("No valid snapshot");
        assertThat(run.out()).contains("order-1", "order-2", "order-3");
        assertThat(json.at("/legibleClientOrderIds")).hasSize(3);
        assertThat(directory.contents()).isEqualTo(before);
    }

    @Test
    void salvageWithoutAnySnapshotSaysSo(@TempDir Path empty) {
        ToolRun run = ToolRun.of("salvage", empty);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is none at all");
    }

    @Test
    void aRunningInstanceKeepsBothAway() throws IOException {
        try (StatePersistence running =
                StatePersistence.builder().directory(temp).open()) {
            running.loadState();
            Map<String, String> before = directory.contents();

            ToolRun restore = ToolRun.of("restore", temp, "--sequence", "1");
            ToolRun salvage = ToolRun.of("salvage", temp, "--json");

            assertThat(restore.exitCode()).isEqualTo(3);
            assertThat(restore.err()).contains("is held by");
            assertThat(salvage.exitCode()).isEqualTo(3);
            assertThat(salvage.json().at("/exitCode").asInt()).isEqualTo(3);
            assertThat(directory.contents()).isEqualTo(before);
        }
    }
}
