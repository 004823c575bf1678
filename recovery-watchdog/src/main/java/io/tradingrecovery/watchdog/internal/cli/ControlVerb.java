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
import java.util.Map;
import picocli.CommandLine.ParseResult;

/** {@code stop}, {@code restart}, {@code resume} and {@code dump}: each leaves a request that the watchdog takes. */
final class ControlVerb {

    private static final Duration TAKEN_WITHIN = Duration.ofSeconds(10);
    private static final Duration STOPPED_WITHIN = Duration.ofMinutes(2);
    private static final long POLL_MILLIS = 20;

    private final Path directory;
    private final String verb;
    private final PrintWriter out;
    private final PrintWriter err;

    private ControlVerb(Path directory, String verb, PrintWriter out, PrintWriter err) {
        this.directory = directory;
        this.verb = verb;
        this.out = out;
        this.err = err;
    }

    static int run(String verb, ParseResult result, PrintWriter out, PrintWriter err) throws InterruptedException {
        return new ControlVerb(OptionTable.stateDirectory(result), verb, out, err).run();
    }

    private int run() throws InterruptedException {
        StateFile.Content content = state();
        if (content instanceof StateFile.Content.Damaged damaged) {
            return askUnseen(damaged.reason());
        }
        if (!(content instanceof StateFile.Content.Whole whole)) {
            err.println("recovery-watchdog: no watchdog has run in " + directory);
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
        return ask(state);
    }

    private int ask(SavedState state) throws InterruptedException {
        Path request;
        try {
            request = request();
        } catch (IOException e) {
            err.println("recovery-watchdog: the request can't be written: " + e + ". A signal to the watchdog, pid "
                    + state.number("watchdogPid") + ", stops the bot too.");
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
        return verb.equals("stop") ? awaitStop(state) : taken();
    }

    /** Asks a watchdog of which the state file says nothing: one that lives takes the request all the same. */
    private int askUnseen(String damage) throws InterruptedException {
        try {
            Path request = request();
            long end = System.nanoTime() + TAKEN_WITHIN.toNanos();
            while (Files.exists(request)) {
                if (System.nanoTime() - end >= 0) {
                    Files.deleteIfExists(request);
                    err.println("recovery-watchdog: nobody takes the request, and the state file is damaged: " + damage
                            + ". No watchdog seems to run in " + directory + "; one that is started finds a live bot.");
                    return ExitCodes.NOT_THE_ONE;
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (IOException e) {
            err.println("recovery-watchdog: the request can't be written: " + e);
            return ExitCodes.STATE_DIRECTORY;
        }
        // What the watchdog does about the request, it also saves.
        return verb.equals("stop") ? awaitStop(new SavedState(Map.of())) : taken();
    }

    private StateFile.Content state() {
        return StateFile.read(directory.resolve("state"));
    }

    private Path request() throws IOException {
        return ControlFiles.request(
                directory, verb, System.getProperty("user.name", "somebody") + " on the command line");
    }

    private int taken() {
        out.println("'" + verb + "' was taken; 'events' shows what came of it.");
        return ExitCodes.OK;
    }

    private int awaitStop(SavedState asked) throws InterruptedException {
        SavedState state = asked;
        long end = System.nanoTime() + STOPPED_WITHIN.toNanos();
        while (state.number("watchdogPid") == 0 || state.isWatchdogAlive()) {
            if (System.nanoTime() - end >= 0) {
                err.println("recovery-watchdog: the bot is still being stopped; 'status' shows how it goes");
                return ExitCodes.INTERNAL;
            }
            Thread.sleep(POLL_MILLIS);
            if (state.number("watchdogPid") == 0 && state() instanceof StateFile.Content.Whole whole) {
                state = new SavedState(whole.values());
            }
        }
        out.println("stopped");
        return ExitCodes.OK;
    }
}
