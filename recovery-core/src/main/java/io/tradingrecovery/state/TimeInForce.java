package io.tradingrecovery.state;

/** How long an order works. */
public enum TimeInForce {
    /** Until the end of the session. */
    DAY,
    /** Until it is cancelled. */
    GTC,
    /** Until a stated time. */
    GTD,
    /** At once, the rest is cancelled. */
    IOC,
    /** At once and completely, or not at all. */
    FOK,
    /** In the opening auction. */
    OPG,
    /** In the closing auction. */
    CLS,
    /** The broker uses a term this library does not know. */
    UNKNOWN
}
