package io.tradingrecovery.reconcile;

import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.Position;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Arithmetic and texts of amounts that may be absent. */
final class Amounts {

    private Amounts() {}

    /** As short as it can be written, without an exponent. */
    static String text(@Nullable BigDecimal amount) {
        return amount == null ? "unknown" : plain(amount);
    }

    /** As short as it can be written, without an exponent. */
    static String plain(BigDecimal amount) {
        if (amount.scale() == 0) {
            return amount.toString();
        }
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    /** Quantity and price of a position. */
    static String holding(Position position) {
        return position.averagePrice() == null
                ? text(position.quantity())
                : text(position.quantity()) + " at " + plain(position.averagePrice());
    }

    static BigDecimal orZero(@Nullable BigDecimal amount) {
        return amount == null ? BigDecimal.ZERO : amount;
    }

    /** Whether both are absent, or both are the same number. */
    static boolean same(@Nullable BigDecimal first, @Nullable BigDecimal second) {
        return first == null ? second == null : second != null && first.compareTo(second) == 0;
    }

    /** The quantity as a change of the position. */
    static BigDecimal signed(OrderSide side, BigDecimal quantity) {
        return side == OrderSide.BUY ? quantity : quantity.negate();
    }

    /** Whether a difference is less than the precision, or none. */
    static boolean negligible(BigDecimal difference, BigDecimal precision) {
        return difference.signum() == 0 || difference.abs().compareTo(precision) < 0;
    }

    /** Whether two prices differ by no more than a part of the larger. */
    static boolean close(BigDecimal first, BigDecimal second, BigDecimal relative) {
        return first.subtract(second)
                        .abs()
                        .compareTo(first.abs().max(second.abs()).multiply(relative))
                <= 0;
    }
}
