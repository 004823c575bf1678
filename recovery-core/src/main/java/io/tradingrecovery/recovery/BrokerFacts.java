package io.tradingrecovery.recovery;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.reconcile.BrokerView;
import io.tradingrecovery.reconcile.InconsistencyKind;
import org.jspecify.annotations.Nullable;

/** What came of looking at the broker. */
sealed interface BrokerFacts {

    /** A view that held still. {@code rounds} is how often it was read until it did. */
    record Seen(BrokerView view, int rounds) implements BrokerFacts {}

    /**
     * No view.
     *
     * @param finding what to call it
     * @param kind what kind of failure it was; absent for a view that never held still
     * @param reason a sentence for the operator
     */
    record Unseen(InconsistencyKind finding, BrokerException.@Nullable Kind kind, String reason)
            implements BrokerFacts {

        /** Whether looking again may help, without anybody doing anything. */
        boolean mayPass() {
            return kind == null || BrokerReads.isWorthAsking(kind);
        }
    }
}
