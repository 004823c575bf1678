package io.tradingrecovery.recovery;

/** What a gate lets through, from the least to the most restrictive. */
public enum GateState {
    /** Every order. */
    OPEN,
    /** Cancels, and orders that shrink a position the broker has confirmed. */
    REDUCE_ONLY,
    /** Nothing. */
    BLOCKED
}
