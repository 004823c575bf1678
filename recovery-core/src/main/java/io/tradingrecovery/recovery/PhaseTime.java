package io.tradingrecovery.recovery;

import java.time.Duration;

/**
 * How long a part of a run took. Immutable and safe to share between threads.
 *
 * @param phase which part
 * @param duration how long
 */
public record PhaseTime(Phase phase, Duration duration) {

    /** The parts of a run, in their order. */
    public enum Phase {
        /** Reading the state directory. */
        LOAD,
        /** Asking the broker until its facts hold still. */
        BROKER,
        /** Comparing. */
        PLAN,
        /** The engine takes the proposed state. */
        RESTORE,
        /** The proposed state goes to disk. */
        SAVE
    }
}
