package io.tradingrecovery.persistence;

import static io.tradingrecovery.testkit.States.amount;
import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.testing.SettableClock;
import io.tradingrecovery.testkit.States;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A save falls between an event's record and the engine's booking of it, in every order. The power fails after it, all that
 * was not synced is lost, and still no order and no fill is missing.
 */
@ExtendWith(LibraryThreads.class)
@Timeout(60)
class SaveBetweenEventsTest {

    private final SimulatedStorage storage = new SimulatedStorage();
    private final SettableClock time = SettableClock.at(States.TIME);
    private final Queue<Runnable> copies = new ArrayDeque<>();
    private final Map<String, Order> booked = new LinkedHashMap<>();
    private final Fill fill = NumberedBot.fill("fill-1", "order");
    private StatePersistence persistence;
    private OrderJournal journal;
    private int saves;
    private boolean closing;

    @BeforeEach
    void start() {
        persistence = NumberedBot.settings()
                .scheduler(time.scheduler())
                .engine(this::copyOfTheBook)
                .copyOn(this::copyOrCopyLater)
                .openOn(storage);
        persistence.loadState();
        persistence.armAutomaticSaves();
        journal = persistence.journal();
        journal.intend(NumberedBot.order("order"));
        book("order", OrderStatus.NEW, "0");
        save();
    }

    @AfterEach
    void end() {
        closing = true;
        NumberedBot.close(persistence);
    }

    @Test
    void aSaveAfterTheRecordAndBeforeTheBooking() {
        journal.filled(fill).awaitDurable();
        save();
        book("order", OrderStatus.PARTIALLY_FILLED, "4");

        assertFillIsKnown("0");
    }

    @Test
    void aSaveAfterTheBookingAndBeforeTheRecord() {
        book("order", OrderStatus.PARTIALLY_FILLED, "4");
        save();
        journal.filled(fill).awaitDurable();

        assertFillIsKnown("4");
    }

    @Test
    void aRecordAndABookingWhileTheCopyIsAskedFor() {
        beginSave();
        journal.filled(fill).awaitDurable();
        book("order", OrderStatus.PARTIALLY_FILLED, "4");
        finishSave();

        assertFillIsKnown("4");
    }

    @Test
    void aRecordWhileTheCopyIsAskedForAndTheBookingAfterIt() {
        beginSave();
        journal.filled(fill).awaitDurable();
        finishSave();
        book("order", OrderStatus.PARTIALLY_FILLED, "4");

        assertFillIsKnown("0");
    }

    @Test
    void aBookingWhileTheCopyIsAskedForAndTheRecordAfterIt() {
        beginSave();
        book("order", OrderStatus.PARTIALLY_FILLED, "4");
        finishSave();
        journal.filled(fill).awaitDurable();

        assertFillIsKnown("4");
    }

    @Test
    void anOrderIntendedWhileTheCopyIsAskedForIsAQuestionToTheBroker() {
        beginSave();
        journal.intend(NumberedBot.order("in flight"));
        finishSave();

        assertThat(found().journal().state().pendingIntents())
                .extracting(pending -> pending.order().clientOrderId())
                .contains("in flight");
    }

    @Test
    void anExplicitSaveOfACopyTakenBeforeTheRecordLosesNothing() {
        SystemStateSnapshot copy = copyOfTheBook();
        journal.filled(fill).awaitDurable();
        journal.intend(NumberedBot.order("in flight"));
        persistence.saveState(copy);

        assertFillIsKnown("0");
        assertThat(found().orders()).extracting(Order::clientOrderId).containsExactly("order", "in flight");
    }

    @Test
    void aFillThatEndsItsOrderIsKnownAlsoAfterTheNextSave() {
        journal.filled(fill);
        journal.filled(States.fill("fill-2")).awaitDurable();
        journal.closed("order", OrderStatus.CANCELED, "asked for").awaitDurable();
        save();
        save();

        JournaledOrder order = found().journal().state().orders().get(0);
        assertThat(order.order().status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(order.fills()).containsExactly(fill);
    }

    /** What a start finds: the fill, as evidence beside a copy that has booked so much. */
    private void assertFillIsKnown(String bookedInCopy) {
        Loaded loaded = found();
        assertThat(loaded.snapshot().orders().get(0).filledQuantity()).isEqualByComparingTo(bookedInCopy);
        JournaledOrder known = loaded.journal().state().orders().get(0);
        assertThat(known.fills()).containsExactly(fill);
        assertThat(known.order().filledQuantity()).isEqualByComparingTo("4");
        assertThat(loaded.orders().get(0).filledQuantity())
                .as("the more advanced account")
                .isEqualByComparingTo("4");
    }

    private Loaded found() {
        return (Loaded) NumberedBot.found(storage.crashLosingAll());
    }

    private SystemStateSnapshot copyOfTheBook() {
        return SystemStateSnapshot.builder(States.TIME).orders(booked.values()).build();
    }

    private void book(String id, OrderStatus status, String filled) {
        booked.put(
                id,
                NumberedBot.order(id).toBuilder()
                        .status(status)
                        .filledQuantity(amount(filled))
                        .build());
    }

    private void copyOrCopyLater(Runnable copy) {
        if (closing) {
            copy.run();
        } else {
            copies.add(copy);
        }
    }

    private void save() {
        beginSave();
        finishSave();
    }

    /** The save marks the journal, and the engine is about to be asked for its copy. */
    private void beginSave() {
        persistence.requestSave();
        while (copies.isEmpty()) {
            time.advance(Duration.ZERO);
            Thread.onSpinWait();
        }
    }

    private void finishSave() {
        copies.remove().run();
        saves++;
        while (persistence.health().saves() < saves) {
            Thread.onSpinWait();
        }
    }
}
