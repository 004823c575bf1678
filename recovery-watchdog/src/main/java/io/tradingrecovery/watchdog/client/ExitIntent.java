package io.tradingrecovery.watchdog.client;

/** Why a bot ends, in its own words. It counts more than the exit code. */
public enum ExitIntent {
    /** It ends for good; the watchdog ends too. */
    STOP,
    /** It wants to be started again at once; the restart is charged to the budget. */
    RESTART
}
