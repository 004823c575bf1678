package io.tradingrecovery.recovery;

/** What a run of recovery ends with. */
public enum RecoveryStatus {
    /** Nothing differs: the saved state goes on. */
    SUCCESS,
    /** The state changed, and every change is explained by named evidence of the broker, approved, or adopted by policy. */
    RECONCILED,
    /** Something is left that a person must decide, or time may settle: the engine has the proposed state, nothing is saved. */
    PARTIAL,
    /** The facts are missing or contradictory, or the engine could not be restored: nothing was saved. */
    FAILED
}
