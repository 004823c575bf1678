package io.tradingrecovery.tool;

import io.tradingrecovery.errors.StateDirectoryLockedException;
import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.StateMaintenance;
import io.tradingrecovery.persistence.internal.json.JsonWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What all commands have in common: a directory, two forms of output, and an exit code for each failure. */
@Command(mixinStandardHelpOptions = true, versionProvider = RecoveryTool.Version.class)
abstract class ToolCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(index = "0", paramLabel = "DIRECTORY", description = "the state directory of the bot")
    private Path directory = Path.of("");

    @Option(names = "--json", description = "print one JSON object instead of text")
    private boolean json;

    ToolCommand(Console console) {
        this.console = console;
    }

    /** Does the work and gives the exit code; failures are exceptions. */
    abstract int run(StateMaintenance maintenance);

    @Override
    public final Integer call() {
        if (!Files.isDirectory(directory)) {
            return fail(ExitCode.USAGE, directory + " is no directory. Give the state directory of a bot.");
        }
        StateMaintenance maintenance = StateMaintenance.of(directory);
        try {
            return run(maintenance);
        } catch (StateDirectoryLockedException e) {
            return fail(ExitCode.LOCKED, message(e));
        } catch (TradingRecoveryException e) {
            return failed(maintenance, e);
        }
    }

    /** Reports a failure that the library describes. */
    int failed(StateMaintenance maintenance, TradingRecoveryException failure) {
        return fail(ExitCode.DAMAGED, message(failure));
    }

    final int fail(int exitCode, String message) {
        console.error(message);
        if (json) {
            console.json(out -> failure(out, exitCode, message));
        }
        return exitCode;
    }

    static void failure(JsonWriter out, int exitCode, String message) {
        out.name("error").text(message);
        out.name("exitCode").number(exitCode);
    }

    static String message(TradingRecoveryException failure) {
        return String.valueOf(failure.getMessage());
    }

    final Console console() {
        return console;
    }

    final Path directory() {
        return directory;
    }

    final boolean json() {
        return json;
    }
}
