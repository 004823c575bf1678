package io.tradingrecovery.reconcile;

/** What becomes of a position change that no broker evidence explains. */
public enum UnexplainedPolicy {
    /** A person decides. */
    BLOCK,
    /** The broker's quantity is adopted with a warning, and trading goes on. */
    ADOPT
}
