package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.beat.Environment;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates the bot's process. Its output goes to a file without passing through the watchdog, so it never waits for the
 * watchdog and outlives it; its input is empty.
 */
final class Launcher {

    private final List<String> command;
    private final @Nullable Path workingDirectory;
    private final Path stateDirectory;
    private final @Nullable OutputFiles output;

    /** {@code output} absent means that the bot prints where the watchdog prints. */
    Launcher(List<String> command, @Nullable Path workingDirectory, Path stateDirectory, @Nullable OutputFiles output) {
        this.command = List.copyOf(command);
        this.workingDirectory = workingDirectory;
        this.stateDirectory = stateDirectory;
        this.output = output;
    }

    /** Starts the bot with some words of its command replaced or added by {@code words}. */
    BotProcess launch(String launchId, int attempt, List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        if (workingDirectory != null) {
            builder.directory(workingDirectory.toFile());
        }
        setEnvironment(builder.environment(), launchId, attempt);
        builder.redirectInput(Redirect.from(new File(isWindows() ? "NUL" : "/dev/null")));
        long outputFrom = 0;
        if (output == null) {
            builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
        } else {
            StateDirectory.createPrivateFile(output.file());
            outputFrom = output.size();
            builder.redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(output.file().toFile()));
        }
        EarlierPids before = EarlierPids.now();
        Process child = builder.start();
        return new BotProcess(launchId, child.toHandle(), child, Boot.identity(child.pid()), before, outputFrom);
    }

    private void setEnvironment(Map<String, String> environment, String launchId, int attempt) {
        environment.put(Environment.LAUNCH_ID, launchId);
        environment.put(Environment.ATTEMPT, Integer.toString(attempt));
        environment.put(Environment.STATE_DIRECTORY, stateDirectory.toString());
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            if (variable.getKey().startsWith(Environment.FOR_BOT)) {
                environment.remove(variable.getKey());
                environment.put(variable.getKey().substring(Environment.FOR_BOT.length()), variable.getValue());
            }
        }
        // A bot that talks to systemd itself would end the watchdog's own conversation.
        environment.remove("NOTIFY_SOCKET");
    }

    List<String> command() {
        return command;
    }

    static boolean isWindows() {
        return File.separatorChar == '\\';
    }
}
