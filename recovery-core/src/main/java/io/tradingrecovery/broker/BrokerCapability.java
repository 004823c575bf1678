package io.tradingrecovery.broker;

import java.util.Set;

/** What a broker adapter can be relied upon for. */
public enum BrokerCapability {
    /** {@link OrderLookup.NotFound} by client order id means that no such order was ever taken. */
    EXACT_LOOKUP_BY_CLIENT_ORDER_ID,
    /** {@link OrderLookup.NotFound} by broker order id means that no such order was ever taken. */
    EXACT_LOOKUP_BY_BROKER_ORDER_ID,
    /** Fills come with their prices and say which order they belong to. */
    FILLS,
    /** Deposits, fees, dividends, splits and the like can be read. */
    ACTIVITIES;

    /** What most brokers can do: all but {@link #ACTIVITIES}. */
    static final Set<BrokerCapability> USUAL =
            Set.of(EXACT_LOOKUP_BY_CLIENT_ORDER_ID, EXACT_LOOKUP_BY_BROKER_ORDER_ID, FILLS);
}
