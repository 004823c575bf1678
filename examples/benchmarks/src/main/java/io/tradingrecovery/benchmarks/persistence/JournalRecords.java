package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.persistence.internal.orders.JournalEvent;
import io.tradingrecovery.persistence.internal.orders.JournalEventJson;
import io.tradingrecovery.state.Order;
import java.time.Instant;
import java.util.Arrays;

/** What the journal writes of an order. */
final class JournalRecords {

    private static final int HEADER_BYTES = 48;
    private static final int ALIGNMENT = 8;

    private JournalRecords() {}

    /** As many bytes as the record of an intent takes in the journal, header and padding included. */
    static byte[] sizedLikeIntentOf(Order order) {
        byte[] payload = JournalEventJson.write(new JournalEvent.Submit(Instant.now(), order));
        return Arrays.copyOf(payload, (HEADER_BYTES + payload.length + ALIGNMENT - 1) & -ALIGNMENT);
    }
}
