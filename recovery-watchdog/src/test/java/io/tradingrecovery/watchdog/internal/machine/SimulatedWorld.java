package io.tradingrecovery.watchdog.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.internal.machine.Action.Severity;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * A world around the reducer in which bots die, hang, ignore signals and report late, operators change their minds, and
 * time jumps. It checks each promise at each step.
 */
final class SimulatedWorld {

    private static final int[] CODES = {0, 1, 1, 1, 1, 1, 1, 3, 64, 75, 78, 100, 129, 134, 137, 137, 139, 143, -1};

    private final Settings settings;
    private final Reducer reducer;
    private final Random random;
    private final String seed;
    private final Deque<Event> inFlight = new ArrayDeque<>();
    private final List<Long> automaticRestarts = new ArrayList<>();

    private Machine machine;
    private long now;
    private String alive = "";
    private boolean stopped;
    private int restartLines;
    private int restartLaunches;
    private int exhaustions;
    private int exhaustionAlerts;
    private long lastDelay;

    SimulatedWorld(Settings settings, Random random, String seed) {
        this.settings = settings;
        this.reducer = new Reducer(settings);
        this.random = random;
        this.seed = seed;
        this.machine = Machine.initial(settings);
        this.now = random.nextLong() >> 2;
        if (random.nextInt(4) == 0) {
            alive = "orphan";
            inFlight.add(new Event.OrphanFound("orphan", "pid 4711 is alive"));
        } else {
            Event.Before before = List.of(Event.Before.values()).get(random.nextInt(5));
            inFlight.add(new Event.NoBotFound(before, "found " + before));
        }
    }

    Phase phase() {
        return machine.phase();
    }

    boolean isOver() {
        return machine.phase() == Phase.STOPPED;
    }

    int restarts() {
        return restartLaunches;
    }

    /** One more thing happens: the world moves, and the reducer hears of something, current or stale. */
    void happen() {
        now += passingTime();
        if (!alive.isEmpty() && random.nextInt(6) == 0) {
            dies(CODES[random.nextInt(CODES.length)]);
        }
        Event event = nextEvent();
        boolean stale = event instanceof Event.OfLaunch of
                && !(machine.phase().hasBot()
                        && of.launchId().equals(machine.bot().launchId()));
        Machine before = machine;
        Step step = reducer.step(machine, event, now);
        machine = step.machine();
        if (stale) {
            assertThat(step.actions()).as("%s: stale %s acts", seed, event).isEmpty();
            assertThat(machine)
                    .as("%s: stale %s changes the state", seed, event)
                    .isEqualTo(before);
        }
        if (event instanceof Event.StopRequested) {
            stopped = true;
        }
        check(before, step, event);
    }

    /** What must hold of a whole sequence. */
    void checkTotals() {
        assertThat(restartLines).as("%s: one event line a restart", seed).isEqualTo(restartLaunches);
        assertThat(exhaustionAlerts)
                .as("%s: one critical alert an exhaustion", seed)
                .isEqualTo(exhaustions);
        if (isOver() && machine.exitCode() != ExitCodes.ORPHAN_REFUSED && machine.exitCode() != ExitCodes.SURVIVOR) {
            assertThat(alive).as("%s: a bot outlives the watchdog", seed).isEmpty();
        }
    }

    private void check(Machine before, Step step, Event event) {
        if (before.phase() != Phase.EXHAUSTED
                && machine.phase() == Phase.EXHAUSTED
                && !(event instanceof Event.NoBotFound found && found.before() == Event.Before.EXHAUSTED)) {
            exhaustions++;
        }
        if (machine.backoff().failures() == 0) {
            lastDelay = 0;
        }
        if (before.phase() != Phase.BACKOFF && machine.phase() == Phase.BACKOFF) {
            long delay = machine.deadline() - now;
            boolean reset = machine.backoff().failures() == 1;
            assertThat(delay)
                    .as("%s: backoff is monotone until reset", seed)
                    .isBetween(reset ? 0 : lastDelay, settings.backoffMax());
            lastDelay = delay;
        }
        for (Action action : step.actions()) {
            perform(before, action);
        }
    }

    private void perform(Machine before, Action action) {
        if (action instanceof Action.Launch launch) {
            assertThat(alive).as("%s: a second bot is started", seed).isEmpty();
            assertThat(stopped).as("%s: a bot is started after a stop", seed).isFalse();
            launched(launch);
        } else if (action instanceof Action.Terminate) {
            if (random.nextInt(3) > 0) {
                dies(143);
            }
        } else if (action instanceof Action.Kill) {
            if (random.nextInt(5) > 0) {
                dies(137);
            }
        } else if (action instanceof Action.Dump dump) {
            if (random.nextInt(3) > 0) {
                inFlight.add(new Event.DumpTaken(dump.launchId(), "dump.txt"));
            }
        } else if (action instanceof Action.Log log && log.event().equals("restart")) {
            restartLines++;
        } else if (action instanceof Action.Alert alert
                && alert.severity() == Severity.CRITICAL
                && alert.key().startsWith("exhausted-")) {
            exhaustionAlerts++;
        } else if (action instanceof Action.Finish) {
            assertThat(machine.phase())
                    .as("%s: finishes in %s", seed, before.phase())
                    .isEqualTo(Phase.STOPPED);
        }
    }

    private void launched(Action.Launch launch) {
        if (launch.attempt() > 0) {
            restartLaunches++;
            automaticRestarts.removeIf(at -> now - at > Duration.ofHours(1).toNanos());
            automaticRestarts.add(now);
            assertThat(automaticRestarts)
                    .as("%s: restarts within an hour", seed)
                    .hasSizeLessThanOrEqualTo(10);
        } else if (machine.budget().restarts().isEmpty()) {
            // The operator resumed, which is a decision of a person and clears the window.
            automaticRestarts.clear();
        }
        if (random.nextInt(10) == 0) {
            inFlight.add(new Event.LaunchFailed(launch.launchId(), "no such file"));
        } else {
            alive = launch.launchId();
            inFlight.add(new Event.Launched(alive));
        }
    }

    private void dies(int code) {
        if (!alive.isEmpty()) {
            Ending ending = random.nextInt(4) > 0
                    ? Ending.SILENT
                    : List.of(Ending.values()).get(random.nextInt(7));
            inFlight.add(new Event.Exited(alive, new Exit(code, ending, random.nextInt(60) == 0 ? 1 : 0)));
            alive = "";
        }
    }

    private Event nextEvent() {
        int kind = random.nextInt(20);
        if (kind < 8 && !inFlight.isEmpty()) {
            return inFlight.remove();
        }
        String id = random.nextInt(3) == 0
                ? "w-" + random.nextInt(5)
                : machine.bot().launchId();
        return switch (kind) {
            case 8, 9 -> new Event.Ready(id, random.nextBoolean() ? "SUCCESS" : "PARTIAL", random.nextInt(4) == 0);
            case 10, 11 -> new Event.BeatMissed(id, "strategy", 1);
            case 12 -> new Event.BeatsBack(id);
            case 13 -> new Event.StillStarting(id);
            case 14 -> oneOfManyTimes(new Event.BotStopping(id));
            case 15 -> oneOfManyTimes(new Event.StopRequested("operator"));
            case 16 -> oneOfManyTimes(new Event.ResumeRequested("operator"));
            case 17 -> random.nextInt(4) > 0 ? new Event.WatcherLate(1 + random.nextInt(1 << 30)) : restart();
            case 18 -> oneOfManyTimes(new Event.DumpRequested("operator"));
            default -> new Event.Tick();
        };
    }

    private Event restart() {
        return new Event.RestartRequested("operator");
    }

    private Event oneOfManyTimes(Event rare) {
        return random.nextInt(8) == 0 ? rare : new Event.Tick();
    }

    private long passingTime() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> Duration.ofMillis(random.nextInt(1_000)).toNanos();
            case 2 -> Duration.ofSeconds(random.nextInt(60)).toNanos();
            case 3 -> Math.max(0, machine.deadline() == Machine.NEVER ? 0 : machine.deadline() - now);
            default -> Duration.ofMinutes(random.nextInt(8)).toNanos();
        };
    }
}
