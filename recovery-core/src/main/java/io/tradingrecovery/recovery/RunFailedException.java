package io.tradingrecovery.recovery;

import io.tradingrecovery.reconcile.Inconsistency;
import java.util.List;

/** A run can't go on to a plan. Never leaves this package. */
final class RunFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RunOutcome outcome;
    private final transient List<Inconsistency> findings;

    RunFailedException(RunOutcome outcome, List<Inconsistency> findings) {
        super(outcome.reason(), null, false, false);
        this.outcome = outcome;
        this.findings = List.copyOf(findings);
    }

    RunOutcome outcome() {
        return outcome;
    }

    List<Inconsistency> findings() {
        return findings;
    }
}
