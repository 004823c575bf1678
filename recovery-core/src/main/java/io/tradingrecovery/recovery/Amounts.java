package io.tradingrecovery.recovery;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Amounts as people read them. */
final class Amounts {

    private Amounts() {}

    static String text(@Nullable BigDecimal amount) {
        return amount == null ? "unknown" : plain(amount);
    }

    /** Without zeros that say nothing. */
    static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
