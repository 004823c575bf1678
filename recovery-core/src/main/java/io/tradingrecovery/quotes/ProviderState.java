package io.tradingrecovery.quotes;

/** Whether a provider is asked. */
public enum ProviderState {
    /** Asked in its turn. */
    HEALTHY,
    /** Asked in its turn, unless it is throttled; something is wrong with it. */
    DEGRADED,
    /** Not asked by calls; tested in the background until it is back. */
    FAILED
}
