package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.alert.Secrets;
import io.tradingrecovery.watchdog.internal.machine.Action;
import io.tradingrecovery.watchdog.internal.machine.Machine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the watchdog writes down: the state file, the event log, and a line a transition on its standard error. Thread-safe.
 * A file that can't be written is reported on standard error, once until it works again.
 */
final class Journal {

    private static final int TAIL = 16 << 10;

    private final StateDirectory directory;
    private final String name;
    private final Clocks clocks;
    private final EventLog events;
    private boolean stateWorks = true;
    private boolean logWorks = true;

    Journal(StateDirectory directory, String name, Clocks clocks) {
        this.directory = directory;
        this.name = name;
        this.clocks = clocks;
        this.events = new EventLog(directory.events());
    }

    EventLog events() {
        return events;
    }

    /** Saves the state. Returns why that failed, if it worked the last time; else an empty text. */
    synchronized String save(Machine machine, @Nullable BotProcess bot) {
        try {
            SavedState state = SavedState.of(
                    machine, bot == null ? 0 : bot.pid(), bot == null ? "" : bot.identity(), name, clocks);
            StateFile.write(directory.state(), state.values());
            stateWorks = true;
            return "";
        } catch (IOException e) {
            boolean news = stateWorks;
            stateWorks = false;
            return news ? e.toString() : "";
        }
    }

    /** Writes one transition down. */
    synchronized void record(Action.Log log, Machine machine, @Nullable BotProcess bot) {
        write(log, line(log, machine, bot));
    }

    /**
     * Writes an end down, with what the bot printed last, up to the byte {@code until} of the output file, and the crash
     * report of its JVM, whose pid is {@code jvm}.
     */
    synchronized void recordExit(
            Action.Log log, Machine machine, BotProcess bot, long jvm, @Nullable OutputFiles output, long until) {
        Map<String, Object> line = line(log, machine, bot);
        addEvidence(line, bot, jvm, output, until);
        write(log, line);
    }

    private void write(Action.Log log, Map<String, Object> line) {
        append(line);
        say(log.event() + ": " + Secrets.mask(log.cause()));
    }

    private Map<String, Object> line(Action.Log log, Machine machine, @Nullable BotProcess bot) {
        Map<String, Object> line = line(log.event(), log.cause());
        line.put("phase", machine.phase().name());
        line.put("launchId", log.launchId());
        if (bot != null) {
            line.put("pid", bot.pid());
        }
        line.put(
                "used",
                machine.budget().used(clocks.nanos()) + "/" + machine.budget().limit());
        line.putAll(log.facts());
        return line;
    }

    synchronized void alerted(String severity, String key, String text) {
        Map<String, Object> line = line("alert", text);
        line.put("severity", severity);
        line.put("key", key);
        append(line);
        say("ALERT " + severity.toUpperCase(Locale.ROOT) + ": " + text);
    }

    /** Something went wrong that changes nothing about the bot. */
    synchronized void problem(String text) {
        append(line("problem", text));
        say(Secrets.mask(text));
    }

    private Map<String, Object> line(String event, String cause) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", clocks.instant().toString());
        line.put("event", event);
        line.put("name", name);
        line.put("cause", Secrets.mask(cause));
        line.put("watchdogPid", ProcessHandle.current().pid());
        return line;
    }

    private void addEvidence(
            Map<String, Object> line, BotProcess bot, long jvm, @Nullable OutputFiles output, long until) {
        try {
            if (output != null) {
                line.put("output", Secrets.mask(output.tail(bot.outputFrom(), until, TAIL)));
            }
        } catch (IOException e) {
            line.put("output", "can't be read: " + e);
        }
        for (Path folder : new Path[] {Path.of(""), directory.path()}) {
            File crash =
                    folder.toAbsolutePath().resolve("hs_err_pid" + jvm + ".log").toFile();
            if (crash.isFile()) {
                line.put("hsErr", crash.getPath());
            }
        }
    }

    private void append(Map<String, Object> line) {
        try {
            events.append(line);
            logWorks = true;
        } catch (IOException e) {
            if (logWorks) {
                say("the event log can't be written: " + e);
            }
            logWorks = false;
        }
    }

    private static void say(String text) {
        System.err.println("recovery-watchdog: " + text);
    }
}
