package io.tradingrecovery.state;

/**
 * Where an order stands, in the terms of FIX tag 39 (OrdStatus), with three of our own: an intent that has no answer yet,
 * a submit whose answer was lost, and an order the broker definitively does not know.
 *
 * <p>Terminal does not mean unfilled: a cancelled or expired order keeps the fills it had.
 */
public enum OrderStatus {
    /** Journalled, and not answered yet: it may not even have been sent. */
    INTENDED(false),
    /** Sent, and the answer was lost: it may or may not exist at the broker. */
    AMBIGUOUS(false),
    /** Taken by the broker, not yet by the market. */
    PENDING_NEW(false),
    /** Waiting for another order, as the leg of a bracket does. */
    HELD(false),
    /** Working, nothing filled. */
    NEW(false),
    /** Working, filled in part. */
    PARTIALLY_FILLED(false),
    /** A cancel was asked for and is not confirmed; it may still fill. */
    PENDING_CANCEL(false),
    /** A replacement was asked for and is not confirmed; it may still fill. */
    PENDING_REPLACE(false),
    /** Not eligible to trade for now. */
    SUSPENDED(false),
    /** Done for this session, possibly alive in the next. */
    DONE_FOR_DAY(false),
    /** The broker uses a term this library does not know; counted as working. */
    UNKNOWN(false),
    /** Filled completely. */
    FILLED(true),
    /** Cancelled; what was filled before stays filled. */
    CANCELED(true),
    /** Ended by its time in force; what was filled before stays filled. */
    EXPIRED(true),
    /** Refused by the broker. */
    REJECTED(true),
    /** Superseded by another order, named in {@link Order#replacedBy()}. */
    REPLACED(true),
    /** The broker definitively does not know it: it was never sent, or was forgotten. */
    NOT_FOUND(true);

    private final boolean terminal;

    OrderStatus(boolean terminal) {
        this.terminal = terminal;
    }

    /** Whether the order can never fill again. */
    public boolean isTerminal() {
        return terminal;
    }
}
