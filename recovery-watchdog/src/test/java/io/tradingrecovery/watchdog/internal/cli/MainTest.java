package io.tradingrecovery.watchdog.internal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line says what is wrong, and ends with the documented code. */
final class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void refusesACommandThatDoesNotExist() {
        assertThat(execute("run", "--state-dir", directory + "/s", "--", "/no/such/program"))
                .isEqualTo(ExitCodes.COMMAND);
        assertThat(err.toString()).contains("/no/such/program", "does not exist");
        assertThat(directory.resolve("s")).doesNotExist();
    }

    @Test
    void refusesToRunWithoutACommand() {
        assertThat(execute("run")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("after '--'");
    }

    @Test
    void refusesAStateDirectoryThatCannotBeOne() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));
        assertThat(execute("run", "--state-dir", file.toString(), "--", "true")).isEqualTo(ExitCodes.STATE_DIRECTORY);
        assertThat(execute("run", "--state-dir", "/proc/nowhere", "--", "true")).isEqualTo(ExitCodes.STATE_DIRECTORY);
    }

    @Test
    void refusesOptionsThatItCannotUnderstand() throws Exception {
        assertThat(execute("run", "--window", "soon", "--", "true")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("--window is 'soon'");
        assertThat(execute("run", "--no-such-option", "--", "true")).isEqualTo(ExitCodes.USAGE);
        assertThat(execute("fly")).isEqualTo(ExitCodes.USAGE);
        Path config = Files.writeString(directory.resolve("config"), "max-restart=3\n");
        assertThat(execute("check-config", "--config", config.toString())).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("'max-restart'");
    }

    @Test
    void refusesAnOutputThatCannotBeWritten() {
        String output = directory.resolve("missing").resolve("bot.log").toString();
        assertThat(execute("run", "--state-dir", directory + "/s", "--output", output, "--", "true"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains(output, "missing first");
        assertThat(execute("check-config", "--output", directory.toString(), "--", "true"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(directory.resolve("s")).doesNotExist();
    }

    @Test
    void printsEventsAcrossTheBeginningOfANewLog() throws Exception {
        Files.writeString(directory.resolve("events.jsonl.1"), "one\ntwo\n");
        Files.writeString(directory.resolve("events.jsonl"), "three\n");
        assertThat(execute("events", "--lines", "2", "--state-dir", directory.toString()))
                .isEqualTo(ExitCodes.OK);
        assertThat(out.toString().lines()).containsExactly("two", "three");
    }

    @Test
    void takesOptionsFromAFileAndTheCommandLineBeforeIt() throws Exception {
        Path config = Files.writeString(
                directory.resolve("config"),
                "max-restarts=3\nwindow=5m\nalert-webhook=https://hooks.example.com/SECRET\n");
        assertThat(execute("check-config", "--config", config.toString(), "--window", "10m", "--cds", "--", "sh", "-c"))
                .isEqualTo(ExitCodes.OK);
        assertThat(out.toString())
                .contains("max-restarts=3", "window=10m", "cds=true", "alert-webhook=***")
                .doesNotContain("SECRET");
    }

    @Test
    void saysThatNoWatchdogRuns() {
        assertThat(execute("status", "--state-dir", directory.toString())).isEqualTo(StatusVerb.NO_WATCHDOG);
        assertThat(execute("status", "--json", "--state-dir", directory.toString()))
                .isEqualTo(StatusVerb.NO_WATCHDOG);
        assertThat(out.toString()).contains("{\"");
        for (String verb : new String[] {"stop", "restart", "resume", "dump", "events"}) {
            assertThat(execute(verb, "--state-dir", directory.toString()))
                    .as(verb)
                    .isEqualTo(ExitCodes.NOT_THE_ONE);
        }
    }

    @Test
    void saysThatTheStateIsDamaged() throws Exception {
        Files.writeString(directory.resolve("state"), "phase=RUNNING\n");
        assertThat(execute("status", "--state-dir", directory.toString())).isEqualTo(StatusVerb.DAMAGED);
    }

    @Test
    void printsAUnitThatRunsTheSameCommand() {
        assertThat(execute("systemd-unit", "--name", "my-bot", "--", "java", "-Dx=100%", "a b", "$HOME"))
                .isEqualTo(ExitCodes.OK);
        assertThat(out.toString())
                .contains("\nWorkingDirectory=" + Path.of("").toAbsolutePath() + "\n")
                .contains("TimeoutStopSec=75", "CrashOnOutOfMemoryError")
                .contains("Type=notify", "NotifyAccess=all", "--name=my-bot -- java \"-Dx=100%%\" \"a b\" \"$$HOME\"")
                .contains("-XX:+UseSerialGC", "launchMechanism=FORK");
    }

    @Test
    void printsATaskForWindows() {
        assertThat(execute("windows-task", "--", "java", "-jar", "my bot.jar")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString())
                .contains("New-ScheduledTaskAction -Execute '", "-- java -jar \"my bot.jar\"'")
                .contains("-ExecutionTimeLimit ([TimeSpan]::Zero)", "-UserId \"$env:USERDOMAIN\\$env:USERNAME\"")
                .contains("-TaskName 'recovery-watchdog-bot'")
                .doesNotContain("FORK");
    }

    @Test
    void quotesAsTheSystemThatReadsItUnquotes() {
        assertThat(ServiceTexts.windowsQuoted("C:\\a\\b.jar")).isEqualTo("C:\\a\\b.jar");
        assertThat(ServiceTexts.windowsQuoted("C:\\my dir\\")).isEqualTo("\"C:\\my dir\\\\\"");
        assertThat(ServiceTexts.windowsQuoted("say \"hi\"")).isEqualTo("\"say \\\"hi\\\"\"");
        assertThat(ServiceTexts.windowsQuoted("a\\\"b")).isEqualTo("\"a\\\\\\\"b\"");
        assertThat(ServiceTexts.windowsQuoted("")).isEqualTo("\"\"");
        assertThat(ServiceTexts.powerShellQuoted("it's ‘so’ $x")).isEqualTo("'it''s ‘‘so’’ $x'");
        assertThat(ServiceTexts.systemdQuoted("a\\b \"c\" %d $e")).isEqualTo("\"a\\\\b \\\"c\\\" %%d $$e\"");
    }

    private int execute(String... arguments) {
        return Main.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
