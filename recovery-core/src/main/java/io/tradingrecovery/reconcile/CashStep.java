package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.ActivityHistory;
import io.tradingrecovery.state.AccountState;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Cash by currency: the broker's balance is final, and what fills, fees and activities don't explain is said. */
final class CashStep {

    private final Comparison comparison;
    private final ReconcilePolicy policy;
    private final Effects effects;
    private final List<CashChange> changes = new ArrayList<>();
    private boolean changed;

    CashStep(Comparison comparison, Effects effects) {
        this.comparison = comparison;
        this.effects = effects;
        policy = comparison.policy();
    }

    void run() {
        SystemStateSnapshot copy = comparison.saved().snapshot();
        AccountState before = copy == null ? null : copy.account();
        if (before == null) {
            return;
        }
        AccountState after = comparison.view().account();
        TreeSet<String> currencies = new TreeSet<>(before.cash().keySet());
        currencies.addAll(after.cash().keySet());
        for (String currency : currencies) {
            compare(currency, before.cash().get(currency), after.cash().get(currency));
        }
    }

    List<CashChange> changes() {
        return changes;
    }

    boolean changed() {
        return changed;
    }

    private void compare(String currency, @Nullable BigDecimal before, @Nullable BigDecimal after) {
        BigDecimal delta = Amounts.orZero(after).subtract(Amounts.orZero(before));
        Effect effect = effects.onCash(currency);
        String unchecked = unchecked(effect);
        BigDecimal tolerance = policy.cashTolerance();
        boolean moved = delta.abs().compareTo(tolerance) > 0;
        changed |= moved;
        if (unchecked != null) {
            if (moved) {
                changes.add(new CashChange(currency, before, after, null, null, List.of()));
                comparison
                        .findings()
                        .of(InconsistencyKind.CASH_UNCHECKED)
                        .symbol(currency)
                        .change(Amounts.text(before), Amounts.text(after))
                        .says("Cash in " + currency + " went from " + Amounts.text(before) + " to "
                                + Amounts.text(after) + " and was not checked: " + unchecked);
            }
            return;
        }
        Effect.Explanation explanation = effect.of(delta, tolerance);
        BigDecimal unexplained = delta.subtract(explanation.explained());
        if (moved) {
            changes.add(new CashChange(
                    currency, before, after, explanation.explained(), unexplained, explanation.evidence()));
        }
        if (unexplained.abs().compareTo(tolerance) > 0) {
            report(currency, before, after, unexplained, explanation.evidence());
        }
    }

    private @Nullable String unchecked(Effect effect) {
        if (!policy.checkCash()) {
            return "the policy does not compare it";
        }
        return policy.scope().isAll() ? effect.unchecked() : "the account is shared with others";
    }

    private void report(
            String currency,
            @Nullable BigDecimal before,
            @Nullable BigDecimal after,
            BigDecimal unexplained,
            List<String> evidence) {
        BigDecimal limit = policy.cashReviewLimit();
        boolean review = limit != null && unexplained.abs().compareTo(limit) > 0;
        Findings.Draft draft = comparison
                .findings()
                .of(InconsistencyKind.CASH)
                .severity(review ? Severity.REVIEW : Severity.WARN)
                .symbol(currency)
                .change(Amounts.text(before), Amounts.text(after))
                .evidence(evidence);
        if (review) {
            draft.lagMayExplain();
        }
        String blind = comparison.view().activities() instanceof ActivityHistory.Unsupported
                ? "; this broker adapter does not tell of deposits, dividends and fees"
                : "";
        draft.says("Cash in " + currency + " went from " + Amounts.text(before) + " to " + Amounts.text(after)
                + ", and " + Amounts.plain(unexplained) + " of it is not explained" + blind);
    }
}
