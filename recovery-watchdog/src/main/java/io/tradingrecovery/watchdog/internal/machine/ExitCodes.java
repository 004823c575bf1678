package io.tradingrecovery.watchdog.internal.machine;

/** What the watchdog process ends with. Documented in {@code docs/watchdog.md}; never renumbered. */
public final class ExitCodes {

    /** Stopped as asked, or the bot ended as it should. */
    public static final int OK = 0;

    /** The watchdog itself failed. */
    public static final int INTERNAL = 1;

    /** Options that can't be understood or that contradict each other. */
    public static final int USAGE = 2;

    /** Another watchdog holds the state directory; for the other verbs: no watchdog runs. */
    public static final int NOT_THE_ONE = 3;

    /** Somebody else stopped the bot; it stays down. */
    public static final int STOPPED_OUTSIDE = 4;

    /** A bot is alive and {@code --orphan refuse} forbids to touch it. */
    public static final int ORPHAN_REFUSED = 5;

    /** The state directory can't be used. */
    public static final int STATE_DIRECTORY = 6;

    /** The command can't be started at all. */
    public static final int COMMAND = 7;

    /** A process of the bot survived being killed. */
    public static final int SURVIVOR = 8;

    /** A guard ends because its bot is gone. */
    public static final int GUARD_BOT_GONE = 9;

    private ExitCodes() {}
}
