package io.tradingrecovery.drill.conductor;

import io.tradingrecovery.drill.audit.KilledLife;
import io.tradingrecovery.drill.conductor.Strikes.Struck;
import io.tradingrecovery.drill.conductor.WitnessReader.Note;
import io.tradingrecovery.drill.report.Round;
import io.tradingrecovery.recovery.RecoveryStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays one round after the other. Not thread-safe. */
final class RoundRunner {

    private final Scene scene;
    private final BooksCollector books;
    private final long begin;
    private final Operator operator;
    private final List<KilledLife> lives = new ArrayList<>();

    RoundRunner(Scene scene, BooksCollector books, Operator operator, long begin) {
        this.scene = scene;
        this.books = books;
        this.operator = operator;
        this.begin = begin;
    }

    /** The lives that ended by a kill with their files untouched. */
    List<KilledLife> lives() {
        return List.copyOf(lives);
    }

    Round play(int number, FaultSchedule.Planned planned) throws IOException, InterruptedException {
        DrillFault fault = planned.fault();
        int approvals = operator.approvals();
        int twoBots = scene.twoBots().size();
        List<String> problems = new ArrayList<>();

        long pid = scene.bot().pid();
        if (awaitOrderSinceOpening(pid).isEmpty()) {
            problems.add("The bot sent no order before the fault");
        }
        Waiting.pass(planned.tradesFor());
        int from = scene.witness.size();
        Struck struck = new Strikes(scene, books, new Random(planned.seed())).strike(fault);
        Optional<Note> back = awaitComeback(fault, from, pid, struck);
        scene.control.lift();
        if (back.isEmpty()) {
            problems.add("The bot did not come back within " + scene.timers().patience());
        }

        Life life = fault.restarts() && back.isPresent() ? life(back.get().pid(), from) : null;
        boolean approved = operator.approvals() > approvals;
        if (life != null) {
            problems.addAll(judge(fault, struck, life, approved));
            if (!fault.damagesFiles()) {
                keepLife(number, pid, life);
            }
        }
        List<String> together = scene.twoBots();
        problems.addAll(together.subList(twoBots, together.size()));
        books.collect();
        return new Round(
                number,
                fault.name(),
                struck.detail(),
                struck.millis() - begin,
                back.map(note -> Math.max(0, note.millis() - struck.millis())).orElse(-1L),
                fault.isPlainKill() && life != null ? life.mainMillis() - struck.millis() : -1,
                life == null || life.settled() ? -1 : life.readyMicros(),
                life == null ? "" : life.last().status().name(),
                life != null && life.settled(),
                approved,
                problems);
    }

    /** The bot trades before anything is broken; a round in which nothing is at stake would prove nothing. */
    private Optional<Note> awaitOrderSinceOpening(long pid) {
        return Waiting.until(scene.timers().patience(), () -> {
            int opened = scene.witness.lastIndex(
                    note -> note.pid() == pid && note.event().equals("open"));
            return opened < 0
                    ? Optional.empty()
                    : scene.witness.firstFrom(
                            opened, note -> note.pid() == pid && note.event().equals("intent"));
        });
    }

    /** An operator decides what only a person may, as long as the bot is not back. */
    private Optional<Note> awaitComeback(DrillFault fault, int from, long pid, Struck struck) {
        return Waiting.until(scene.timers().patience(), () -> {
            Optional<Note> back = comeback(fault, from, pid, struck);
            if (back.isEmpty() && fault.restarts()) {
                operator.look(reports(from));
            }
            return back;
        });
    }

    private Optional<Note> comeback(DrillFault fault, int from, long pid, Struck struck) {
        return switch (fault.comeback()) {
            case NEW_LIFE ->
                scene.witness
                        .firstFrom(
                                from, note -> note.pid() != pid && note.event().equals("open"))
                        // The report is noted on another thread.
                        .filter(open -> reports(from).stream()
                                .anyMatch(report -> report.pid() == open.pid() && report.opens()));
            case TRADES_ON ->
                scene.witness.firstFrom(
                        from,
                        note -> note.pid() == pid
                                && note.event().equals("intent")
                                && note.millis() > struck.overMillis());
            case LEARNS_ORDER_ARRIVED -> resolved(from, pid, "SUBMIT ARRIVED");
            case LEARNS_ORDER_NEVER_ARRIVED -> resolved(from, pid, "SUBMIT NEVER_ARRIVED");
        };
    }

    private Optional<Note> resolved(int from, long pid, String outcome) {
        return scene.witness.firstFrom(
                from,
                note -> note.pid() == pid
                        && note.event().equals("resolved")
                        && note.value().equals(outcome));
    }

    /**
     * How a bot began.
     *
     * @param mainMillis when its {@code main} began, since the epoch
     * @param readyMicros from then until its first recovery had ended; -1 if that is not known
     * @param first its first report
     * @param last the report with which its gate opened
     */
    private record Life(long mainMillis, long readyMicros, ReportNote first, ReportNote last) {
        boolean settled() {
            return !first.id().equals(last.id());
        }
    }

    private Life life(long pid, int from) {
        List<ReportNote> reports =
                reports(from).stream().filter(report -> report.pid() == pid).toList();
        ReportNote last = reports.stream().filter(ReportNote::opens).findFirst().orElseThrow();
        return new Life(
                noteOf(pid, "main").map(Note::millis).orElseThrow(),
                noteOf(pid, "ready")
                        .map(note -> Long.parseLong(
                                note.value().substring(note.value().indexOf(' ') + 1)))
                        .orElse(-1L),
                reports.get(0),
                last);
    }

    private Optional<Note> noteOf(long pid, String event) {
        return scene.witness.firstFrom(
                0, note -> note.pid() == pid && note.event().equals(event));
    }

    private List<String> judge(DrillFault fault, Struck struck, Life life, boolean approved) {
        List<String> problems = new ArrayList<>();
        Instant saved = life.first().takenAt();
        Instant fell = Instant.ofEpochMilli(struck.millis());
        Instant from = saved == null || saved.isAfter(fell) ? fell : saved;
        Set<RecoveryStatus> expected = ExpectedStatuses.of(fault, scene.control.ledger(), from);
        if (!expected.contains(life.last().status())) {
            problems.add("Recovery ended " + life.last().status() + "; after this fault, and with this ledger, it is "
                    + expected + " (report " + life.last().id() + ")");
        }
        if (approved && !ExpectedStatuses.mayNeedApproval(fault)) {
            problems.add("A person had to approve report " + life.first().id()
                    + "; this fault destroys nothing that would need one");
        }
        return problems;
    }

    private void keepLife(int number, long pid, Life life) {
        @Nullable
        Note acknowledged = scene.witness
                .last(note -> note.pid() == pid && note.event().equals("state"))
                .orElse(null);
        if (acknowledged != null) {
            lives.add(new KilledLife(
                    "Round " + number,
                    Long.parseLong(acknowledged.value()),
                    life.first().sequence()));
        }
    }

    private List<ReportNote> reports(int from) {
        return scene.witness.from(from).stream()
                .filter(note -> note.event().equals("report"))
                .map(ReportNote::of)
                .toList();
    }
}
