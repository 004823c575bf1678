package io.tradingrecovery.recovery;

import io.tradingrecovery.reconcile.Inconsistency;
import io.tradingrecovery.reconcile.Plan;
import io.tradingrecovery.reconcile.Severity;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run comes to, as a function of its facts. Immutable.
 *
 * @param status what it ends with
 * @param reason why, a sentence
 * @param gate the reasons recovery gives the gate in place of those it gave before
 * @param again when to look again without anybody's help
 */
record RunOutcome(RecoveryStatus status, String reason, Map<GateReason, String> gate, Again again) {

    /** The reasons that a run decides on; all others stay as they are. */
    static final Set<GateReason> DECIDED =
            EnumSet.of(GateReason.REVIEW, GateReason.SETTLING, GateReason.NOT_RECOVERED, GateReason.NOT_DURABLE);

    /** When to look again. */
    enum Again {
        /** Not without a person. */
        NEVER,
        /** When lag can't explain anything any more. */
        WHEN_SETTLED,
        /** Soon, then ever less often, without end. */
        SOON
    }

    /** Why a run can't go on, whatever was saved. */
    static RunOutcome failed(String reason, Again again) {
        Map<GateReason, String> gate = new EnumMap<>(GateReason.class);
        gate.put(GateReason.NOT_RECOVERED, reason);
        if (again != Again.NEVER) {
            gate.put(GateReason.SETTLING, "recovery is tried again by itself");
        }
        return new RunOutcome(RecoveryStatus.FAILED, reason, gate, again);
    }

    /** What a disk that takes nothing makes of a run whose engine was restored. */
    static RunOutcome notDurable(String reason, boolean mayPass) {
        Map<GateReason, String> gate = new EnumMap<>(GateReason.class);
        gate.put(GateReason.NOT_DURABLE, reason);
        gate.put(GateReason.NOT_RECOVERED, "the recovered state is not on disk");
        return new RunOutcome(RecoveryStatus.FAILED, reason, gate, mayPass ? Again.SOON : Again.NEVER);
    }

    /**
     * What a plan comes to, once the engine has what it proposes.
     *
     * @param unanswered whether the broker failed to answer about an order and may still do so
     */
    static RunOutcome of(Plan plan, boolean settled, boolean unanswered, @Nullable Approval approval) {
        if (plan.severity() == Severity.FATAL) {
            return failed(plan.findings().get(0).message(), Again.NEVER);
        }
        if (!plan.needsReview()) {
            return good(plan);
        }
        if (approval != null) {
            return new RunOutcome(
                    RecoveryStatus.RECONCILED,
                    count(plan.review().size()) + " approved by " + approval.by() + ": " + approval.note(),
                    Map.of(),
                    Again.NEVER);
        }
        Again again = unanswered ? Again.SOON : plan.settling() && !settled ? Again.WHEN_SETTLED : Again.NEVER;
        return partial(plan, again);
    }

    private static RunOutcome good(Plan plan) {
        long warnings = plan.findings().stream()
                .filter(found -> found.severity() == Severity.WARN)
                .count();
        String look = warnings == 0 ? "" : "; " + warnings + (warnings == 1 ? " warning" : " warnings") + " to look at";
        return plan.changed()
                ? new RunOutcome(
                        RecoveryStatus.RECONCILED,
                        "The state was brought up to what the broker says" + look,
                        Map.of(),
                        Again.NEVER)
                : new RunOutcome(RecoveryStatus.SUCCESS, "Nothing changed" + look, Map.of(), Again.NEVER);
    }

    private static RunOutcome partial(Plan plan, Again again) {
        List<Inconsistency> open = plan.review();
        long settling = again == Again.NEVER
                ? 0
                : again == Again.SOON
                        ? open.size()
                        : open.stream().filter(Inconsistency::settles).count();
        Map<GateReason, String> gate = new EnumMap<>(GateReason.class);
        if (settling > 0) {
            gate.put(GateReason.SETTLING, count(settling) + " may settle by itself");
        }
        if (open.size() > settling) {
            gate.put(GateReason.REVIEW, count(open.size() - settling) + " for a person to decide");
        }
        String more = open.size() == 1 ? "" : "; and " + (open.size() - 1) + " more";
        String what =
                settling == open.size() ? "Not clear yet, and looked at again by itself: " : "A person must decide: ";
        return new RunOutcome(RecoveryStatus.PARTIAL, what + open.get(0).message() + more, gate, again);
    }

    private static String count(long findings) {
        return findings == 1 ? "1 finding" : findings + " findings";
    }
}
