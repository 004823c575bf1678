package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.machine.AfterExit;
import io.tradingrecovery.watchdog.internal.machine.Backoff;
import io.tradingrecovery.watchdog.internal.machine.Machine;
import io.tradingrecovery.watchdog.internal.machine.Phase;
import io.tradingrecovery.watchdog.internal.machine.RestartBudget;
import io.tradingrecovery.watchdog.internal.machine.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one watchdog process leaves for the next and for the other verbs, as names and values. Times on the monotonic clock
 * count within one run of the machine; the wall clock is used only across a restart of the machine, and never back.
 *
 * @param values the names and values of the state file
 */
public record SavedState(Map<String, String> values) {

    public SavedState {
        values = Map.copyOf(values);
    }

    static SavedState of(Machine machine, long pid, String identity, String name, Clocks clocks) {
        Map<String, String> values = new TreeMap<>();
        values.put("version", "1");
        values.put("name", name);
        values.put("phase", machine.phase().name());
        values.put("cause", machine.cause());
        values.put("afterExit", machine.afterExit().name());
        values.put("exhausted", Boolean.toString(machine.exhausted()));
        values.put("launchId", machine.bot().launchId());
        values.put("status", machine.bot().status());
        values.put("blocked", Boolean.toString(machine.bot().blocked()));
        values.put("pid", Long.toString(pid));
        values.put("identity", identity);
        values.put("startedAt", Long.toString(machine.bot().startedAt()));
        values.put("deadline", Long.toString(machine.deadline()));
        StringBuilder restarts = new StringBuilder();
        for (long at : machine.budget().restarts()) {
            restarts.append(restarts.length() == 0 ? "" : " ").append(at);
        }
        values.put("restarts", restarts.toString());
        values.put("window", Long.toString(machine.budget().window()));
        values.put("limit", Integer.toString(machine.budget().limit()));
        values.put("backoffFailures", Integer.toString(machine.backoff().failures()));
        values.put("backoffLast", Long.toString(machine.backoff().last()));
        values.put("boot", Boot.id());
        values.put("nanos", Long.toString(clocks.nanos()));
        values.put("wallMillis", Long.toString(clocks.wallMillis()));
        long self = ProcessHandle.current().pid();
        values.put("watchdogPid", Long.toString(self));
        values.put("watchdogIdentity", Boot.identity(self));
        return new SavedState(values);
    }

    /** The text of that name, empty if there is none. */
    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** The number of that name, 0 if there is none. */
    public long number(String name) {
        String text = text(name);
        return text.matches("-?\\d{1,18}|-?\\d{19}") ? parse(text) : 0;
    }

    /** The phase; INIT if the file names none that this build knows. */
    public Phase phase() {
        for (Phase phase : Phase.values()) {
            if (phase.name().equals(text("phase"))) {
                return phase;
            }
        }
        return Phase.INIT;
    }

    /** Whether the watchdog that wrote this lives. */
    public boolean isWatchdogAlive() {
        return Boot.isAlive(number("watchdogPid"), text("watchdogIdentity"));
    }

    /** Whether the bot lives that this names. */
    public boolean isBotAlive() {
        return Boot.isAlive(number("pid"), text("identity"));
    }

    /** How many of the restarts are within the window that ends now. */
    public int used() {
        return used(Clocks.SYSTEM);
    }

    int used(Clocks clocks) {
        return new RestartBudget((int) number("limit"), number("window"), restarts(clocks)).used(clocks.nanos());
    }

    /** How long until a restart that waits is due, absent if none does. */
    public Optional<Duration> untilRestart() {
        return phase() == Phase.BACKOFF && isFromThisBoot(Clocks.SYSTEM)
                ? Optional.of(Duration.ofNanos(Math.max(0, number("deadline") - Clocks.SYSTEM.nanos())))
                : Optional.empty();
    }

    /** Whether the restart budget was used up and no bot was started since. */
    public boolean isExhausted() {
        return Boolean.parseBoolean(text("exhausted"));
    }

    boolean wasStopping() {
        return text("afterExit").equals(AfterExit.STOP.name());
    }

    boolean isFromThisBoot(Clocks clocks) {
        return text("boot").equals(Boot.id()) && number("nanos") <= clocks.nanos();
    }

    /** The budget with the restarts that were used, at times of the present monotonic clock. */
    RestartBudget budget(Settings settings, Clocks clocks) {
        return new RestartBudget(settings.maxRestarts(), settings.window(), restarts(clocks));
    }

    private List<Long> restarts(Clocks clocks) {
        List<Long> restarts = new ArrayList<>();
        for (String word : text("restarts").split(" ", -1)) {
            if (word.matches("-?\\d{1,19}")) {
                restarts.add(present(parse(word), clocks));
            }
        }
        return restarts;
    }

    Backoff backoff(Settings settings) {
        return new Backoff(
                settings.backoffInitial(),
                settings.backoffMax(),
                (int) Math.max(0, Math.min(1_000, number("backoffFailures"))),
                Math.max(0, Math.min(settings.backoffMax(), number("backoffLast"))));
    }

    private long present(long at, Clocks clocks) {
        if (isFromThisBoot(clocks)) {
            return Math.min(at, clocks.nanos());
        }
        long ageWhenSaved = Math.max(0, number("nanos") - at);
        long sinceSaved = Math.max(0, clocks.wallMillis() - number("wallMillis"));
        return clocks.nanos() - ageWhenSaved - Duration.ofMillis(sinceSaved).toNanos();
    }

    private static long parse(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException tooLarge) {
            return 0;
        }
    }
}
