package io.tradingrecovery.state;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One limit, and how much of it is used. Immutable and safe to share between threads.
 *
 * @param limit the most that is allowed, in the unit the limit's name implies
 * @param used what is used of it; absent where it is not known
 * @param periodEnd when the usage starts again from nothing, so that yesterday's loss is not charged today; absent for a
 *     limit without a period
 */
public record RiskLimit(
        BigDecimal limit,
        @Nullable BigDecimal used,
        @Nullable Instant periodEnd) {

    public RiskLimit {
        limit = Checks.amount("riskLimit.limit", limit);
        used = Checks.optionalAmount("riskLimit.used", used);
    }
}
