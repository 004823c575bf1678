package io.tradingrecovery.quotes;

/** How far a quote can be trusted to be the price now. */
public enum Freshness {
    /** Its event is no older than the staleness threshold. */
    LIVE,
    /** The feed is a delayed one and the event no older than its delay explains. */
    DELAYED,
    /** The market is shut, and this is its last price. */
    SESSION_CLOSED,
    /** Older than the staleness threshold while the market is open, or nobody knows whether it is. */
    STALE,
    /** Older than the time to live of the cache. */
    EXPIRED
}
