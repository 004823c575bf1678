package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.RiskLimit;
import io.tradingrecovery.state.RiskLimits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the broker knows nothing of and goes on as it was saved, except that an ended period's usage starts again. */
final class CarryOver {

    private final Findings findings;
    private final Instant asOf;

    CarryOver(Comparison comparison) {
        findings = comparison.findings();
        asOf = comparison.view().asOf();
    }

    @Nullable
    RiskLimits riskLimits(@Nullable RiskLimits saved) {
        if (saved == null) {
            return null;
        }
        TreeMap<String, RiskLimit> limits = new TreeMap<>();
        saved.limits().forEach((name, limit) -> limits.put(name, current(name, limit)));
        return new RiskLimits(limits, saved.tradingHalted(), saved.haltReason(), saved.haltedAt());
    }

    /** When the next period ends only the bot knows, so a limit whose period is over has none until the bot sets it. */
    private RiskLimit current(String name, RiskLimit limit) {
        Instant periodEnd = limit.periodEnd();
        if (periodEnd == null || periodEnd.isAfter(asOf)) {
            return limit;
        }
        findings.of(InconsistencyKind.RISK_PERIOD_ENDED)
                .symbol(name)
                .change(Amounts.text(limit.used()), "0")
                .says("The period of risk limit " + name + " ended at " + periodEnd + "; its usage of "
                        + Amounts.text(limit.used()) + " is not charged any more");
        return new RiskLimit(limit.limit(), BigDecimal.ZERO, null);
    }
}
