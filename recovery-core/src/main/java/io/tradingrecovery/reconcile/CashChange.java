package io.tradingrecovery.reconcile;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One currency before and after. Immutable and safe to share between threads.
 *
 * @param currency the currency or coin
 * @param before the saved balance; absent where none was saved
 * @param after the broker's balance; absent where it names none
 * @param explained what fills, fees and activities explain of the change; absent where it was not checked
 * @param unexplained what they don't; absent where it was not checked
 * @param evidence ids of the fills and activities that explain it, sorted
 */
public record CashChange(
        String currency,
        @Nullable BigDecimal before,
        @Nullable BigDecimal after,
        @Nullable BigDecimal explained,
        @Nullable BigDecimal unexplained,
        List<String> evidence) {

    public CashChange {
        evidence = Inconsistency.sorted(evidence);
    }
}
