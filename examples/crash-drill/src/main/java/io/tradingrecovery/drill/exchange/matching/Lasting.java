package io.tradingrecovery.drill.exchange.matching;

/** How long an order works. */
public enum Lasting {
    /** Until midnight in New York: this exchange never closes. */
    DAY,
    GTC,
    /** Takes what the next print has; the rest is cancelled. */
    IOC,
    /** Takes all of it from the next print, or nothing. */
    FOK
}
