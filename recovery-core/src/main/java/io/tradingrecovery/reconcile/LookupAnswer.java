package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.BrokerException;
import io.tradingrecovery.broker.OrderLookup;

/** What came of asking the broker for one order. Immutable and safe to share between threads. */
public sealed interface LookupAnswer {

    /** The broker answered. */
    record Answered(OrderLookup lookup) implements LookupAnswer {}

    /**
     * It did not, after all attempts. That is no evidence of anything.
     *
     * @param kind what kind of failure it was
     * @param reason a sentence for the operator
     */
    record Failed(BrokerException.Kind kind, String reason) implements LookupAnswer {}
}
