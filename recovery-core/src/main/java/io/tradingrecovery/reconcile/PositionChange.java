package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One instrument before and after. Immutable and safe to share between threads.
 *
 * @param symbol the instrument
 * @param before what was saved; absent for none
 * @param after what is proposed; absent for none
 * @param explained units of the change that fills, fees and activities explain, signed
 * @param unexplained units of the change that nothing explains, signed; absent where the broker's quantity is not known
 * @param evidence ids of the fills and activities that explain it, sorted
 */
public record PositionChange(
        String symbol,
        @Nullable Position before,
        @Nullable Position after,
        BigDecimal explained,
        @Nullable BigDecimal unexplained,
        List<String> evidence) {

    public PositionChange {
        evidence = Inconsistency.sorted(evidence);
    }

    /** Units held before, signed; zero for none, absent where not known. */
    public @Nullable BigDecimal quantityBefore() {
        return before == null ? BigDecimal.ZERO : before.quantity();
    }

    /** Units held after, signed; zero for none, absent where not known. */
    public @Nullable BigDecimal quantityAfter() {
        return after == null ? BigDecimal.ZERO : after.quantity();
    }

    /** Whether it went from long to short or back: all of it was closed, and the rest is newly opened. */
    public boolean flips() {
        BigDecimal from = quantityBefore();
        BigDecimal to = quantityAfter();
        return from != null && to != null && from.signum() * to.signum() < 0;
    }
}
