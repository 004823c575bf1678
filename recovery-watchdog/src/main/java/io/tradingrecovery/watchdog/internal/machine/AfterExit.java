package io.tradingrecovery.watchdog.internal.machine;

/** What is to happen once the present bot is gone. */
public enum AfterExit {
    /** What the exit rules say of the way it ended. */
    BY_RULES,
    /** An automatic restart, charged to the budget. */
    RESTART,
    /** A start that an operator asked for, not charged. */
    START,
    /** Nothing: the watchdog was told to stop. Never changed back. */
    STOP
}
