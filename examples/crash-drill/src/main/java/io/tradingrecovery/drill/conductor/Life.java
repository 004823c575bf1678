package io.tradingrecovery.drill.conductor;

import io.tradingrecovery.drill.conductor.WitnessReader.Note;
import java.util.List;

/**
 * How a bot began.
 *
 * @param mainMillis when its {@code main} began, since the epoch
 * @param readyMicros from then until its first recovery had ended
 * @param first its first report
 * @param last the report with which its gate opened
 */
record Life(long mainMillis, long readyMicros, ReportNote first, ReportNote last) {

    /** The beginning of a bot whose gate has opened. */
    static Life of(WitnessReader witness, long pid) {
        List<ReportNote> reports = ReportNote.from(witness, 0).stream()
                .filter(report -> report.pid() == pid)
                .toList();
        ReportNote last = reports.stream().filter(ReportNote::opens).findFirst().orElseThrow();
        String ready = note(witness, pid, "ready").value();
        return new Life(
                note(witness, pid, "main").millis(),
                Long.parseLong(ready.substring(ready.indexOf(' ') + 1)),
                reports.get(0),
                last);
    }

    private static Note note(WitnessReader witness, long pid, String event) {
        return witness.firstFrom(0, note -> note.pid() == pid && note.event().equals(event))
                .orElseThrow();
    }

    /** Whether the first report left something that only time could tell. */
    boolean settled() {
        return !first.id().equals(last.id());
    }
}
