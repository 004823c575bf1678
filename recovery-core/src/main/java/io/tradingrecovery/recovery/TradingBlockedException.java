package io.tradingrecovery.recovery;

import io.tradingrecovery.errors.TradingRecoveryException;
import java.util.Set;

/** An order was not sent because the gate does not let it through. The message names each reason and what ends it. */
public final class TradingBlockedException extends TradingRecoveryException {

    private static final long serialVersionUID = 1L;

    private final Set<GateReason> reasons;

    TradingBlockedException(String message, Set<GateReason> reasons) {
        super(message, null);
        this.reasons = Set.copyOf(reasons);
    }

    /** Why the gate is not open. */
    public Set<GateReason> reasons() {
        return reasons;
    }
}
