package io.tradingrecovery.recovery;

import io.tradingrecovery.broker.BrokerException;
import org.jspecify.annotations.Nullable;

/** A question that the broker did not answer after all attempts. Never leaves this package. */
final class BrokerReadException extends Exception {

    private static final long serialVersionUID = 1L;

    private final BrokerException.Kind kind;
    private final boolean deadlinePassed;

    BrokerReadException(BrokerException.Kind kind, String message, boolean deadlinePassed, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.deadlinePassed = deadlinePassed;
    }

    BrokerException.Kind kind() {
        return kind;
    }

    /** Whether the time of the whole run is over, so that nothing else can be asked. */
    boolean deadlinePassed() {
        return deadlinePassed;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
