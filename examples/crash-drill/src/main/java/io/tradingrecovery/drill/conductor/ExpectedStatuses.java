package io.tradingrecovery.drill.conductor;

import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import io.tradingrecovery.recovery.RecoveryStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** With which statuses a recovery may end, given what was broken and what the exchange did: nothing the bot says counts. */
final class ExpectedStatuses {

    /** What the exchange did so shortly before a copy of the state was taken, the bot may not have heard of in time. */
    private static final Duration HEARSAY = Duration.ofSeconds(2);

    private ExpectedStatuses() {}

    /**
     * The statuses.
     *
     * @param from when the state was saved that the bot came back with, or the fault struck if that was earlier
     */
    static Set<RecoveryStatus> of(DrillFault fault, List<LedgerEntry> ledger, Instant from) {
        return switch (fault) {
            // There is an intent that nobody answered for, or money that nobody knew of.
            case KILL_BEFORE_SEND, KILL_IN_FLIGHT, KILL_AFTER_ANSWER, DEPOSIT_WHILE_DOWN ->
                EnumSet.of(RecoveryStatus.RECONCILED);
            // What was damaged decides how much of it the rest can tell.
            case FLIP_BYTES, TRUNCATE_SNAPSHOT, DAMAGE_TWO_BACKUPS, CUT_JOURNAL ->
                EnumSet.of(RecoveryStatus.SUCCESS, RecoveryStatus.RECONCILED);
            default ->
                hasMoved(ledger, from.minus(HEARSAY))
                        ? EnumSet.of(RecoveryStatus.SUCCESS, RecoveryStatus.RECONCILED)
                        : EnumSet.of(RecoveryStatus.SUCCESS);
        };
    }

    /** Whether only a person may let the bot trade again after this fault. */
    static boolean mayNeedApproval(DrillFault fault) {
        return fault.damagesFiles();
    }

    private static boolean hasMoved(List<LedgerEntry> ledger, Instant since) {
        return ledger.stream().anyMatch(entry -> entry.at().isAfter(since));
    }
}
