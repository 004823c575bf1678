package io.tradingrecovery.watchdog.internal.machine;

import io.tradingrecovery.watchdog.internal.machine.Action.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One step in the making: the state so far, the actions so far, and the moves that several events have in common. */
final class Transition {

    private final Settings settings;
    private final long now;
    private final List<Action> actions = new ArrayList<>();
    private Machine machine;

    Transition(Settings settings, Machine machine, long now) {
        this.settings = settings;
        this.machine = machine;
        this.now = now;
    }

    Step step() {
        return new Step(machine, actions);
    }

    Machine machine() {
        return machine;
    }

    long now() {
        return now;
    }

    void become(Machine next) {
        machine = next;
    }

    void add(Action action) {
        actions.add(action);
    }

    /** Enters a phase that ends by itself after {@code timeout} nanoseconds. */
    void enter(Phase phase, String cause, long timeout) {
        machine = machine.to(phase, cause, after(timeout));
    }

    /** Enters a phase that only an event ends. */
    void enter(Phase phase, String cause) {
        machine = machine.to(phase, cause, Machine.NEVER);
    }

    /** The moment {@code delay} nanoseconds from now. */
    long after(long delay) {
        return delay >= Machine.NEVER - Math.max(now, 0) ? Machine.NEVER - 1 : now + delay;
    }

    /** Orders a new bot. Only to be called when no bot exists. */
    void launch(String event, String cause, boolean counted) {
        if (counted) {
            machine = machine.with(machine.budget().spend(now));
        }
        long count = machine.launches() + 1;
        String id = settings.instance() + "-" + count;
        machine = machine.launching(Bot.launched(id, now), count);
        enter(Phase.STARTING, cause, settings.startupTimeout());
        int attempt = counted ? machine.budget().used(now) : 0;
        add(new Action.Launch(id, attempt));
        log(event, cause, facts().put("attempt", attempt + "/" + settings.maxRestarts()));
    }

    /** A bot is gone that should run: start another one now, later, or not at all. */
    void demandRestart(String cause, boolean withoutDelay) {
        if (!settings.restarts()) {
            finish(ExitCodes.GUARD_BOT_GONE, "guard-ended", cause);
        } else if (machine.budget().isExhausted(now)) {
            exhausted(cause);
        } else if (withoutDelay) {
            launch("restart", cause, true);
        } else {
            Bot bot = machine.bot();
            boolean stable = bot.isReady() && now - bot.readyAt() >= settings.backoffReset();
            Backoff delays = (stable ? machine.backoff().reset() : machine.backoff())
                    .next(settings.instance().hashCode() * 31L + machine.launches());
            machine = machine.with(delays);
            if (delays.last() == 0) {
                launch("restart", cause, true);
            } else {
                enter(Phase.BACKOFF, cause, delays.last());
                log("backoff", cause, facts().put("delayMs", millis(delays.last())));
            }
        }
    }

    /** Starts nothing any more until a person has looked. */
    void hold(String cause, String advice) {
        enter(Phase.GATED, cause);
        log("gated", cause, facts());
        alert(Severity.CRITICAL, "gated-" + machine.bot().launchId(), cause + ". " + advice);
    }

    /** Asks the bot to end. */
    void terminate(AfterExit then, String cause) {
        machine = machine.then(then);
        enter(Phase.STOPPING, cause, settings.stopTimeout());
        add(new Action.Terminate(machine.bot().launchId()));
        log("stopping", cause, facts());
    }

    /** Kills the bot, and tries again if that does not help. */
    void kill(String cause) {
        enter(Phase.KILLING, cause, settings.killRetry());
        add(new Action.Kill(machine.bot().launchId()));
        log("killing", cause, facts());
    }

    /** Ends the watchdog. Only to be called when no bot exists. */
    void finish(int exitCode, String event, String cause) {
        machine = machine.then(AfterExit.STOP).ending(exitCode);
        enter(Phase.STOPPED, cause);
        log(event, cause, facts().put("exitCode", exitCode));
        add(new Action.Finish(exitCode));
    }

    void log(String event, String cause, Facts facts) {
        add(new Action.Log(event, machine.bot().launchId(), cause, facts.map));
    }

    void alert(Severity severity, String key, String text) {
        add(new Action.Alert(severity, key, text));
    }

    static Facts facts() {
        return new Facts();
    }

    static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    /** Starts nothing any more until {@code resume}, and reminds a person from time to time. */
    void stayExhausted(String cause) {
        machine = machine.exhausted(cause, after(settings.reminder()));
    }

    private void exhausted(String cause) {
        stayExhausted(cause);
        int limit = settings.maxRestarts();
        log("exhausted", cause, facts().put("restarts", limit));
        alert(
                Severity.CRITICAL,
                "exhausted-" + machine.bot().launchId(),
                "The bot is down: " + limit + " restarts within " + Duration.ofNanos(settings.window())
                        + " did not help. Last: " + cause + ". Nothing is started until 'resume'.");
    }

    /** What a log line says besides its cause, in the order in which it was put. */
    static final class Facts {
        private final Map<String, Object> map = new LinkedHashMap<>();

        Facts put(String name, Object value) {
            map.put(name, value);
            return this;
        }
    }
}
