package io.tradingrecovery.watchdog.internal.engine;

/** How a watchdog was started. */
public enum Mode {
    /** It starts the bot itself. */
    RUN,
    /** The bot started it; it takes over from there. */
    SIDECAR,
    /** The bot started it; it detects, dumps and kills, and leaves starting to somebody else. */
    GUARD
}
