package io.tradingrecovery.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.testkit.States;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that only read: what they say, with which exit code, and that they change nothing. */
class LookingCommandsTest {

    @TempDir
    Path temp;

    @Test
    void listShowsEachSnapshotNewestFirst() throws IOException {
        BotDirectory.with(temp, 2);

        ToolRun run = ToolRun.of("list", temp);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().toList()).hasSize(3);
        assertThat(run.out().lines().toList().get(0))
                .startsWith("SEQUENCE  TAKEN AT")
                .contains("STATUS");
        assertThat(run.out().lines().toList().get(1)).startsWith("       2  2026-11-23T14:30:02.123456789Z");
        JsonNode list = ToolRun.of("list", temp, "--json").json();
        assertThat(list.at("/snapshots/0/sequence").asLong()).isEqualTo(2);
        assertThat(list.at("/snapshots/0/status").asText()).isEqualTo("VALID");
        assertThat(list.at("/snapshots/0/journalSequence").asLong()).isPositive();
        assertThat(list.at("/snapshots/1/takenAt").asText()).isEqualTo("2026-11-23T14:30:01.123456789Z");
        assertThat(list.at("/snapshots/1/bytes").asLong()).isEqualTo(Files.size(new BotDirectory(temp).snapshot(1)));
    }

    @Test
    void listNamesWhatIsDamagedAndWhatIsRefused() throws IOException {
        BotDirectory directory = BotDirectory.with(temp, 3);
        BotDirectory.flip(directory.snapshot(2), 200);
        Files.copy(directory.snapshot(1), directory.snapshot(9));

        ToolRun run = ToolRun.of("list", temp);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("9 .*REFUSED .*name says sequence 9 and its content 1")
                .containsPattern("2 .*DAMAGED .*SHA-256 does not match");
        assertThat(ToolRun.of("list", temp, "--json")
                        .json()
                        .at("/snapshots/2/status")
                        .asText())
                .isEqualTo("DAMAGED");
    }

    @Test
    void anEmptyDirectoryIsGood() {
        assertThat(ToolRun.of("list", temp).out()).contains("No snapshot in");
        assertThat(ToolRun.of("journal", temp).out()).contains("No journal record in");
        ToolRun verify = ToolRun.of("verify", temp);
        assertThat(verify.exitCode()).isZero();
        assertThat(verify.out()).contains("finds no snapshot", "GOOD");
        assertThat(ToolRun.of("show", temp).exitCode()).isEqualTo(1);
    }

    @Test
    void verifyNamesTheOneFileInWhichAByteWasChangedAndTheShellAgrees() throws Exception {
        BotDirectory directory = BotDirectory.with(temp, 4);
        for (Path file : directory.snapshots()) {
            assertThat(BotDirectory.shellCheck(file)).as("%s", file).isEqualTo("OK");
        }
        ToolRun before = ToolRun.of("verify", temp);
        assertThat(before.exitCode()).as(before.out()).isZero();
        assertThat(before.out()).contains("4 valid, 0 damaged", "loads snapshot 4 (CURRENT) and 1 journal record(s)");

        BotDirectory.flip(directory.snapshot(3), 150);

        ToolRun after = ToolRun.of("verify", temp);
        assertThat(after.exitCode()).isEqualTo(1);
        assertThat(after.out())
                .contains("DAMAGED " + directory.snapshot(3).toRealPath(), "3 valid, 1 damaged", "NOT GOOD: 1 found");
        assertThat(BotDirectory.shellCheck(directory.snapshot(3))).isEmpty();
        JsonNode json = ToolRun.of("verify", temp, "--json").json();
        assertThat(json.at("/good").asBoolean(true)).isFalse();
        assertThat(json.at("/findings/0/kind").asText()).isEqualTo("DAMAGED");
        assertThat(json.at("/findings/0/file").asText()).endsWith("3.json");
    }

    @Test
    void verifyNamesLostJournalRecordsAndTheWayOut() throws IOException {
        BotDirectory directory = BotDirectory.with(temp, 2);
        directory.journal(journal -> journal.intend(BotDirectory.order("later")));
        directory.journal(journal -> journal.intend(BotDirectory.order("last")));
        Path segment = directory.damageIntent("later");

        ToolRun run = ToolRun.of("verify", temp);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains("DAMAGED " + segment.toRealPath(), "lost", "recovery.jar salvage", "a start     is refused");
        ToolRun journal = ToolRun.of("journal", temp);
        assertThat(journal.exitCode()).isEqualTo(1);
        assertThat(journal.out()).contains("LOST record", "order-2", "last").doesNotContain("\"later\"");
        assertThat(ToolRun.of("journal", temp, "--json")
                        .json()
                        .at("/losses/0/backupsOnly")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void verifyTellsALossThatOnlyBackupsWouldFeel() throws IOException {
        BotDirectory directory = BotDirectory.with(temp, 3);
        directory.damageIntent("order-1");

        ToolRun run = ToolRun.of("verify", temp);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("only a fallback to an older one", "loads snapshot 3 (CURRENT)");
    }

    @Test
    void verifyMentionsQuarantineAndUnfinishedFilesWithoutAlarm() throws IOException {
        BotDirectory directory = BotDirectory.with(temp, 1);
        Files.createDirectories(temp.resolve("quarantine"));
        Files.writeString(temp.resolve("quarantine/snapshot-x"), "?");
        Files.writeString(temp.resolve(directory.snapshot(7).getFileName() + ".tmp"), "half");

        ToolRun run = ToolRun.of("verify", temp);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("quarantine  ", "snapshot-x", "temporary   ", "7.json.tmp");
    }

    @Test
    void verifyPutsAFindingToEveryStartThatIsRefused() throws IOException {
        BotDirectory.with(temp, 1);
        Path segment = new BotDirectory(temp).segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[11] = 9;
        java.nio.ByteBuffer header = java.nio.ByteBuffer.wrap(bytes);
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(bytes, 0, 68);
        header.putInt(68, (int) crc.getValue());
        Files.write(segment, bytes);

        for (String command : new String[] {"verify", "journal"}) {
            ToolRun run = ToolRun.of(command, temp);
            assertThat(run.exitCode()).as(command).isEqualTo(1);
            assertThat(run.out() + run.err()).contains("journal format 9").doesNotContain("\tat ");
        }
    }

    @Test
    void showPrintsEveryPartOfAState() throws IOException {
        BotDirectory directory = new BotDirectory(temp);
        directory.run(persistence -> {
            persistence.saveState(States.rich());
            persistence.journal().halt("a person said so");
            persistence.saveState(States.rich());
        });

        ToolRun run = ToolRun.of("show", temp);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("sequence  2", "PA3X (PAPER)", "BTC/USD", "-0.00012345", "maxDailyLoss", "x-1", "grid")
                .contains("Trading is halted since", "a person said so");
        JsonNode json = ToolRun.of("show", temp, "--sequence", "1", "--json").json();
        assertThat(json.at("/sequence").asLong()).isEqualTo(1);
        assertThat(json.at("/document"))
                .isEqualTo(new com.fasterxml.jackson.databind.ObjectMapper()
                        .readTree(directory.snapshot(1).toFile()));
    }

    @Test
    void showReadsAnyFileWhateverItsName() throws IOException {
        BotDirectory directory = BotDirectory.with(temp, 2);
        Path archived = temp.resolve("elsewhere.json");
        Files.move(directory.snapshot(1), archived);

        assertThat(ToolRun.of("show", temp, "--file", archived.toString()).out())
                .contains("sequence  1");
        assertThat(ToolRun.of("show", temp, "--file", "elsewhere.json").exitCode())
                .isZero();
        assertThat(ToolRun.of("show", temp, "--file", "absent.json").err()).contains("There is no ");
        assertThat(ToolRun.of("show", temp, "--sequence", "1").exitCode()).isEqualTo(1);
        BotDirectory.flip(archived, 100);
        ToolRun damaged = ToolRun.of("show", temp, "--file", "elsewhere.json", "--json");
        assertThat(damaged.exitCode()).isEqualTo(1);
        assertThat(damaged.json().at("/error").asText()).contains("SHA-256 does not match");
    }

    @Test
    void showFallsBackAsAStartDoesAndSaysSo() throws IOException {
        BotDirectory directory = BotDirectory.with(temp, 2);
        BotDirectory.flip(directory.snapshot(2), 100);

        ToolRun run = ToolRun.of("show", temp);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("sequence  1");
        assertThat(run.err()).contains("DAMAGED", "2.json");
    }

    @Test
    void journalListsEveryRecordWithItsTimeAndPayload() throws IOException {
        BotDirectory.with(temp, 2);

        ToolRun run = ToolRun.of("journal", temp);
        JsonNode json = ToolRun.of("journal", temp, "--json").json();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("SUBMIT", "\"clientOrderId\":\"order-1\"", "\"clientOrderId\":\"order-2\"");
        JsonNode first = json.at("/records/0");
        assertThat(first.at("/sequence").asLong()).isEqualTo(1);
        assertThat(first.at("/type").asText()).isEqualTo("SUBMIT");
        assertThat(first.at("/at").asText()).startsWith("20");
        assertThat(first.at("/payload/order/symbol").asText()).isEqualTo("AAPL");
    }

    @Test
    void diffNamesEachFieldThatChanged() throws IOException {
        BotDirectory directory = new BotDirectory(temp);
        directory.run(persistence -> {
            persistence.saveState(States.numbered(1));
            persistence.saveState(States.rich());
            persistence.saveState(States.numbered(2));
        });

        ToolRun numbers = ToolRun.of("diff", temp, "1", "3");
        assertThat(numbers.exitCode()).isZero();
        assertThat(numbers.out()).containsPattern("positions +AAPL +changed +quantity +1 +2");
        JsonNode json = ToolRun.of("diff", temp, "1", directory.snapshot(2).toString(), "--json")
                .json();
        assertThat(json.findValuesAsText("part"))
                .contains("positions", "orders", "fills", "account", "riskLimits", "session", "sections");
        assertThat(IntStream.range(0, json.at("/differences").size())
                        .mapToObj(i -> json.at("/differences/" + i))
                        .filter(row -> row.at("/change").asText().equals("ADDED"))
                        .map(row -> row.at("/key").asText()))
                .contains("BTC/USD", "c-1", "bare", "x-1", "grid");
        JsonNode back = ToolRun.of("diff", temp, "2", "1", "--json").json();
        assertThat(back.findValuesAsText("change")).contains("REMOVED").doesNotContain("ADDED");
        assertThat(ToolRun.of("diff", temp, "2", "2").out()).contains("No difference");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "verify", "show", "journal", "diff"})
    void lookingNeedsNoLockAndWritesNothing(String command) throws IOException {
        BotDirectory directory = BotDirectory.with(temp, 2);
        String[] more = command.equals("diff") ? new String[] {"1", "2"} : new String[0];
        try (StatePersistence running =
                StatePersistence.builder().directory(temp).open()) {
            running.loadState();
            Map<String, String> before = directory.contents();

            assertThat(ToolRun.of(command, temp, more).exitCode()).isZero();

            assertThat(directory.contents()).isEqualTo(before);
        }
    }

    @Test
    void aCommandLineThatMakesNoSenseIsNamedAsSuch() {
        assertThat(ToolRun.ofArguments().exitCode()).isEqualTo(2);
        assertThat(ToolRun.ofArguments("list").exitCode()).isEqualTo(2);
        assertThat(ToolRun.of("explode", temp).exitCode()).isEqualTo(2);
        assertThat(ToolRun.of("diff", temp, "1").exitCode()).isEqualTo(2);
        assertThat(ToolRun.of("restore", temp).exitCode()).isEqualTo(2);
        assertThat(ToolRun.of("restore", temp, "--sequence", "-3").exitCode()).isEqualTo(2);
        assertThat(ToolRun.of("show", temp, "--sequence", "0").exitCode()).isEqualTo(2);
        assertThat(ToolRun.of("show", temp, "--sequence", "1", "--file", "x").exitCode())
                .isEqualTo(2);
        ToolRun absent = ToolRun.of("list", temp.resolve("absent"));
        assertThat(absent.exitCode()).isEqualTo(2);
        assertThat(absent.err()).contains("absent is no directory");
    }

    @Test
    void helpAndVersionAreThere() {
        ToolRun help = ToolRun.ofArguments("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("list", "verify", "show", "journal", "diff", "restore", "salvage", "Exit codes");
        assertThat(ToolRun.ofArguments("restore", "--help").out()).contains("--accept-gap", "--sequence", "--json");
        assertThat(ToolRun.ofArguments("--version").out()).startsWith("recovery.jar ");
    }

    @Test
    void textsFromFilesDoNotSteerTheTerminal() {
        BotDirectory directory = new BotDirectory(temp);
        directory.run(persistence ->
                persistence.saveState(io.tradingrecovery.state.SystemStateSnapshot.builder(States.TIME)
                        .positions(java.util.List.of(
                                io.tradingrecovery.state.Position.of("A\u001b[2J\nB", States.amount("1"), null)))
                        .build()));

        assertThat(ToolRun.of("show", temp).out()).contains("A?[2J?B").doesNotContain("\u001b");
    }
}
