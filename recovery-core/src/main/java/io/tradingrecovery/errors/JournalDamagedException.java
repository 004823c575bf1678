package io.tradingrecovery.errors;

import java.nio.file.Path;

/**
 * Acknowledged records of the order journal are missing or unreadable. Nothing was changed; {@code recovery.jar salvage}
 * keeps what can still be read, once an operator has decided to go on without the rest.
 */
public final class JournalDamagedException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    private final transient Path segment;
    private final long firstLost;
    private final long lastLost;

    /** The records from {@code firstLost} to {@code lastLost}, both included, can't be read from {@code segment}. */
    public JournalDamagedException(Path segment, long firstLost, long lastLost, String reason) {
        super(
                "The order journal is damaged: " + reason + " (" + segment + "); acknowledged records " + firstLost
                        + " to " + lastLost
                        + " are lost. Nothing was changed. Put a good copy of the file back, or keep what is readable"
                        + " with: recovery.jar salvage",
                null);
        this.segment = segment;
        this.firstLost = firstLost;
        this.lastLost = lastLost;
    }

    /** The file in which the loss was found. */
    public Path segment() {
        return segment;
    }

    /** The sequence of the first lost record. */
    public long firstLost() {
        return firstLost;
    }

    /** The sequence of the last record known to be lost. */
    public long lastLost() {
        return lastLost;
    }
}
