package io.tradingrecovery.watchdog.internal.machine;

import static io.tradingrecovery.watchdog.internal.machine.Transition.facts;
import static io.tradingrecovery.watchdog.internal.machine.Transition.millis;

import io.tradingrecovery.watchdog.OrphanPolicy;
import io.tradingrecovery.watchdog.internal.machine.Action.Severity;
import java.util.Locale;

/**
 * The watchdog's decisions: {@code (state, event, monotonic now) -> (state, actions)}. Pure, so safe from any thread.
 *
 * <pre>
 *            no bot found                    ready
 *   INIT ------------------> STARTING ----------------> RUNNING &lt;------+
 *    |  orphan                ^  |  ^ ^                  |   ^         | beats back
 *    +--------> ADOPTING -----|--|--|-|-- ready ---------|---+         |
 *                             |  |  | |      beat missed +--&gt; SUSPECT -+
 *                             |  |  | |                         | grace over
 *                             |  |  | |   startup timeout       v
 *                             |  +--|-|---------------------&gt; DUMPING
 *                             |     | |                         | dumps taken
 *           delay over        |     | | operator's restart      v
 *   BACKOFF ------------------+     | +--------------------- STOPPING --- stop timeout --&gt; KILLING
 *    ^                              |                           |                            |
 *    |  exit, budget left           | resume                    | gone                       | gone
 *    +------------------------------|---------------------------+----------------------------+
 *       exit, budget used up --&gt; EXHAUSTED
 *       exit that starting can't help --&gt; GATED
 *       exit as it should be, or a stop was requested --&gt; STOPPED
 * </pre>
 */
public final class Reducer {

    /** In the log, the verdict on an end that the watchdog or an operator asked for. */
    private static final String AS_ASKED = "as-asked";

    private final Settings settings;

    public Reducer(Settings settings) {
        this.settings = settings;
    }

    /** The next state, and what to do. {@code now} is in nanoseconds and never goes back. */
    public Step step(Machine machine, Event event, long now) {
        Transition transition = new Transition(settings, machine, now);
        if (machine.phase() == Phase.STOPPED) {
            return transition.step();
        }
        if (event instanceof Event.OfLaunch aboutBot) {
            boolean current = machine.phase().hasBot()
                    && aboutBot.launchId().equals(machine.bot().launchId());
            if (current) {
                onBot(transition, aboutBot);
            }
        } else {
            onRest(transition, event);
        }
        return transition.step();
    }

    private void onBot(Transition at, Event.OfLaunch event) {
        if (event instanceof Event.Exited exited) {
            exited(at, exited.exit());
        } else if (event instanceof Event.LaunchFailed failed) {
            launchFailed(at, failed.reason());
        } else if (event instanceof Event.Launched) {
            launched(at);
        } else if (event instanceof Event.StillStarting) {
            if (isStarting(at.machine().phase())) {
                at.become(at.machine().until(at.after(settings.startupTimeout())));
            }
        } else if (event instanceof Event.Ready ready) {
            ready(at, ready);
        } else if (event instanceof Event.BeatMissed missed) {
            beatMissed(at, missed);
        } else if (event instanceof Event.BeatsBack) {
            beatsBack(at);
        } else if (event instanceof Event.BotStopping) {
            botStopping(at);
        } else if (event instanceof Event.DumpTaken dump) {
            dumpTaken(at, dump.path());
        }
    }

    private void onRest(Transition at, Event event) {
        if (event instanceof Event.StopRequested stop) {
            stopRequested(at, "stop requested by " + stop.by());
        } else if (event instanceof Event.RestartRequested restart) {
            restartRequested(at, "restart requested by " + restart.by());
        } else if (event instanceof Event.ResumeRequested resume) {
            resumeRequested(at, "resumed by " + resume.by());
        } else if (event instanceof Event.DumpRequested dump) {
            dumpRequested(at, dump.by());
        } else if (event instanceof Event.NoBotFound none) {
            noBotFound(at, none);
        } else if (event instanceof Event.OrphanFound orphan) {
            orphanFound(at, orphan);
        } else if (event instanceof Event.WatcherLate late) {
            watcherLate(at, late.by());
        } else if (at.now() >= at.machine().deadline()) {
            deadlinePassed(at);
        }
    }

    private void noBotFound(Transition at, Event.NoBotFound found) {
        if (at.machine().phase() != Phase.INIT) {
            return;
        }
        if (at.machine().isStopRequested()) {
            at.finish(ExitCodes.OK, "stopped", at.machine().cause());
            return;
        }
        if (!settings.restarts()) {
            at.finish(ExitCodes.GUARD_BOT_GONE, "guard-ended", "there is no bot to guard");
            return;
        }
        switch (found.before()) {
            case NOTHING -> at.launch("start", found.cause(), false);
            case DIED_SINCE -> at.demandRestart(found.cause(), false);
            case EXHAUSTED -> {
                at.stayExhausted(found.cause());
                at.log("still-exhausted", found.cause(), facts());
            }
            case GATED -> {
                at.enter(Phase.GATED, found.cause());
                at.log("still-gated", found.cause(), facts());
            }
            case UNREACHABLE -> unreachable(at, found.cause());
        }
    }

    private void unreachable(Transition at, String cause) {
        if (settings.orphan() == OrphanPolicy.REFUSE) {
            at.finish(ExitCodes.ORPHAN_REFUSED, "orphan-refused", cause);
        } else {
            at.hold(cause, "A new bot would be a second one; end it, then 'resume'.");
        }
    }

    private void orphanFound(Transition at, Event.OrphanFound orphan) {
        if (at.machine().phase() != Phase.INIT) {
            return;
        }
        boolean stop = at.machine().isStopRequested();
        if (!stop && settings.orphan() == OrphanPolicy.REFUSE) {
            at.finish(ExitCodes.ORPHAN_REFUSED, "orphan-refused", orphan.description());
            return;
        }
        at.become(at.machine().with(Bot.launched(orphan.launchId(), at.now())));
        at.add(new Action.Adopt(orphan.launchId()));
        if (stop) {
            at.terminate(AfterExit.STOP, at.machine().cause());
        } else if (settings.orphan() == OrphanPolicy.KILL) {
            at.terminate(AfterExit.START, "orphan policy is kill: " + orphan.description());
        } else {
            at.enter(Phase.ADOPTING, orphan.description(), settings.startupTimeout());
            at.log("adopted", orphan.description(), facts());
        }
    }

    private void launched(Transition at) {
        Phase phase = at.machine().phase();
        if (phase == Phase.STOPPING || phase == Phase.KILLING) {
            // The order to end may have come before there was a process to give it to.
            at.add(
                    phase == Phase.STOPPING
                            ? new Action.Terminate(at.machine().bot().launchId())
                            : new Action.Kill(at.machine().bot().launchId()));
        }
    }

    private void ready(Transition at, Event.Ready ready) {
        Machine before = at.machine();
        Bot was = before.bot();
        boolean startupHang = before.phase() == Phase.DUMPING && !was.isReady();
        boolean accepted = isStarting(before.phase())
                || startupHang
                || before.phase() == Phase.RUNNING
                || before.phase() == Phase.SUSPECT;
        boolean news = !was.isReady() || !was.status().equals(ready.status()) || was.blocked() != ready.blocked();
        if (!accepted || !news) {
            return;
        }
        at.become(before.with(was.ready(ready.status(), ready.blocked(), at.now())));
        if (before.phase() != Phase.SUSPECT) {
            at.enter(Phase.RUNNING, ready.status());
        }
        at.log(
                was.isReady() ? "status" : "ready",
                ready.status(),
                facts().put("blocked", ready.blocked()).put("confirmMs", millis(at.now() - was.startedAt())));
        if (ready.blocked() && !was.blocked()) {
            at.alert(
                    Severity.CRITICAL,
                    "blocked-" + was.launchId(),
                    "The bot runs but must not trade: recovery says " + ready.status()
                            + ". It is not restarted; read its recovery report.");
        }
    }

    private void beatMissed(Transition at, Event.BeatMissed missed) {
        if (at.machine().phase() == Phase.RUNNING) {
            String cause = "loop '" + missed.loop() + "' is silent for " + millis(missed.silence()) + " ms";
            at.enter(Phase.SUSPECT, cause, settings.suspectGrace());
            at.log("suspect", cause, facts());
        }
    }

    private void beatsBack(Transition at) {
        Machine machine = at.machine();
        boolean hung = machine.phase() == Phase.DUMPING && machine.bot().isReady();
        if (machine.phase() == Phase.SUSPECT || hung) {
            at.enter(Phase.RUNNING, machine.bot().status());
            at.log("beats-back", "every loop beats again", facts());
        }
    }

    private void botStopping(Transition at) {
        Phase phase = at.machine().phase();
        if (phase != Phase.STOPPING && phase != Phase.KILLING) {
            at.enter(Phase.STOPPING, "the bot says that it is ending", settings.stopTimeout());
            at.log("bot-stopping", "the bot says that it is ending", facts());
        }
    }

    private void dumpTaken(Transition at, String path) {
        at.log(
                "dump",
                path.isEmpty() ? "no thread dump could be taken: it is no JVM, or it says nothing" : path,
                facts());
        if (at.machine().phase() == Phase.DUMPING) {
            hangConfirmed(at, path);
        }
    }

    private void hangConfirmed(Transition at, String path) {
        String cause = at.machine().cause();
        at.alert(
                Severity.WARNING,
                "hang-" + at.machine().bot().launchId(),
                "The bot hangs and is restarted: " + cause + ". Thread dump: " + (path.isEmpty() ? "none" : path));
        at.terminate(AfterExit.RESTART, cause);
    }

    private void exited(Transition at, Exit exit) {
        Machine machine = at.machine();
        Bot bot = machine.bot();
        boolean asked = machine.afterExit() != AfterExit.BY_RULES;
        boolean killed = machine.phase() == Phase.KILLING;
        ExitVerdict verdict = settings.exitRules().judge(killed ? exit.byOurKill() : exit);
        String cause = "the bot " + ExitRules.meaning(exit, asked, killed);
        at.log(
                "exit",
                asked ? cause + " (" + machine.cause() + ")" : cause,
                facts().put("exit", exit.code())
                        .put("ending", exit.ending().name().toLowerCase(Locale.ROOT))
                        .put("verdict", asked ? AS_ASKED : verdict.optionName())
                        .put("uptimeMs", millis(at.now() - bot.startedAt())));
        if (exit.survivors() > 0) {
            survived(at, exit.survivors());
            return;
        }
        switch (machine.afterExit()) {
            case STOP -> at.finish(ExitCodes.OK, "stopped", machine.cause());
            case START -> at.launch("start", machine.cause(), false);
            case RESTART -> at.demandRestart(machine.cause(), false);
            case BY_RULES -> byRules(at, verdict, cause);
        }
    }

    private void byRules(Transition at, ExitVerdict verdict, String cause) {
        switch (verdict) {
            case RESTART -> at.demandRestart(cause, false);
            case RESTART_NOW -> at.demandRestart(cause, true);
            case STAY_STOPPED -> at.finish(ExitCodes.OK, "stopped", cause);
            case STOPPED_OUTSIDE -> {
                at.alert(Severity.WARNING, "stopped-outside", "The bot stays down: it " + cause.substring(8) + ".");
                at.finish(ExitCodes.STOPPED_OUTSIDE, "stopped", cause);
            }
            case HOLD -> {
                if (settings.restarts()) {
                    at.hold(cause, "Starting it again can't help; fix the cause, then 'resume'.");
                } else {
                    at.demandRestart(cause, false);
                }
            }
        }
    }

    private void survived(Transition at, int survivors) {
        String cause = survivors + " process(es) of the bot could not be killed";
        if (at.machine().isStopRequested() || !settings.restarts()) {
            at.alert(Severity.CRITICAL, "survivor", cause + ". Look for them before you start another bot.");
            at.finish(ExitCodes.SURVIVOR, "stopped", cause);
        } else {
            at.hold(cause, "A new bot would be a second one; end them, then 'resume'.");
        }
    }

    private void launchFailed(Transition at, String reason) {
        String cause = "the bot could not be started: " + reason;
        at.log("launch-failed", cause, facts());
        if (at.machine().isStopRequested()) {
            at.finish(ExitCodes.OK, "stopped", at.machine().cause());
        } else {
            at.demandRestart(cause, false);
        }
    }

    private void stopRequested(Transition at, String cause) {
        Machine machine = at.machine();
        if (machine.isStopRequested()) {
            return;
        }
        switch (machine.phase()) {
            // What there is to stop is known after the first look only.
            case INIT -> at.become(machine.then(AfterExit.STOP).to(Phase.INIT, cause, Machine.NEVER));
            case STOPPING, KILLING ->
                at.become(machine.then(AfterExit.STOP).to(machine.phase(), cause, machine.deadline()));
            case ADOPTING, STARTING, RUNNING, SUSPECT, DUMPING -> at.terminate(AfterExit.STOP, cause);
            case BACKOFF, GATED, EXHAUSTED, STOPPED -> at.finish(ExitCodes.OK, "stopped", cause);
        }
    }

    private void restartRequested(Transition at, String cause) {
        Machine machine = at.machine();
        switch (machine.phase()) {
            case ADOPTING, STARTING, RUNNING, SUSPECT, DUMPING -> at.terminate(AfterExit.START, cause);
            case STOPPING, KILLING -> {
                if (!machine.isStopRequested()) {
                    at.become(machine.then(AfterExit.START).to(machine.phase(), cause, machine.deadline()));
                }
            }
            case BACKOFF, GATED -> at.launch("start", cause, false);
            case EXHAUSTED -> at.log("refused", cause + ": the restart budget is used up; use 'resume'", facts());
            case INIT, STOPPED -> at.log("refused", cause + ": too early", facts());
        }
    }

    private void resumeRequested(Transition at, String cause) {
        Machine machine = at.machine();
        switch (machine.phase()) {
            case BACKOFF, GATED, EXHAUSTED -> {
                at.become(machine.with(machine.budget().cleared())
                        .with(machine.backoff().reset()));
                at.launch("start", cause, false);
            }
            default -> at.log("refused", cause + ": nothing waits for it", facts());
        }
    }

    private void dumpRequested(Transition at, String by) {
        Phase phase = at.machine().phase();
        if (phase.hasBot() && phase != Phase.DUMPING) {
            at.add(new Action.Dump(at.machine().bot().launchId()));
        } else {
            at.log("refused", "dump requested by " + by + ": no bot to dump, or its dump is being taken", facts());
        }
    }

    private void watcherLate(Transition at, long by) {
        Machine machine = at.machine();
        if (machine.phase() == Phase.SUSPECT) {
            at.enter(Phase.RUNNING, machine.bot().status());
            at.log(
                    "watcher-late",
                    "the watchdog was late by " + millis(by) + " ms; every deadline starts anew",
                    facts());
        } else if (machine.phase().hasBot() && machine.deadline() != Machine.NEVER) {
            at.become(machine.until(
                    machine.deadline() > Machine.NEVER - by ? Machine.NEVER - 1 : machine.deadline() + by));
        }
    }

    private void deadlinePassed(Transition at) {
        Machine machine = at.machine();
        String id = machine.bot().launchId();
        switch (machine.phase()) {
            case ADOPTING, STARTING ->
                dump(at, "not ready within " + millis(settings.startupTimeout()) + " ms of starting");
            case SUSPECT -> dump(at, machine.cause());
            case DUMPING -> hangConfirmed(at, "");
            case STOPPING -> at.kill("still alive " + millis(settings.stopTimeout()) + " ms after it was asked to end");
            case KILLING -> {
                at.alert(Severity.CRITICAL, "unkillable-" + id, "The bot can't be killed; no other bot is started.");
                at.kill("still alive after it was killed");
            }
            case BACKOFF -> at.launch("restart", machine.cause(), true);
            case EXHAUSTED -> {
                at.become(machine.until(at.after(settings.reminder())));
                at.alert(
                        Severity.WARNING,
                        "reminder-" + id + "-" + at.now(),
                        "The bot is still down: the restart budget is used up. Fix the cause, then 'resume'.");
            }
            case INIT, RUNNING, GATED, STOPPED -> at.become(machine.until(Machine.NEVER));
        }
    }

    private void dump(Transition at, String cause) {
        at.enter(Phase.DUMPING, cause, settings.dumpTimeout());
        at.add(new Action.Dump(at.machine().bot().launchId()));
        at.log("hang", cause, facts());
    }

    private static boolean isStarting(Phase phase) {
        return phase == Phase.STARTING || phase == Phase.ADOPTING;
    }
}
