package io.tradingrecovery.state;

/** Which way an order or a fill goes. */
public enum OrderSide {
    /** Adds to the signed quantity of a position: opens or adds to a long, or covers a short. */
    BUY,
    /** Takes from the signed quantity of a position: reduces a long, or opens or adds to a short. */
    SELL
}
