package io.tradingrecovery.recovery;

/**
 * Why a gate is not open. {@code docs/recovery.md} has a section under each name that says what to do. Several may hold at
 * once; clearing one leaves the others.
 */
public enum GateReason {
    /** A person or the bot halted trading; only a person ends it. */
    HALTED(GateState.REDUCE_ONLY),
    /** Recovery found something that a person must decide. */
    REVIEW(GateState.REDUCE_ONLY),
    /** Something is not clear yet, and is looked at again without anybody's help. */
    SETTLING(GateState.REDUCE_ONLY),
    /** The bot was started too often in a short time; it ends by itself once the bot has stayed up. */
    CRASH_LOOP(GateState.BLOCKED),
    /** What must not be lost can't be written to the disk. */
    NOT_DURABLE(GateState.BLOCKED),
    /** The running bot and the broker disagree. */
    DRIFT(GateState.REDUCE_ONLY),
    /** Recovery has not ended, or has failed. */
    NOT_RECOVERED(GateState.BLOCKED);

    private final GateState state;

    GateReason(GateState state) {
        this.state = state;
    }

    /** How far this reason alone shuts a gate, unless its settings say otherwise. */
    public GateState state() {
        return state;
    }
}
