package io.tradingrecovery.drill.conductor;

import io.tradingrecovery.drill.conductor.WitnessReader.Note;
import io.tradingrecovery.drill.report.Scenario;
import io.tradingrecovery.recovery.GateReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the limits do with their defaults, on one scene: a bot that is killed again and again is let trade five times in ten
 * minutes and no more, and restarted ten times in an hour and no more. Then a person lets it start again.
 */
final class LimitScenarios {

    /** The library's default: so many starts in ten minutes are normal. */
    static final int NORMAL_STARTS = 5;

    /** The watchdog's default: so many restarts in an hour. */
    static final int MOST_RESTARTS = 10;

    private final Scene scene;
    private final List<String> guardCourse = new ArrayList<>();
    private final List<String> guardProblems = new ArrayList<>();
    private final List<String> limitCourse = new ArrayList<>();
    private final List<String> limitProblems = new ArrayList<>();

    private LimitScenarios(Scene scene) {
        this.scene = scene;
    }

    /** Plays both on a scene that was just opened with the defaults. */
    static List<Scenario> play(Scene scene) throws IOException, InterruptedException {
        LimitScenarios scenarios = new LimitScenarios(scene);
        scenarios.killUntilTheBudgetIsGone();
        scenarios.findNothingRunning();
        scenarios.letAPersonResume();
        scenarios.limitProblems.addAll(scene.twoBots());
        return List.of(
                new Scenario(
                        "The crash-loop guard, " + NORMAL_STARTS + " starts in ten minutes",
                        scenarios.guardCourse,
                        scenarios.guardProblems),
                new Scenario(
                        "The restart limit, " + MOST_RESTARTS + " in an hour",
                        scenarios.limitCourse,
                        scenarios.limitProblems));
    }

    private void killUntilTheBudgetIsGone() {
        for (int start = 1; start <= MOST_RESTARTS + 1; start++) {
            ProcessHandle bot = scene.bot();
            ReportNote report = firstReport(bot.pid());
            judgeGate(start, bot.pid(), report);
            Programs.kill(bot);
        }
        limitCourse.add(MOST_RESTARTS + " restarts were made, each after a SIGKILL");
    }

    private void judgeGate(int start, long pid, ReportNote report) {
        boolean guarded = report.reasons().contains(GateReason.CRASH_LOOP);
        if (guarded != start > NORMAL_STARTS) {
            guardProblems.add("Start " + start + " met a gate that was " + report.gate() + " for " + report.reasons());
        }
        if (start == NORMAL_STARTS) {
            guardCourse.add(NORMAL_STARTS + " starts were let trade");
        } else if (start == NORMAL_STARTS + 1) {
            guardCourse.add("start " + start + " and all after it recovered, and found the gate " + report.gate() + ": "
                    + report.reasons());
        }
        if (guarded
                && scene.witness
                        .firstFrom(0, note -> note.pid() == pid && note.event().equals("intent"))
                        .isPresent()) {
            guardProblems.add("Start " + start + " sent an order through a gate that the guard had shut");
        }
    }

    private ReportNote firstReport(long pid) {
        return Waiting.until(
                        scene.timers().patience(),
                        () -> ReportNote.from(scene.witness, 0).stream()
                                .filter(report -> report.pid() == pid)
                                .findFirst())
                .orElseThrow(() -> new IllegalStateException("Bot " + pid + " never reported"));
    }

    private void findNothingRunning() throws IOException, InterruptedException {
        Optional<Integer> exhausted = Waiting.until(
                scene.timers().patience(),
                () -> Optional.of(scene.watchdogStatus()).filter(code -> code == 4));
        if (exhausted.isEmpty()) {
            limitProblems.add("The watchdog does not say that its restarts are used up");
            return;
        }
        limitCourse.add("the demand for one more was refused: EXHAUSTED, a critical alert, a person is called");
        Waiting.pass(scene.timers().hang());
        if (scene.countBots() > 0) {
            limitProblems.add("A bot was started although the restarts were used up");
        } else {
            limitCourse.add("no bot was started in the " + scene.timers().hang().toSeconds() + " s after that");
        }
    }

    private void letAPersonResume() throws IOException, InterruptedException {
        int from = scene.witness.size();
        scene.resumeBot();
        Optional<Note> started = Waiting.until(
                scene.timers().patience(),
                () -> scene.witness.firstFrom(from, note -> note.event().equals("alone")));
        if (started.isEmpty()) {
            limitProblems.add("The watchdog did not start the bot when it was told to resume");
        } else {
            limitCourse.add("a person said resume, and the bot was started");
        }
    }
}
