package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.WatchdogConfig;
import io.tradingrecovery.watchdog.internal.config.Options;
import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What can be known to be wrong before anything is started.
 *
 * @param exitCode what the watchdog ends with
 * @param text what is wrong, and what to do
 */
public record Preflight(int exitCode, String text) {

    /** What is wrong with a configuration whose command is to be run; empty if nothing is. */
    public static Optional<Preflight> problem(WatchdogConfig config) {
        if (config.command().isEmpty()) {
            return CommandLines.unstartable(config.command()).map(text -> new Preflight(ExitCodes.USAGE, text));
        }
        return CommandLines.refusal(config.command())
                .or(() -> output(config))
                .map(text -> new Preflight(ExitCodes.USAGE, text))
                .or(() ->
                        CommandLines.unstartable(config.command()).map(text -> new Preflight(ExitCodes.COMMAND, text)));
    }

    /** Why the bot's output can't be written where it is to go; empty if it can. */
    static Optional<String> output(WatchdogConfig config) {
        String output = Options.parse(config.options()).output();
        if (output.isEmpty() || output.equals("inherit")) {
            return Optional.empty();
        }
        Path file = Path.of(output).toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            return Optional.of(
                    "--output " + output + " is in no directory that can be written; make " + folder + " first");
        }
        return Files.isDirectory(file)
                ? Optional.of("--output " + output + " is a directory; name a file in it")
                : Optional.empty();
    }
}
