package io.tradingrecovery.watchdog.internal.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.watchdog.OrphanPolicy;
import io.tradingrecovery.watchdog.internal.machine.Event.Before;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The decisions one by one. */
final class ReducerTest {

    private final Settings settings = MachineFixtures.defaults();
    private final List<Action> actions = new ArrayList<>();
    private Machine machine = Machine.initial(settings);
    private long now = 1_000;

    @Test
    void restartsACrashedBotAfterItsDelay() {
        running();
        exits(1);
        assertThat(machine.phase()).isEqualTo(Phase.BACKOFF);
        assertThat(Duration.ofNanos(machine.deadline() - now))
                .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1_100));

        now = machine.deadline();
        happens(new Event.Tick());
        assertThat(actions).contains(new Action.Launch("w-2", 1));
    }

    @Test
    void outlastsAnOutageOfThirteenMinutesWithTenRestarts() {
        running();
        long waited = 0;
        for (int restart = 1; restart <= 10; restart++) {
            exits(1);
            waited += machine.deadline() - now;
            now = machine.deadline();
            happens(new Event.Tick());
        }
        assertThat(Duration.ofNanos(waited)).isGreaterThan(Duration.ofMinutes(13));
        exits(1);
        assertThat(machine.phase()).isEqualTo(Phase.EXHAUSTED);
    }

    @Test
    void beginsTheDelaysAnewAfterTenMinutesOfReadiness() {
        running();
        exits(1);
        now = machine.deadline();
        happens(new Event.Tick());
        happens(new Event.Ready("w-2", "SUCCESS", false));
        now += Duration.ofMinutes(10).toNanos();
        exits(1);
        assertThat(Duration.ofNanos(machine.deadline() - now)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void takesAnExitThatCameInTimeForMoreThanADeadlineThatPassed() {
        running();
        happens(new Event.StopRequested("a test"));
        now = machine.deadline() + 1;
        exits(0);
        happens(new Event.Tick());
        assertThat(actions).doesNotContain(new Action.Kill("w-1"));
        assertThat(machine.phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void saysOfAnEndThatWasAskedForThatItWas() {
        running();
        happens(new Event.StopRequested("a test"));
        exits(143);
        assertThat(exitLine())
                .asString()
                .contains("stopped by signal 15, as asked (stop requested by a test)", "verdict=as-asked");
    }

    @Test
    void saysWhoKilledABotThatWouldNotEnd() {
        running();
        happens(new Event.RestartRequested("a test"));
        now = machine.deadline();
        happens(new Event.Tick());
        exits(137);
        assertThat(exitLine()).asString().contains("killed by the watchdog");
    }

    @Test
    void saysOfAnEndThatNobodyHereAskedForThatItWasNotAskedFor() {
        running();
        exits(143);
        assertThat(exitLine()).asString().contains("signal 15, not by the watchdog", "verdict=stopped-outside");
    }

    @Test
    void judgesExitsByTheirCodeAndByWhatTheBotSaid() {
        ExitRules rules = ExitRules.DEFAULT;
        assertThat(rules.judge(Exit.of(0, Ending.SILENT))).isEqualTo(ExitVerdict.STAY_STOPPED);
        assertThat(rules.judge(Exit.of(3, Ending.SILENT))).isEqualTo(ExitVerdict.RESTART);
        assertThat(rules.judge(Exit.of(100, Ending.SILENT))).isEqualTo(ExitVerdict.RESTART_NOW);
        for (int code : new int[] {64, 75, 78}) {
            assertThat(rules.judge(Exit.of(code, Ending.SILENT))).as("%s", code).isEqualTo(ExitVerdict.HOLD);
        }
        for (int code : new int[] {129, 130, 143}) {
            assertThat(rules.judge(Exit.of(code, Ending.SIGNALLED)))
                    .as("%s", code)
                    .isEqualTo(ExitVerdict.STOPPED_OUTSIDE);
        }
        for (int code : new int[] {1, 134, 137, 139}) {
            assertThat(rules.judge(Exit.of(code, Ending.SILENT))).as("%s", code).isEqualTo(ExitVerdict.RESTART);
        }
        assertThat(rules.judge(Exit.of(1, Ending.WANTS_STOP))).isEqualTo(ExitVerdict.STAY_STOPPED);
        assertThat(rules.judge(Exit.of(0, Ending.WANTS_RESTART))).isEqualTo(ExitVerdict.RESTART_NOW);
        assertThat(rules.judge(Exit.of(Exit.UNKNOWN, Ending.SILENT))).isEqualTo(ExitVerdict.RESTART);
        assertThat(rules.judge(Exit.of(Exit.UNKNOWN, Ending.THREW))).isEqualTo(ExitVerdict.RESTART);
        assertThat(rules.judge(Exit.of(Exit.UNKNOWN, Ending.CALLED_EXIT))).isEqualTo(ExitVerdict.RESTART);
        assertThat(rules.judge(Exit.of(Exit.UNKNOWN, Ending.SIGNALLED))).isEqualTo(ExitVerdict.STOPPED_OUTSIDE);
        assertThat(rules.judge(Exit.of(Exit.UNKNOWN, Ending.RETURNED))).isEqualTo(ExitVerdict.STAY_STOPPED);
    }

    @Test
    void looksOnceMoreBeforeItTakesASilentLoopForAHang() {
        running();
        happens(new Event.BeatMissed("w-1", "strategy", 5));
        assertThat(machine.phase()).isEqualTo(Phase.SUSPECT);
        happens(new Event.BeatsBack("w-1"));
        assertThat(machine.phase()).isEqualTo(Phase.RUNNING);
        assertThat(actions).doesNotHaveAnyElementsOfTypes(Action.Dump.class, Action.Terminate.class);
    }

    @Test
    void leavesABotAloneThatBeatsAgainWhileItsThreadsAreDumped() {
        running();
        happens(new Event.BeatMissed("w-1", "strategy", 5));
        now = machine.deadline();
        happens(new Event.Tick());
        assertThat(machine.phase()).isEqualTo(Phase.DUMPING);
        happens(new Event.BeatsBack("w-1"));
        happens(new Event.DumpTaken("w-1", "dump.txt"));
        assertThat(machine.phase()).isEqualTo(Phase.RUNNING);
        assertThat(actions).doesNotHaveAnyElementsOfTypes(Action.Terminate.class);
    }

    @Test
    void startsEveryDeadlineAnewWhenItWasLateItself() {
        running();
        happens(new Event.BeatMissed("w-1", "strategy", 5));
        now += Duration.ofDays(1).toNanos();
        happens(new Event.WatcherLate(Duration.ofDays(1).toNanos()));
        happens(new Event.Tick());
        assertThat(machine.phase()).isEqualTo(Phase.RUNNING);

        happens(new Event.StopRequested("a test"));
        now += Duration.ofDays(1).toNanos();
        happens(new Event.WatcherLate(Duration.ofDays(1).toNanos()));
        happens(new Event.Tick());
        assertThat(machine.phase()).as("its time to end begins anew").isEqualTo(Phase.STOPPING);
    }

    @Test
    void givesABotThatSaysItIsStillStartingMoreTime() {
        happens(new Event.NoBotFound(Before.NOTHING, "first start"));
        long first = machine.deadline();
        now += Duration.ofMinutes(4).toNanos();
        happens(new Event.StillStarting("w-1"));
        assertThat(machine.deadline()).isEqualTo(first + Duration.ofMinutes(4).toNanos());
    }

    @Test
    void remindsAPersonEachHourOfAnExhaustedBudget() {
        happens(new Event.NoBotFound(Before.EXHAUSTED, "ten crashes"));
        assertThat(alerts()).isEmpty();
        for (int hour = 0; hour < 3; hour++) {
            now += Duration.ofHours(1).toNanos();
            happens(new Event.Tick());
        }
        assertThat(alerts()).hasSize(3);
        assertThat(actions).doesNotHaveAnyElementsOfTypes(Action.Launch.class);
    }

    @Test
    void startsNothingWhileAProcessOfTheOldBotSurvives() {
        running();
        happens(new Event.Exited("w-1", new Exit(1, Ending.SILENT, 1)));
        assertThat(machine.phase()).isEqualTo(Phase.GATED);
        assertThat(alerts()).hasSize(1);
        happens(new Event.ResumeRequested("a person"));
        assertThat(machine.phase()).isEqualTo(Phase.STARTING);
    }

    @Test
    void keepsABotDownThatAPersonStoppedAndThatHadToBeKilled() {
        running();
        happens(new Event.BotStopping("w-1"));
        now = machine.deadline();
        happens(new Event.Tick());
        assertThat(machine.phase()).isEqualTo(Phase.KILLING);
        happens(new Event.Exited("w-1", Exit.of(137, Ending.SIGNALLED)));
        assertThat(machine.phase()).isEqualTo(Phase.STOPPED);
        assertThat(machine.exitCode()).isEqualTo(ExitCodes.STOPPED_OUTSIDE);
    }

    @Test
    void remembersBeyondAStopThatTheBudgetWasUsedUp() {
        happens(new Event.NoBotFound(Before.EXHAUSTED, "ten crashes"));
        happens(new Event.StopRequested("a test"));
        assertThat(machine.phase()).isEqualTo(Phase.STOPPED);
        assertThat(machine.exhausted()).isTrue();
    }

    @Test
    void startsNothingBesideABotThatItCannotReach() {
        happens(new Event.NoBotFound(Before.UNREACHABLE, "bot.lock is held"));
        assertThat(machine.phase()).isEqualTo(Phase.GATED);
        assertThat(alerts()).hasSize(1);
        assertThat(actions).doesNotHaveAnyElementsOfTypes(Action.Launch.class);
    }

    @Test
    void endsAsAGuardWhenItsBotIsGone() {
        Settings guard = MachineFixtures.settings(OrphanPolicy.ADOPT, false, Duration.ZERO);
        machine = Machine.initial(guard);
        Reducer reducer = new Reducer(guard);
        machine = reducer.step(machine, new Event.OrphanFound("host-1", "alive"), now)
                .machine();
        machine = reducer.step(machine, new Event.Exited("host-1", Exit.of(-1, Ending.SILENT)), now)
                .machine();
        assertThat(machine.phase()).isEqualTo(Phase.STOPPED);
        assertThat(machine.exitCode()).isEqualTo(ExitCodes.GUARD_BOT_GONE);
    }

    private void running() {
        happens(new Event.NoBotFound(Before.NOTHING, "first start"));
        happens(new Event.Launched("w-1"));
        happens(new Event.Ready("w-1", "SUCCESS", false));
    }

    private void exits(int code) {
        happens(new Event.Exited(machine.bot().launchId(), Exit.of(code, Ending.SILENT)));
    }

    private void happens(Event event) {
        Step step = new Reducer(settings).step(machine, event, now);
        machine = step.machine();
        actions.addAll(step.actions());
    }

    private Action exitLine() {
        return actions.stream()
                .filter(action ->
                        action instanceof Action.Log log && log.event().equals("exit"))
                .findFirst()
                .orElseThrow();
    }

    private List<Action> alerts() {
        return actions.stream().filter(Action.Alert.class::isInstance).toList();
    }
}
