package io.tradingrecovery.drill.conductor;

import io.tradingrecovery.drill.conductor.WitnessReader.Note;
import io.tradingrecovery.recovery.GateReason;
import io.tradingrecovery.recovery.GateState;
import io.tradingrecovery.recovery.RecoveryStatus;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A report of recovery, as the bot noted it: {@code id status gate sequence takenAt reason,reason}.
 *
 * @param pid the bot
 * @param sequence the number of the state that recovery set out from; 0 for none
 * @param takenAt when that state was taken; absent for none
 * @param reasons why the gate was not open
 */
record ReportNote(
        long pid,
        String id,
        RecoveryStatus status,
        GateState gate,
        long sequence,
        @Nullable Instant takenAt,
        Set<GateReason> reasons) {

    /** The reports among the notes from this one on. */
    static List<ReportNote> from(WitnessReader witness, int index) {
        return witness.from(index).stream()
                .filter(note -> note.event().equals("report"))
                .map(ReportNote::of)
                .toList();
    }

    static ReportNote of(Note note) {
        String[] parts = note.value().split(" ", 6);
        Set<GateReason> reasons = EnumSet.noneOf(GateReason.class);
        for (String reason : parts[5].split(",", -1)) {
            if (!reason.isEmpty()) {
                reasons.add(GateReason.valueOf(reason));
            }
        }
        return new ReportNote(
                note.pid(),
                parts[0],
                RecoveryStatus.valueOf(parts[1]),
                GateState.valueOf(parts[2]),
                Long.parseLong(parts[3]),
                parts[4].equals("-") ? null : Instant.parse(parts[4]),
                reasons);
    }

    /** Whether the bot might trade from then on. */
    boolean opens() {
        return gate == GateState.OPEN;
    }

    /** Whether it waits for a person, and for nothing else. */
    boolean waitsForAPerson() {
        return status == RecoveryStatus.PARTIAL && reasons.equals(EnumSet.of(GateReason.REVIEW));
    }
}
