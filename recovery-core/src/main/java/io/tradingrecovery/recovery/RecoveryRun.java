package io.tradingrecovery.recovery;

import io.tradingrecovery.reconcile.Inconsistency;
import io.tradingrecovery.reconcile.Plan;
import io.tradingrecovery.recovery.PhaseTime.Phase;
import io.tradingrecovery.time.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one run has found so far, from which its report is made. Not thread-safe. */
final class RecoveryRun {

    final String id;
    final Instant at;
    final BrokerReads reads;
    private final Ticker ticker;
    private final List<PhaseTime> phases = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    StateSource source = StateSource.none("nothing was read", List.of());
    List<Inconsistency> findings = List.of();

    @Nullable
    Plan plan;

    @Nullable
    Approval approval;

    @Nullable
    Long savedAs;

    RecoveryRun(String id, Instant at, BrokerReads reads, Ticker ticker) {
        this.id = id;
        this.at = at;
        this.reads = reads;
        this.ticker = ticker;
    }

    /** Does a part of the run and measures it. */
    <T> T timed(Phase phase, Supplier<T> part) {
        long begin = ticker.nanos();
        try {
            return part.get();
        } finally {
            phases.add(new PhaseTime(phase, Duration.ofNanos(ticker.nanos() - begin)));
        }
    }

    void note(String text) {
        notes.add(text);
    }

    void planned(Plan made) {
        plan = made;
        findings = made.findings();
    }

    RecoveryReport report(
            RunOutcome outcome,
            Instant endedAt,
            GateView gate,
            @Nullable Instant nextRunAt,
            List<String> moreNotes,
            Launch launch) {
        List<String> allNotes = new ArrayList<>(notes);
        allNotes.addAll(moreNotes);
        Plan made = plan;
        return new RecoveryReport(
                id,
                at,
                endedAt,
                outcome.status(),
                made == null ? null : made.strategy(),
                outcome.reason(),
                gate,
                nextRunAt,
                source,
                findings,
                made == null ? "" : made.digest(),
                made,
                savedAs,
                phases,
                reads.attempts(),
                approval,
                allNotes,
                launch);
    }
}
