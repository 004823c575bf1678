package io.tradingrecovery.persistence;

import static io.tradingrecovery.testkit.States.amount;

import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.internal.storage.SimulatedCrash;
import io.tradingrecovery.persistence.internal.storage.Storage;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.testkit.States;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a bot on a storage that may fail or crash under it: it saves numbered states, intends orders, books fills,
 * and writes down what was acknowledged. What fails is collected; a crash ends it. Not thread-safe.
 */
final class NumberedBot implements AutoCloseable {

    private final StatePersistence persistence;
    private final Promises promises;
    private final List<RuntimeException> failures = new ArrayList<>();

    private NumberedBot(StatePersistence persistence, Promises promises) {
        this.persistence = persistence;
        this.promises = promises;
    }

    /** Settings under which a run does the same operations each time: small files, no thread that acts by itself. */
    static StatePersistenceBuilder settings() {
        return StatePersistence.builder()
                .backups(1)
                .saveOnShutdown(false)
                .scheduler(SettableClock.at(States.TIME).scheduler())
                .journalForTests(16 << 10, Duration.ofDays(1))
                .clock(Clock.fixed(States.TIME, ZoneOffset.UTC));
    }

    /** What a start finds there, without a bot. */
    static LoadResult found(Storage storage) {
        return StatePersistence.loadReadOnly(settings().config(), () -> storage);
    }

    /** Takes the directory and loads what is in it. */
    static NumberedBot start(Storage storage, Promises promises) {
        StatePersistence persistence = settings().openOn(storage);
        boolean loaded = false;
        try {
            persistence.loadState();
            loaded = true;
        } finally {
            if (!loaded) {
                close(persistence);
            }
        }
        return new NumberedBot(persistence, promises);
    }

    /**
     * A whole run: two saves, and an intent and a fill with a save in between, which may still be open at the end. What
     * fails is in {@link #failures()}.
     */
    void work() {
        save();
        String first = intend();
        save();
        fill(first);
        intend();
    }

    void save() {
        int number = promises.trySaving();
        attempt(() -> {
            persistence.saveState(States.numbered(number));
            promises.saved(number);
        });
    }

    String intend() {
        String id = "order-" + promises.orders();
        promises.tryIntending(id);
        attempt(() -> {
            persistence.journal().intend(order(id));
            promises.intended(id);
        });
        return id;
    }

    void fill(String orderId) {
        String id = "fill-of-" + orderId;
        promises.tryFilling(id);
        attempt(() -> {
            persistence.journal().filled(fill(id, orderId)).awaitDurable();
            promises.filled(id);
        });
    }

    void halt() {
        promises.tryHalting();
        attempt(() -> {
            persistence.journal().halt("the test says so");
            promises.halted();
        });
    }

    /** What failed so far, in its order. */
    List<RuntimeException> failures() {
        return failures;
    }

    StatePersistence persistence() {
        return persistence;
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (TradingRecoveryException | IllegalStateException e) {
            failures.add(e);
        }
    }

    @Override
    public void close() {
        close(persistence);
    }

    /** Ends the threads, also where the process is said to be dead. */
    static void close(StatePersistence persistence) {
        try {
            persistence.close();
        } catch (SimulatedCrash dead) {
            // Then nothing was given back, as it should be.
        }
    }

    static Order order(String id) {
        return Order.builder(id, "AAPL", OrderSide.BUY, OrderType.LIMIT)
                .quantity(amount("10"))
                .limitPrice(amount("12"))
                .build();
    }

    static Fill fill(String id, String orderId) {
        return Fill.builder(id, "AAPL", OrderSide.BUY, amount("4"), States.TIME)
                .clientOrderId(orderId)
                .price(amount("11"))
                .build();
    }
}
