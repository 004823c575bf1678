package io.tradingrecovery.world;

import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.recovery.RecoveryStatus;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEnvironment;
import io.tradingrecovery.testing.BrokerLedger;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a world when it is over. Immutable.
 *
 * @param traits what it was like
 * @param copy the engine's copy that recovery started from; absent where none could be read
 * @param journal what the journal added up to
 * @param runs every run of the recovery, in order
 * @param again every run of a second start; empty for none
 * @param ledger the truth when the first recovery ended
 * @param ledgerAgain the truth when the second did
 * @param ledgerLater the truth a good while after
 * @param submissions orders that were sent while recovery ran, once and again
 */
record Outcome(
        Traits traits,
        @Nullable SystemStateSnapshot copy,
        JournalState journal,
        List<Run> runs,
        List<Run> again,
        BrokerLedger ledger,
        BrokerLedger ledgerAgain,
        BrokerLedger ledgerLater,
        int submissions) {

    /**
     * One run.
     *
     * @param report what it said
     * @param restored what the engine was given; absent if it was given nothing
     * @param truth what the broker's books were when its answers were true
     * @param shown ids of the fills, activities and orders that the broker showed
     * @param shownOpen client order ids of the orders that the broker last listed as open
     * @param missing what the broker left out of its last answers, by question
     * @param changedFiles stored files that are gone or changed since before the recovery, unless the run ended well and saved
     */
    record Run(
            RecoveryReport report,
            @Nullable SystemStateSnapshot restored,
            BrokerLedger truth,
            Set<String> shown,
            Set<String> shownOpen,
            Map<String, String> missing,
            List<String> changedFiles) {

        boolean endedWell() {
            return Outcome.endedWell(report);
        }
    }

    static boolean endedWell(RecoveryReport report) {
        return report.status() == RecoveryStatus.SUCCESS || report.status() == RecoveryStatus.RECONCILED;
    }

    Run last() {
        return runs.get(runs.size() - 1);
    }

    Run lastAgain() {
        return again.get(again.size() - 1);
    }

    static AccountState account(Map<String, BigDecimal> cash) {
        return AccountState.of("SIM-1", TradingEnvironment.PAPER, "USD", null, cash, null);
    }
}
