package io.tradingrecovery.watchdog;

/** What a watchdog does about a bot that is already alive when it starts, left by a watchdog that was killed. */
public enum OrphanPolicy {
    /** Watch it as if it had been started here. */
    ADOPT,
    /** Stop it, and start a new one. */
    KILL,
    /** Leave it alone and end with exit code 5. */
    REFUSE
}
