package io.tradingrecovery.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tool as a process of its own, beside a bot that is one. */
class ToolProcessTest {

    @TempDir
    Path temp;

    @Test
    void runsAsAProcessAndPrintsNothingButItsResult() throws Exception {
        BotDirectory.with(temp, 2);

        Process tool = Processes.java(RecoveryTool.class, "verify", temp.toString(), "--json");

        assertThat(new ObjectMapper()
                        .readTree(tool.getInputStream())
                        .at("/good")
                        .asBoolean())
                .isTrue();
        assertThat(tool.getErrorStream().readAllBytes()).isEmpty();
        assertThat(tool.waitFor()).isZero();
    }

    @Test
    void aRunningProcessKeepsWritersAwayAndReadersNot() throws Exception {
        BotDirectory directory = BotDirectory.with(temp, 2);
        Process bot = Processes.java(LockHolder.class, temp.toString());
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(bot.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("held");

            ToolRun restore = ToolRun.of("restore", temp, "--sequence", "1");

            assertThat(restore.exitCode()).isEqualTo(3);
            assertThat(restore.err()).contains("process " + bot.pid());
            assertThat(ToolRun.of("salvage", temp).exitCode()).isEqualTo(3);
            assertThat(ToolRun.of("verify", temp).exitCode()).isZero();
            assertThat(ToolRun.of("list", temp).exitCode()).isZero();
            assertThat(directory.snapshots()).hasSize(2);
        } finally {
            bot.destroyForcibly().waitFor();
        }
        assertThat(ToolRun.of("restore", temp, "--sequence", "1").exitCode()).isZero();
        assertThat(List.of(directory.load().restoredFrom().orElse(0))).containsExactly(1L);
    }
}
