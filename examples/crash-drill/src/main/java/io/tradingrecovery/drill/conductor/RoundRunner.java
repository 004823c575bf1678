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
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Plays one round after the other. Not thread-safe. */
final class RoundRunner {

    private final Scene scene;
    private final BooksCollector books;
    private final long begin;
    private final Operator operator;
    private final ComebackWatch watch;
    private final List<KilledLife> lives = new ArrayList<>();

    RoundRunner(Scene scene, BooksCollector books, Operator operator, long begin) {
        this.scene = scene;
        this.books = books;
        this.operator = operator;
        this.begin = begin;
        this.watch = new ComebackWatch(scene, operator);
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
        if (watch.awaitOrder(pid).isEmpty()) {
            problems.add("The bot sent no order before the fault");
        }
        Waiting.pass(planned.tradesFor());
        int from = scene.witness.size();
        Struck struck = new Strikes(scene, books, new Random(planned.seed())).strike(fault);
        Optional<Note> back = watch.await(fault, from, pid, struck);
        scene.control.lift();
        if (back.isEmpty()) {
            problems.add("The bot did not come back within " + scene.timers().patience());
        }

        Life life = fault.restarts() && back.isPresent()
                ? Life.of(scene.witness, back.get().pid())
                : null;
        boolean approved = operator.approvals() > approvals;
        String unexpected = life == null ? "" : unexpectedStatus(fault, struck, life);
        if (!unexpected.isEmpty()) {
            problems.add(unexpected);
        }
        if (approved && !ExpectedStatuses.mayNeedApproval(fault)) {
            problems.add("A person had to approve a plan, although this fault destroys nothing that would need one");
        }
        if (life != null && !fault.damagesFiles()) {
            keepLife(number, pid, life);
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
                life != null && fault.isPlainKill() ? life.mainMillis() - struck.millis() : -1,
                life != null && fault != DrillFault.KILL_INTO_TROUBLE && !life.settled() ? life.readyMicros() : -1,
                life == null ? "" : life.last().status().name(),
                unexpected.isEmpty(),
                gateReasons(from),
                life != null && life.settled(),
                approved,
                problems);
    }

    private String unexpectedStatus(DrillFault fault, Struck struck, Life life) {
        Instant saved = life.first().takenAt();
        Instant fell = Instant.ofEpochMilli(struck.millis());
        Instant from = saved == null || saved.isAfter(fell) ? fell : saved;
        Set<RecoveryStatus> expected = ExpectedStatuses.of(fault, scene.control.ledger(), from);
        return expected.contains(life.last().status())
                ? ""
                : "Recovery ended " + life.last().status() + "; after this fault, and with this ledger, it is "
                        + expected + " (report " + life.last().id() + ")";
    }

    /** Why the gate was shut in this round, by the reports and by the bot's own look at it. */
    private SortedSet<String> gateReasons(int from) {
        SortedSet<String> reasons = new TreeSet<>();
        ReportNote.from(scene.witness, from)
                .forEach(report -> report.reasons().forEach(reason -> reasons.add(reason.name())));
        scene.witness.from(from).stream()
                .filter(note -> note.event().equals("shut"))
                .forEach(note -> reasons.addAll(List.of(note.value().split(",", -1))));
        return reasons;
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
}
