package io.tradingrecovery.quotes;

/** Why a provider is not healthy; the numbers are in {@code docs/quotes.md}. */
public enum HealthReason {
    /** It refuses the key: only an operator can help. */
    BAD_KEY,
    /** Several requests in a row failed. */
    CONSECUTIVE_FAILURES,
    /** Too many of the last requests failed. */
    LOW_SUCCESS_RATE,
    /** It was failed and is back on trial. */
    RECOVERING,
    /** Its average latency is above the limit. */
    SLOW,
    /** Most of its quotes are older than what others have, or than they may be while the market is open. */
    MOSTLY_STALE,
    /** It allows no requests until a known moment; that is no fault. */
    THROTTLED
}
