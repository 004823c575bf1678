package io.tradingrecovery.reconcile;

import static io.tradingrecovery.reconcile.Severity.FATAL;
import static io.tradingrecovery.reconcile.Severity.INFO;
import static io.tradingrecovery.reconcile.Severity.REVIEW;
import static io.tradingrecovery.reconcile.Severity.WARN;

/** What can differ between what was saved and what the broker says. */
public enum InconsistencyKind {
    /** The broker answers for another account or environment than the saved one; nothing else is compared. */
    WRONG_ACCOUNT(FATAL),
    /** The broker's facts changed from read to read and never held still. */
    UNSTABLE_VIEW(FATAL),
    /** The broker did not give the facts. */
    BROKER_FAILURE(FATAL),

    /** There was a state, and none of it can be read. */
    STATE_UNREADABLE(REVIEW),
    /** The newest readable state is older than one that was there before. */
    STATE_REGRESSED(REVIEW),
    /** The state is dated later than now. */
    STATE_FROM_FUTURE(WARN),
    /** The state is older than the staleness policy allows. */
    STATE_STALE(INFO),
    /** The newest snapshot could not be used, a backup was. */
    BACKUP_USED(WARN),
    /** The end of the journal was never acknowledged and was cut. */
    TAIL_CUT(WARN),

    /** A row of the broker makes no sense: a quantity is missing or absurd, or two rows contradict each other. */
    ROW_INVALID(REVIEW),
    /** The history of fills or activities has gaps, so what it does not show proves nothing. */
    HISTORY_INCOMPLETE(REVIEW),

    /** An order's ids point to different orders: nothing is booked on either. */
    ORDER_CONFLICT(REVIEW),
    /** An open order is not listed, and its end is not proven. It stays open. */
    ORDER_MISSING(REVIEW),
    /** The broker definitively does not know an order that was open; it is closed, its fills are kept. */
    ORDER_NOT_FOUND(WARN),
    /** The broker works an order that the bot does not know; it is adopted. */
    ORDER_UNKNOWN(WARN),
    /** An order's status moved on. */
    ORDER_STATUS(INFO),
    /** An order's quantity, price or validity was changed, or another order took its place. */
    ORDER_AMENDED(INFO),
    /** More was filled than was ordered; nothing is booked. */
    OVERFILL(REVIEW),
    /** The broker says less than the bot already knows; nothing is taken back. */
    BROKER_BEHIND(REVIEW),

    /** An intent without an answer reached the broker. */
    INTENT_FOUND(INFO),
    /** An intent without an answer never reached the broker: submitting it again under the same id is safe. */
    INTENT_NEVER_SENT(WARN),
    /** Whether an intent without an answer reached the broker is not known. */
    INTENT_AMBIGUOUS(REVIEW),

    /** The broker's execution that the bot had not booked. */
    MISSED_FILL(INFO),
    /** A filled quantity without a named execution, computed from the order's totals. */
    INFERRED_FILL(WARN),
    /** One execution id with different data; the data known first is kept. In quantity it is REVIEW. */
    FILL_DATA_DIFFERS(WARN),
    /** A fee that was not known when its fill was booked is known now. */
    FEE_POSTED(INFO),
    /** A quantity that a fee at the stated rate explains, which is not posted yet. */
    FEE_PENDING(INFO),

    /** Both hold the instrument, in different quantities; INFO where all of it is explained. */
    POSITION_QUANTITY(REVIEW),
    /** The bot holds it, the broker does not; INFO where all of it is explained. */
    POSITION_MISSING(REVIEW),
    /** The broker holds it, the bot does not; INFO where all of it is explained. */
    POSITION_UNKNOWN(REVIEW),
    /** The cost is the same at another quantity, and no activity says why. */
    SPLIT_SUSPECTED(REVIEW),
    /** A split, a transfer or another activity changed a position. */
    CORPORATE_ACTION(INFO),
    /** The average price differs, or is not known any more. */
    AVERAGE_PRICE(INFO),
    /** A position in an instrument the bot can't trade. */
    UNSUPPORTED_INSTRUMENT(REVIEW),
    /** A position whose recorded stop order is gone. */
    UNPROTECTED(WARN),
    /** A protective order without a position to protect: once triggered it would open one. */
    ORPHAN_PROTECTIVE(WARN),

    /** Cash differs by more than fills, fees and activities explain. Above the policy's limit it is REVIEW. */
    CASH(WARN),
    /** Cash could not be compared, because a price, a fee or a multiplier is not known. */
    CASH_UNCHECKED(INFO),
    /** The period of a risk limit is over; its usage starts again. */
    RISK_PERIOD_ENDED(INFO),
    /** Something of the account that this bot does not own. */
    OUT_OF_SCOPE(INFO);

    private final Severity usual;

    InconsistencyKind(Severity usual) {
        this.usual = usual;
    }

    /** The severity it has unless its description names a case that weighs otherwise. */
    public Severity severity() {
        return usual;
    }
}
