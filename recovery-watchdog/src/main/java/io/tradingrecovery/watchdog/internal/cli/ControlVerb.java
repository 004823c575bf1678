package io.tradingrecovery.watchdog.internal.cli;

import io.tradingrecovery.watchdog.internal.engine.ControlFiles;
import io.tradingrecovery.watchdog.internal.engine.SavedState;
import io.tradingrecovery.watchdog.internal.engine.StateFile;
import io.tradingrecovery.watchdog.internal.machine.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.ParseResult;

/** {@code stop}, {@code restart}, {@code resume} and {@code dump}: each leaves a request that the watchdog takes. */
final class ControlVerb {

    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(10);
    private static final Duration STOPPED_WITHIN = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 20;

    private ControlVerb() {}

    static int run(String verb, ParseResult result, PrintWriter out, PrintWriter err) throws InterruptedException {
        Path directory = OptionTable.stateDirectory(result);
        if (!(StateFile.read(directory.resolve("state")) instanceof StateFile.Content.Whole whole)) {
            err.println("recovery-watchdog: no watchdog has run in " + directory + ", or its state is damaged");
            return ExitCodes.NOT_THE_ONE;
        }
        SavedState state = new SavedState(whole.values());
        if (!state.isWatchdogAlive()) {
            String bot = state.isBotAlive()
                    ? "The bot, pid " + state.number("pid") + ", lives: start the watchdog again, and it is adopted"
                    : "There is no bot either";
            err.println("recovery-watchdog: no watchdog runs in " + directory + ". " + bot + ".");
            return ExitCodes.NOT_THE_ONE;
        }
        return ask(directory, verb, state, out, err);
    }

    private static int ask(Path directory, String verb, SavedState state, PrintWriter out, PrintWriter err)
            throws InterruptedException {
        Path request;
        try {
            request = ControlFiles.request(
                    directory, verb, System.getProperty("user.name", "somebody") + " on the command line");
        } catch (IOException e) {
            err.println("recovery-watchdog: the request can't be written: " + e);
            return ExitCodes.STATE_DIRECTORY;
        }
        long end = System.nanoTime() + TAKEN_WITHIN.toNanos();
        while (Files.exists(request) && state.isWatchdogAlive()) {
            if (System.nanoTime() - end >= 0) {
                err.println("recovery-watchdog: the watchdog does not take the request; is it stopped?");
                return ExitCodes.INTERNAL;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return verb.equals("stop") ? awaitStop(state, out, err) : taken(verb, out);
    }

    private static int taken(String verb, PrintWriter out) {
        out.println("'" + verb + "' was taken; 'events' shows what came of it.");
        return ExitCodes.OK;
    }

    private static int awaitStop(SavedState state, PrintWriter out, PrintWriter err) throws InterruptedException {
        long end = System.nanoTime() + STOPPED_WITHIN.toNanos();
        while (state.isWatchdogAlive()) {
            if (System.nanoTime() - end >= 0) {
                err.println("recovery-watchdog: the bot is still being stopped; 'status' shows how it goes");
                return ExitCodes.INTERNAL;
            }
            Thread.sleep(POLL_MILLIS);
        }
        out.println("stopped");
        return ExitCodes.OK;
    }
}
