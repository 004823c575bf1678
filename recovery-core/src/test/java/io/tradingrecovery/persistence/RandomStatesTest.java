package io.tradingrecovery.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.testkit.RandomStates;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever a record can hold comes back equal from the disk. */
@ExtendWith(LibraryThreads.class)
class RandomStatesTest {

    private static final int STATES = 500;
    private static final int ORDERS = 200;

    private final SimulatedStorage storage = new SimulatedStorage();

    @Test
    void everyStateComesBackEqual() {
        try (StatePersistence persistence = NumberedBot.settings().openOn(storage)) {
            persistence.loadState();
            for (int seed = 0; seed < STATES; seed++) {
                SystemStateSnapshot state = new RandomStates(seed).next();
                persistence.saveState(state);
                assertThat(((Loaded) NumberedBot.found(storage)).snapshot())
                        .as("seed %d", seed)
                        .isEqualTo(state);
            }
        }
    }

    @Test
    void everyJournalledOrderAndFillComesBackEqual() {
        Map<String, Order> orders = new LinkedHashMap<>();
        try (StatePersistence persistence = NumberedBot.settings().openOn(storage)) {
            persistence.loadState();
            for (int seed = 0; seed < ORDERS; seed++) {
                RandomStates random = new RandomStates(seed);
                Order order = random.order();
                if (orders.putIfAbsent(
                                order.clientOrderId(),
                                order.toBuilder().status(OrderStatus.INTENDED).build())
                        == null) {
                    persistence.journal().intend(order);
                }
                persistence.journal().filled(strayCopyOf(random.fill()));
            }
            persistence.journal().note("the last one").awaitDurable();
            JournalState inMemory = persistence.journal().state();

            JournalState found = NumberedBot.found(storage).journal().state();

            assertThat(found).isEqualTo(inMemory);
            assertThat(found.orders())
                    .extracting(journaled -> journaled.order())
                    .containsExactlyElementsOf(orders.values());
        }
    }

    /** A fill of an order that no other seed knows. */
    private static Fill strayCopyOf(Fill fill) {
        return new Fill(
                fill.fillId(),
                "no order of that name",
                null,
                fill.symbol(),
                fill.side(),
                fill.quantity(),
                fill.price(),
                fill.time(),
                fill.cumulativeQuantity(),
                fill.fee(),
                fill.feeAsset(),
                fill.inferred());
    }
}
