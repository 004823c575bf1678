package io.tradingrecovery.drill.conductor;

import static io.tradingrecovery.recovery.RecoveryStatus.RECONCILED;
import static io.tradingrecovery.recovery.RecoveryStatus.SUCCESS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.drill.exchange.matching.LedgerEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectedStatusesTest {

    private static final Instant SAVED = Instant.parse("2026-01-05T15:00:00Z");

    private static List<LedgerEntry> ledgerUntil(Instant last) {
        return List.of(new LedgerEntry.Opened(last, "account", BigDecimal.TEN));
    }

    @Test
    void aRecoveryFindsNothingWhereTheExchangeDidNothing() {
        List<LedgerEntry> quiet = ledgerUntil(SAVED.minusSeconds(3));
        assertThat(ExpectedStatuses.of(DrillFault.SIGKILL_BOT, quiet, SAVED)).containsExactly(SUCCESS);
    }

    @Test
    void aRecoveryMayHaveMissedWhatTheExchangeDidSince() {
        List<LedgerEntry> busy = ledgerUntil(SAVED.plusMillis(1));
        assertThat(ExpectedStatuses.of(DrillFault.SIGKILL_BOT, busy, SAVED))
                .containsExactlyInAnyOrder(SUCCESS, RECONCILED);
    }

    @Test
    void anIntentThatNobodyAnsweredForAlwaysHasToBeReconciled() {
        assertThat(ExpectedStatuses.of(DrillFault.KILL_IN_FLIGHT, ledgerUntil(SAVED), SAVED))
                .containsExactly(RECONCILED);
    }

    @Test
    void onlyDestroyedFilesMayNeedAPerson() {
        assertThat(ExpectedStatuses.mayNeedApproval(DrillFault.DAMAGE_TWO_BACKUPS))
                .isTrue();
        assertThat(ExpectedStatuses.mayNeedApproval(DrillFault.KILL_IN_FLIGHT)).isFalse();
        assertThat(ExpectedStatuses.mayNeedApproval(DrillFault.KILL_ON_FULL_DISK))
                .isFalse();
    }
}
