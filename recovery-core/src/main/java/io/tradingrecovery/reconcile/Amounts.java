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
        if (amount.signum() == 0) {
            return "0";
        }
        String digits = amount.toString();
        if (digits.indexOf('E') >= 0) {
            digits = amount.toPlainString();
        }
        if (amount.scale() <= 0) {
            return digits;
        }
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, digits.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /** Quantity and price of a position. */
    static String holding(Position position) {
        return position.averagePrice() == null
                ? text(position.quantity())
                : text(position.quantity()) + " at " + plain(position.averagePrice());
    }

    /** The initial capacity of a map that is to hold so many entries without growing. */
    static int capacity(int entries) {
        return (int) Math.min(Integer.MAX_VALUE, entries * 4L / 3 + 1);
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
