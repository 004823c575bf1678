package io.tradingrecovery.recovery;

import io.tradingrecovery.reconcile.Inconsistency;
import io.tradingrecovery.reconcile.Plan;
import io.tradingrecovery.reconcile.Severity;
import io.tradingrecovery.reconcile.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of recovery found, did and decided. Immutable and safe to share between threads.
 *
 * @param id names it, and sorts by time
 * @param at when the run began
 * @param endedAt when it had decided
 * @param status what it ended with
 * @param strategy which way was taken; absent where the facts allowed none
 * @param reason why it ended so, a sentence
 * @param gate the gate after it
 * @param nextRunAt when the library looks again by itself; absent if it does not
 * @param source what it started from
 * @param findings every inconsistency, the heaviest first
 * @param planDigest what is left to a person, as a digest: two reports with the same one ask the same decision
 * @param plan the comparison; absent where the facts allowed none
 * @param savedAs the number of the snapshot that the run saved; absent if it saved none
 * @param phases how long each part took
 * @param attempts questions to the broker that failed
 * @param approval the approval that was applied; absent for none
 * @param notes what else went wrong without changing the outcome, such as an alert that could not be sent
 * @param launch which launch of a supervisor this is
 */
public record RecoveryReport(
        String id,
        Instant at,
        Instant endedAt,
        RecoveryStatus status,
        @Nullable Strategy strategy,
        String reason,
        GateView gate,
        @Nullable Instant nextRunAt,
        StateSource source,
        List<Inconsistency> findings,
        String planDigest,
        @Nullable Plan plan,
        @Nullable Long savedAs,
        List<PhaseTime> phases,
        List<BrokerAttempt> attempts,
        @Nullable Approval approval,
        List<String> notes,
        Launch launch) {

    public RecoveryReport {
        findings = List.copyOf(findings);
        phases = List.copyOf(phases);
        attempts = List.copyOf(attempts);
        notes = List.copyOf(notes);
    }

    /** Whether every order may be sent. */
    public boolean tradingAllowed() {
        return gate.state() == GateState.OPEN;
    }

    /** Whether the proposed state differs from the saved one. */
    public boolean stateChanged() {
        return plan != null && plan.changed();
    }

    /** The findings that a person must decide, unless time settles or an approval has settled them. */
    public List<Inconsistency> review() {
        return findings.stream()
                .filter(found -> found.severity() == Severity.REVIEW)
                .toList();
    }

    /** How long the run took. */
    public Duration duration() {
        return phases.stream().map(PhaseTime::duration).reduce(Duration.ZERO, Duration::plus);
    }

    /** As a page of text. */
    public String toText() {
        return ReportText.page(this);
    }

    /** As one JSON object; amounts are strings, times ISO 8601 in UTC. The names of its fields are only ever added to. */
    public String toJson() {
        return ReportJson.of(this);
    }

    /** As a page for a browser that needs nothing but itself. */
    public String toHtml() {
        return ReportHtml.of(this);
    }

    /** As one line. */
    @Override
    public String toString() {
        return ReportText.line(this);
    }
}
