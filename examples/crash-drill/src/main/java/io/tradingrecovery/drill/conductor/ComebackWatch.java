package io.tradingrecovery.drill.conductor;

import io.tradingrecovery.drill.conductor.Strikes.Struck;
import io.tradingrecovery.drill.conductor.WitnessReader.Note;
import java.util.Optional;

/** Waits for the bot to be where it was before a fault: allowed to trade, and trading. */
final class ComebackWatch {

    private final Scene scene;
    private final Operator operator;

    ComebackWatch(Scene scene, Operator operator) {
        this.scene = scene;
        this.operator = operator;
    }

    /** The bot trades before anything is broken; a round in which nothing is at stake would prove nothing. */
    Optional<Note> awaitOrder(long pid) {
        return Waiting.until(scene.timers().patience(), () -> {
            int opened = scene.witness.lastIndex(
                    note -> note.pid() == pid && note.event().equals("open"));
            return opened < 0
                    ? Optional.empty()
                    : scene.witness.firstFrom(
                            opened, note -> note.pid() == pid && note.event().equals("intent"));
        });
    }

    /**
     * The note that ends a round. An operator decides what only a person may, for as long as there is none.
     *
     * @param from the first note that may count
     * @param pid the bot that the fault struck
     */
    Optional<Note> await(DrillFault fault, int from, long pid, Struck struck) {
        return Waiting.until(scene.timers().patience(), () -> {
            Optional<Note> back = comeback(fault, from, pid, struck);
            if (back.isEmpty() && fault.restarts()) {
                operator.look(ReportNote.from(scene.witness, from));
            }
            return back;
        });
    }

    private Optional<Note> comeback(DrillFault fault, int from, long pid, Struck struck) {
        return switch (fault.comeback()) {
            case NEW_LIFE -> newLife(from, pid);
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

    /** The reports, and that it is ready, are noted on other threads than the gate's opening. */
    private Optional<Note> newLife(int from, long pid) {
        return scene.witness
                .firstFrom(from, note -> note.pid() != pid && note.event().equals("open"))
                .filter(open -> ReportNote.from(scene.witness, from).stream()
                        .anyMatch(report -> report.pid() == open.pid() && report.opens()));
    }

    private Optional<Note> resolved(int from, long pid, String outcome) {
        return scene.witness.firstFrom(
                from,
                note -> note.pid() == pid
                        && note.event().equals("resolved")
                        && note.value().equals(outcome));
    }
}
