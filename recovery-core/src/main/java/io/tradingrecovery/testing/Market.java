package io.tradingrecovery.testing;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The market of one instrument: its price, and how much may still be traded at it. Not thread-safe. */
final class Market {

    private Instrument instrument;
    private @Nullable BigDecimal price;
    private @Nullable BigDecimal left;

    Market(Instrument instrument) {
        this.instrument = instrument;
    }

    Instrument instrument() {
        return instrument;
    }

    void rename(String symbol) {
        instrument = instrument.renamed(symbol);
    }

    /** A new price, with so much to trade; any amount if {@code available} is absent. */
    void set(BigDecimal newPrice, @Nullable BigDecimal available) {
        price = newPrice;
        left = available;
    }

    @Nullable
    BigDecimal price() {
        return price;
    }

    /** How much of {@code wanted} can be traded. */
    BigDecimal available(BigDecimal wanted) {
        return left == null ? wanted : instrument.wholePartOf(left.min(wanted));
    }

    void take(BigDecimal quantity) {
        if (left != null) {
            left = left.subtract(quantity);
        }
    }
}
