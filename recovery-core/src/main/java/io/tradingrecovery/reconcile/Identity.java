package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.TradingEnvironment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether the broker answers for the account that was saved. */
final class Identity {

    private Identity() {}

    /** What is wrong with it; absent for nothing. An environment that one side does not know agrees with any. */
    static @Nullable Inconsistency mismatch(@Nullable AccountState saved, AccountState broker) {
        if (saved == null || agree(saved, broker)) {
            return null;
        }
        return new Inconsistency(
                InconsistencyKind.WRONG_ACCOUNT,
                Severity.FATAL,
                null,
                null,
                text(saved),
                text(broker),
                List.of(),
                "The state is of account " + text(saved) + ", but the broker answers for " + text(broker)
                        + "; use that account's keys, or another state directory",
                false);
    }

    private static boolean agree(AccountState saved, AccountState broker) {
        boolean sameEnvironment = saved.environment() == broker.environment()
                || saved.environment() == TradingEnvironment.UNKNOWN
                || broker.environment() == TradingEnvironment.UNKNOWN;
        return saved.accountId().equals(broker.accountId()) && sameEnvironment;
    }

    private static String text(AccountState account) {
        return account.accountId() + " (" + account.environment() + ")";
    }
}
