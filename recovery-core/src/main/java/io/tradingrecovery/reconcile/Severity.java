package io.tradingrecovery.reconcile;

/** How much an inconsistency weighs, from the least to the most. */
public enum Severity {
    /** Explained by named evidence, or of no consequence. */
    INFO,
    /** Trading may go on, and somebody should look. */
    WARN,
    /** A person must decide before trading goes on, unless it {@linkplain Inconsistency#settles() settles} by itself. */
    REVIEW,
    /** The facts allow no comparison at all: recovery fails. */
    FATAL
}
