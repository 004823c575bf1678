package io.tradingrecovery.broker;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something other than a fill that changed cash or a quantity. Immutable and safe to share between threads.
 *
 * @param activityId the broker's id, unique for the life of the account
 * @param kind what happened
 * @param time when it took effect
 * @param symbol the instrument it is about; absent for one that is about cash alone
 * @param newSymbol the instrument's name from then on, for a change of symbol; absent otherwise
 * @param quantityChange units added to the position, negative if taken from it; absent for none
 * @param currency the currency of {@code cashChange}; absent for none
 * @param cashChange cash added to the account, negative if taken from it; absent for none
 * @param description the broker's words; absent if it has none
 */
public record Activity(
        String activityId,
        Kind kind,
        Instant time,
        @Nullable String symbol,
        @Nullable String newSymbol,
        @Nullable BigDecimal quantityChange,
        @Nullable String currency,
        @Nullable BigDecimal cashChange,
        @Nullable String description) {

    /** What happened. */
    public enum Kind {
        DEPOSIT,
        WITHDRAWAL,
        /** Instruments or cash moved from or to another account. */
        TRANSFER,
        DIVIDEND,
        INTEREST,
        FEE,
        SPLIT,
        SYMBOL_CHANGE,
        /** Anything else, with its effect. */
        OTHER
    }

    public Activity {
        Objects.requireNonNull(activityId, "activity.activityId is null; it must be given");
        Objects.requireNonNull(kind, "activity.kind is null; it must be given");
        Objects.requireNonNull(time, "activity.time is null; it must be given");
        if (cashChange != null && currency == null) {
            throw new IllegalArgumentException(
                    "Activity " + activityId + " changes cash by " + cashChange + " without a currency; give it one");
        }
        if (quantityChange != null && symbol == null) {
            throw new IllegalArgumentException("Activity " + activityId + " changes a quantity by " + quantityChange
                    + " without a symbol; give it one");
        }
        if ((newSymbol != null) != (kind == Kind.SYMBOL_CHANGE) || (newSymbol != null && symbol == null)) {
            throw new IllegalArgumentException("Activity " + activityId + " of kind " + kind + " goes from symbol "
                    + symbol + " to " + newSymbol + "; a change of symbol, and nothing else, needs both");
        }
    }
}
