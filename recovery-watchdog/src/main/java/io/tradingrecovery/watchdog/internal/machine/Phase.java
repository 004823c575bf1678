package io.tradingrecovery.watchdog.internal.machine;

/** What the watchdog is doing about its bot. The transitions are drawn in {@link Reducer}. */
public enum Phase {
    /** Nothing is known yet: the traces of an earlier watchdog are being looked at. */
    INIT,
    /** A bot that another watchdog, or nobody, started is alive; it has not yet said that it is ready. */
    ADOPTING,
    /** A launch was ordered; the bot has not yet shown that it is ready. */
    STARTING,
    /** The bot is ready, or ready but blocked from trading. */
    RUNNING,
    /** A work loop missed its deadline; the bot gets one more look before anything is done to it. */
    SUSPECT,
    /** The bot hangs; thread dumps are being taken. */
    DUMPING,
    /** The bot was asked to end, or says that it is ending. */
    STOPPING,
    /** The bot and its descendants are being killed. */
    KILLING,
    /** No bot; the next restart waits for its delay. */
    BACKOFF,
    /** No bot; starting one is pointless or dangerous until a person acts. */
    GATED,
    /** No bot; the restart budget is used up, and only {@code resume} starts one. */
    EXHAUSTED,
    /** No bot; the watchdog ends. */
    STOPPED;

    /** Whether a bot process may exist in this phase. */
    public boolean hasBot() {
        return switch (this) {
            case ADOPTING, STARTING, RUNNING, SUSPECT, DUMPING, STOPPING, KILLING -> true;
            case INIT, BACKOFF, GATED, EXHAUSTED, STOPPED -> false;
        };
    }
}
