package io.tradingrecovery.testing;

/** A question of {@link io.tradingrecovery.broker.Broker} that a fault can be put on. */
public enum Read {
    ACCOUNT,
    POSITIONS,
    OPEN_ORDERS,
    FIND_ORDER,
    FILLS,
    ACTIVITIES
}
