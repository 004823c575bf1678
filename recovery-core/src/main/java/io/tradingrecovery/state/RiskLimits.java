package io.tradingrecovery.state;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The limits a bot trades under, and whether trading is halted. Immutable and safe to share between threads.
 *
 * @param limits each limit under its name; the names used by most are constants of this type, any other is allowed
 * @param tradingHalted whether the bot's own circuit breaker is open
 * @param haltReason why, where it is halted
 * @param haltedAt since when, where it is halted
 */
public record RiskLimits(
        SortedMap<String, RiskLimit> limits,
        boolean tradingHalted,
        @Nullable String haltReason,
        @Nullable Instant haltedAt) {

    /** The largest loss of a day, in the account's currency. */
    public static final String MAX_DAILY_LOSS = "maxDailyLoss";

    /** The largest drawdown from the highest equity, in the account's currency. */
    public static final String MAX_DRAWDOWN = "maxDrawdown";

    /** The largest market value of one position, in the account's currency. */
    public static final String MAX_POSITION_VALUE = "maxPositionValue";

    /** The largest market value of all positions together, in the account's currency. */
    public static final String MAX_GROSS_EXPOSURE = "maxGrossExposure";

    /** The most orders that may be open at once. */
    public static final String MAX_OPEN_ORDERS = "maxOpenOrders";

    public RiskLimits {
        limits = Checks.map("riskLimits.limits", limits, Checks::present);
        haltReason = Checks.optional("riskLimits.haltReason", haltReason);
    }

    /** Limits under which trading goes on. */
    public static RiskLimits of(Map<String, RiskLimit> limits) {
        return new RiskLimits(new java.util.TreeMap<>(limits), false, null, null);
    }

    /** The same limits, with trading halted. */
    public RiskLimits halted(String reason, Instant at) {
        return new RiskLimits(limits, true, reason, at);
    }
}
