package io.tradingrecovery.persistence;

import static io.tradingrecovery.testkit.States.amount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tradingrecovery.errors.DuplicateOrderException;
import io.tradingrecovery.errors.NotDurableException;
import io.tradingrecovery.errors.NotRecoveredException;
import io.tradingrecovery.errors.TradingRecoveryException;
import io.tradingrecovery.persistence.LoadResult.Empty;
import io.tradingrecovery.persistence.LoadResult.Loaded;
import io.tradingrecovery.persistence.internal.storage.FaultPlan;
import io.tradingrecovery.persistence.internal.storage.OperationKind;
import io.tradingrecovery.persistence.internal.storage.SimulatedStorage;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.JournalState;
import io.tradingrecovery.state.JournaledOrder;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.OrderSide;
import io.tradingrecovery.state.OrderStatus;
import io.tradingrecovery.state.OrderType;
import io.tradingrecovery.state.TradingHalt;
import io.tradingrecovery.testkit.States;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OrderJournalTest {

    private final SimulatedStorage disk = new SimulatedStorage();

    @Test
    void isThereOnlyOnceTheStateWasLoaded() {
        try (StatePersistence persistence = open(disk)) {
            assertThatThrownBy(persistence::journal).isInstanceOf(NotRecoveredException.class);
        }
    }

    @Test
    void anIntentIsDurableWhenItReturns() {
        StatePersistence persistence = open(disk);
        persistence.loadState();
        assertThat(persistence.journal().intend(order("a"))).isPositive();

        Empty reloaded = (Empty) load(disk.crashLosingAll());

        assertThat(reloaded.journal().state().pendingIntents())
                .extracting(pending -> pending.order().clientOrderId())
                .containsExactly("a");
        assertThat(reloaded.journal().replayed()).isEqualTo(1);
    }

    @Test
    void laterRecordsMakeEarlierOnesDurable() {
        StatePersistence persistence = open(disk);
        persistence.loadState();
        OrderJournal journal = persistence.journal();
        journal.intend(order("a"));
        journal.accepted("a", "b-1");
        journal.filled(fill("f1", "a", "4"));
        journal.note("nobody waits for these").awaitDurable();

        JournaledOrder order =
                load(disk.crashLosingAll()).journal().state().orders().get(0);

        assertThat(order.order().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(order.order().brokerOrderId()).isEqualTo("b-1");
        assertThat(order.fills()).extracting(Fill::fillId).containsExactly("f1");
    }

    @Test
    void aFutureIsCompletedOnAThreadThatMayRunTheBotsCode() throws Exception {
        try (StatePersistence persistence = open(disk)) {
            persistence.loadState();
            String thread = persistence
                    .journal()
                    .note("x")
                    .whenDurable()
                    .thenApply(sequence -> Thread.currentThread().getName())
                    .get(30, TimeUnit.SECONDS);

            assertThat(thread).isIn("recovery-callbacks", Thread.currentThread().getName());
        }
    }

    @Test
    void refusesAnIdThatMayBeAlive() {
        try (StatePersistence persistence = open(disk)) {
            persistence.loadState();
            OrderJournal journal = persistence.journal();
            journal.intend(order("a"));

            assertThatThrownBy(() -> journal.intend(order("a")))
                    .isInstanceOf(DuplicateOrderException.class)
                    .hasMessageContaining("a is taken")
                    .hasMessageContaining("INTENDED");
            assertThatThrownBy(() -> journal.intendReplace(order("a"), "x"))
                    .isInstanceOf(DuplicateOrderException.class);

            journal.closed("a", OrderStatus.NOT_FOUND, "the broker does not know it");
            assertThat(journal.intend(order("a"))).isPositive();
            assertThat(journal.state().orders()).hasSize(1);
        }
    }

    @Test
    void anEndMustBeAnEnd() {
        try (StatePersistence persistence = open(disk)) {
            persistence.loadState();
            assertThatThrownBy(() -> persistence.journal().closed("a", OrderStatus.NEW, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("NEW");
        }
    }

    @Test
    void aSnapshotHoldsWhatTheJournalSaidBeforeItAndAStartReplaysTheRest() {
        StatePersistence persistence = open(disk);
        persistence.loadState();
        OrderJournal journal = persistence.journal();
        journal.intend(order("before"));
        journal.accepted("before", "b-1").awaitDurable();
        persistence.saveState(States.numbered(1));
        journal.intend(order("after"));

        Loaded loaded = (Loaded) load(disk.crashLosingAll());

        assertThat(loaded.journal().state().orders())
                .extracting(journaled -> journaled.order().clientOrderId())
                .containsExactly("before", "after");
        assertThat(loaded.journal().replayed()).isEqualTo(1);
        assertThat(loaded.orders()).hasSize(2);
    }

    @Test
    void aHaltSurvivesTheProcess() {
        StatePersistence persistence = open(disk);
        persistence.loadState();
        persistence.journal().halt("drawdown");

        SimulatedStorage later = disk.kill();
        TradingHalt halt = load(later).journal().state().halt();
        assertThat(halt).isEqualTo(new TradingHalt("drawdown", States.TIME));

        try (StatePersistence next = open(later)) {
            next.loadState();
            assertThat(next.journal().halt()).contains(new TradingHalt("drawdown", States.TIME));
            next.journal().clearHalt("ana");
        }
        assertThat(load(later).journal().state().halt()).isNull();
    }

    @Test
    void aHaltWhoseEndCouldNotBeRecordedStaysInForce() {
        TradingHalt halt = new TradingHalt("drawdown", States.TIME);
        try (StatePersistence persistence = NumberedBot.settings().openOn(disk)) {
            persistence.loadState();
            persistence.journal().halt("drawdown");
            disk.inject(FaultPlan.failFrom(1, FaultPlan.IO_ERROR, 0).on(OperationKind.SYNC));

            assertThatThrownBy(() -> persistence.journal().clearHalt("ana"))
                    .isInstanceOf(TradingRecoveryException.class);

            assertThat(persistence.journal().halt()).contains(halt);
            disk.inject(FaultPlan.none());
            persistence.saveState(States.numbered(1));
        }
        assertThat(load(disk).journal().state().halt()).isEqualTo(halt);
    }

    @Test
    void recordsSurviveManyRestartsWithAndWithoutSaves() {
        SimulatedStorage storage = disk;
        for (int run = 0; run < 12; run++) {
            StatePersistence persistence = open(storage);
            persistence.loadState();
            persistence.journal().intend(order("o" + run));
            if (run % 3 == 2) {
                persistence.saveState(States.numbered(run));
            }
            storage = run % 2 == 0 ? storage.kill() : storage.crashLosingAll();
        }
        JournalState state = load(storage).journal().state();
        assertThat(state.orders())
                .extracting(journaled -> journaled.order().clientOrderId())
                .containsExactly("o0", "o1", "o2", "o3", "o4", "o5", "o6", "o7", "o8", "o9", "o10", "o11");
    }

    @Test
    void saysWhenNothingCanBeMadeDurableAndResumesWithTheNextSave() throws Exception {
        try (StatePersistence persistence = open(disk)) {
            persistence.loadState();
            OrderJournal journal = persistence.journal();
            journal.intend(order("a"));
            disk.inject(FaultPlan.failFrom(1, FaultPlan.NO_SPACE, 1));

            // A segment that was prepared ahead takes one more failure.
            NotDurableException refusal = null;
            for (int i = 0; i < 5 && refusal == null; i++) {
                String id = "b" + i;
                TradingRecoveryException failure =
                        catchThrowableOfType(TradingRecoveryException.class, () -> journal.intend(order(id)));
                refusal = failure instanceof NotDurableException refused ? refused : null;
            }
            assertThat(refusal).isNotNull().hasMessageContaining(FaultPlan.NO_SPACE);
            assertThat(persistence.health().status()).isEqualTo(PersistenceHealth.Status.NOT_DURABLE);
            assertThatThrownBy(() -> journal.halt("stop")).isInstanceOf(NotDurableException.class);
            assertThat(journal.halt())
                    .as("trading is halted in this run all the same")
                    .isPresent();

            disk.inject(FaultPlan.none());
            persistence.saveState(States.numbered(1));
            persistence.saveStateAsync(States.numbered(2)).get(30, TimeUnit.SECONDS);
            while (!journal.isDurable()) {
                Thread.onSpinWait();
            }
            assertThat(persistence.health().status()).isEqualTo(PersistenceHealth.Status.HEALTHY);
            assertThat(journal.intend(order("b0"))).as("it was never sent").isPositive();
        }
        assertThat(load(disk).journal().state().orders())
                .extracting(journaled -> journaled.order().clientOrderId())
                .contains("a", "b0");
    }

    @Test
    void whatHasHappenedIsInTheNextSnapshotThoughTheJournalCouldNotRecordIt() {
        try (StatePersistence persistence = open(disk)) {
            persistence.loadState();
            OrderJournal journal = persistence.journal();
            journal.intend(order("a"));
            disk.inject(FaultPlan.failFrom(1, FaultPlan.NO_SPACE, 1));
            while (journal.isDurable()) {
                assertThatThrownBy(() -> journal.intend(order("b"))).isInstanceOf(TradingRecoveryException.class);
            }

            assertThatThrownBy(() -> journal.accepted("a", "b-1")).isInstanceOf(NotDurableException.class);
            assertThatThrownBy(() -> journal.filled(fill("f1", "a", "1"))).isInstanceOf(NotDurableException.class);
            assertThatThrownBy(() -> journal.intendCancel("a")).isInstanceOf(NotDurableException.class);

            disk.inject(FaultPlan.none());
            persistence.saveState(States.numbered(1));
        }
        JournaledOrder kept = load(disk).journal().state().orders().get(0);
        assertThat(kept.order().brokerOrderId()).isEqualTo("b-1");
        assertThat(kept.order().status()).as("the cancel was not sent").isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(kept.fills()).extracting(Fill::fillId).containsExactly("f1");
    }

    @Test
    void anOrderThatEndedAfterTheLastSaveIsWholeHoweverLongTheBotWasDown() {
        try (StatePersistence persistence = open(disk)) {
            persistence.loadState();
            persistence.saveState(States.numbered(1));
            persistence.journal().intend(order("a"));
            persistence.journal().filled(fill("f1", "a", "10")).awaitDurable();
        }
        StatePersistenceBuilder later =
                builder().clock(Clock.fixed(States.TIME.plus(Duration.ofHours(1)), ZoneOffset.UTC));

        try (StatePersistence persistence = later.openOn(disk)) {
            JournalState read = persistence.loadState().journal().state();
            assertThat(read.orders())
                    .singleElement()
                    .satisfies(order ->
                            assertThat(order.fills()).extracting(Fill::fillId).containsExactly("f1"));
            assertThat(persistence.journal().state()).isEqualTo(read);

            persistence.saveState(States.numbered(2));
            assertThat(persistence.journal().state().orders())
                    .as("the engine's copy had the time to book it")
                    .isEmpty();
        }
    }

    @Test
    void aFailedRecordFailsItsFuture() {
        try (StatePersistence persistence = open(disk)) {
            persistence.loadState();
            persistence.journal().intend(order("a"));
            disk.inject(FaultPlan.failFrom(1, FaultPlan.IO_ERROR, 1));

            assertThatThrownBy(() -> persistence
                            .journal()
                            .filled(fill("f1", "a", "1"))
                            .whenDurable()
                            .get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining(FaultPlan.IO_ERROR);
            disk.inject(FaultPlan.none());
            persistence.saveState(States.numbered(1));
        }
        assertThat(load(disk).journal().state().orders().get(0).fills())
                .as("the next snapshot holds what the journal lost")
                .extracting(Fill::fillId)
                .containsExactly("f1");
    }

    private static StatePersistence open(SimulatedStorage storage) {
        return builder().openOn(storage);
    }

    private static LoadResult load(SimulatedStorage storage) {
        return StatePersistence.loadReadOnly(builder().config(), () -> storage);
    }

    private static StatePersistenceBuilder builder() {
        return StatePersistence.builder()
                .saveOnShutdown(false)
                .journalForTests(8 << 10, Duration.ZERO)
                .clock(Clock.fixed(States.TIME, ZoneOffset.UTC));
    }

    private static Order order(String id) {
        return Order.builder(id, "AAPL", OrderSide.BUY, OrderType.LIMIT)
                .quantity(amount("10"))
                .limitPrice(amount("12"))
                .build();
    }

    private static Fill fill(String id, String clientOrderId, String quantity) {
        return Fill.builder(id, "AAPL", OrderSide.BUY, amount(quantity), States.TIME)
                .clientOrderId(clientOrderId)
                .price(amount("11"))
                .build();
    }
}
