package io.tradingrecovery.drill.exchange.fault;

/** What goes wrong with a request. */
public enum FaultKind {
    /** The connection breaks before anything is done. */
    DROP_REQUEST,
    /** It is done, and the connection breaks before the answer. */
    DROP_ANSWER,
    /** It is done after the fault's delay, whether or not the client still waits. */
    LAG,
    /** It is done at once and answered after the fault's delay. */
    LATE_ANSWER,
    /** Nothing is done and nothing is said, until the fault is lifted; then the connection breaks. */
    SILENCE,
    /** The answer's body breaks off in the middle. */
    CUT_BODY,
    /** The second half of an answer's rows is missing, and nothing says so. */
    OMIT_ROWS,
    /** Status 429, nothing is done. */
    RATE_LIMIT,
    /** Status 503, nothing is done. */
    SERVER_ERROR
}
