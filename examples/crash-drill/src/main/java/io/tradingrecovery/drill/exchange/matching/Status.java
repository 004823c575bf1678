package io.tradingrecovery.drill.exchange.matching;

/** Where an order stands. */
public enum Status {
    /** The leg of a bracket that waits for its parent to fill. */
    HELD,
    NEW,
    PARTIALLY_FILLED,
    FILLED,
    CANCELED,
    EXPIRED,
    REPLACED;

    /** Whether the order can still trade, now or once it is released. */
    public boolean isOpen() {
        return this == HELD || isWorking();
    }

    /** Whether prints are matched against it. */
    public boolean isWorking() {
        return this == NEW || this == PARTIALLY_FILLED;
    }
}
