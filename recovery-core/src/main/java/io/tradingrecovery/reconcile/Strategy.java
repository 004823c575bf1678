package io.tradingrecovery.reconcile;

/** Which way from the saved state to the proposed one was taken. */
public enum Strategy {
    /** The saved state, with which nothing differs. */
    RESUME,
    /** The saved state, brought up to what the broker says. */
    RECONCILE,
    /** From the broker, because the saved state is stale or can't be read. */
    REBUILD,
    /** From the broker, because nothing was ever saved. */
    FRESH_START
}
