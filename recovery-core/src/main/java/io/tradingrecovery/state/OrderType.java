package io.tradingrecovery.state;

/** What decides when an order trades, and at which price. */
public enum OrderType {
    /** At once, at the best price there is. */
    MARKET,
    /** At the limit price or better. */
    LIMIT,
    /** As a market order once the stop price trades. */
    STOP,
    /** As a limit order once the stop price trades. */
    STOP_LIMIT,
    /** As a stop whose price follows the market. */
    TRAILING_STOP,
    /** The broker uses a term this library does not know. */
    UNKNOWN
}
