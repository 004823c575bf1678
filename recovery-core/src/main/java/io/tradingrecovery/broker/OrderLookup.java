package io.tradingrecovery.broker;

import io.tradingrecovery.state.Order;

/** What came of asking for one order. Immutable and safe to share between threads. */
public sealed interface OrderLookup {

    /** The broker knows it, and this is where it stands. */
    record Found(Order order) implements OrderLookup {}

    /** The broker answered that it does not know it. Nothing else counts as this: no timeout, no error, no empty page. */
    record NotFound() implements OrderLookup {}

    /**
     * It can't be asked for by this key.
     *
     * @param why a sentence for the operator
     */
    record Unsupported(String why) implements OrderLookup {}
}
