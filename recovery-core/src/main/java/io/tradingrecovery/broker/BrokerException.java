package io.tradingrecovery.broker;

import io.tradingrecovery.errors.TradingRecoveryException;
import org.jspecify.annotations.Nullable;

/** A question that the broker did not answer, or not completely. It says nothing of the account. */
public final class BrokerException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    /** What kind of failure it is, and so what to do. */
    public enum Kind {
        /** A timeout, a broken connection, a server error, a rate limit: asking again may help. */
        TRANSIENT,
        /** The key is wrong or lacks a right: a person must act. */
        AUTH,
        /** The answer was truncated, or a row of it can't be read: what was read proves nothing. */
        INCOMPLETE,
        /** This broker can't be asked that. */
        UNSUPPORTED,
        /** The broker refused the question itself. */
        REJECTED
    }

    private final Kind kind;

    /** A failure whose message names what was asked, what came back, and the fix where there is one; never a key. */
    public BrokerException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** A failure without another behind it. */
    public BrokerException(Kind kind, String message) {
        this(kind, message, null);
    }

    /** What kind of failure it is. */
    public Kind kind() {
        return kind;
    }
}
