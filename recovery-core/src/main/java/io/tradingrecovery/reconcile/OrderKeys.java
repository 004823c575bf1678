package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.OrderKey;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The order in which order keys and other texts that may be absent are listed: the absent first. */
final class OrderKeys {

    static final Comparator<OrderKey> ORDER = OrderKeys::compare;

    private OrderKeys() {}

    static int compare(@Nullable OrderKey one, @Nullable OrderKey other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        int order = compare(one.clientOrderId(), other.clientOrderId());
        return order == 0 ? compare(one.brokerOrderId(), other.brokerOrderId()) : order;
    }

    static int compare(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return Boolean.compare(one != null, other != null);
        }
        return one.compareTo(other);
    }
}
