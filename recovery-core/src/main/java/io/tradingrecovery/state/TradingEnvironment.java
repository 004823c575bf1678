package io.tradingrecovery.state;

/** Whose money an account moves. */
public enum TradingEnvironment {
    /** A simulated account. */
    PAPER,
    /** Real money. */
    LIVE,
    /** The broker does not say. */
    UNKNOWN
}
