package io.tradingrecovery.drill.exchange.matching;

/** What decides when an order trades. */
public enum Kind {
    MARKET,
    LIMIT,
    STOP,
    STOP_LIMIT;

    /** Whether it has the worst acceptable price. */
    public boolean hasLimit() {
        return this == LIMIT || this == STOP_LIMIT;
    }

    /** Whether it waits for a price to trade before it works. */
    public boolean hasStop() {
        return this == STOP || this == STOP_LIMIT;
    }
}
