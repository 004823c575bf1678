package io.tradingrecovery.reconcile;

import io.tradingrecovery.broker.OrderKey;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The order in which order keys are listed. */
final class OrderKeys {

    /** Absent texts first. */
    static final Comparator<@Nullable String> TEXT = Comparator.nullsFirst(Comparator.naturalOrder());

    static final Comparator<OrderKey> ORDER =
            Comparator.comparing(OrderKey::clientOrderId, TEXT).thenComparing(OrderKey::brokerOrderId, TEXT);

    private OrderKeys() {}
}
