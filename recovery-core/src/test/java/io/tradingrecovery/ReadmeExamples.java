package io.tradingrecovery;

import io.tradingrecovery.persistence.LoadResult;
import io.tradingrecovery.persistence.OrderJournal;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.SystemStateSnapshot;
import java.nio.file.Path;
import java.time.Duration;

/** The README's code, compiled and run; {@link ReadmeTest} holds the two together. */
final class ReadmeExamples {

    interface Engine {
        SystemStateSnapshot snapshot();

        void restore(SystemStateSnapshot state);
    }

    interface Broker {
        String submit(Order order);
    }

    private ReadmeExamples() {}

    static void firstSaveAndLoad(Engine engine) {
        try (StatePersistence persistence =
                StatePersistence.builder().directory(Path.of("state")).open()) {
            if (persistence.loadState() instanceof LoadResult.Loaded last) {
                engine.restore(last.snapshot());
            }
            persistence.saveState(engine.snapshot()); // when this returns, it survives anything
        }
    }

    static void orders(StatePersistence persistence, Broker broker, Order order) {
        OrderJournal journal = persistence.journal();
        journal.intend(order); // returns when it is durable
        String brokerOrderId = broker.submit(order); // only then the bot sends
        journal.accepted(order.clientOrderId(), brokerOrderId);
    }

    static StatePersistence savesByThemselves(Engine engine) {
        StatePersistence persistence = StatePersistence.builder()
                .directory(Path.of("state"))
                .engine(engine::snapshot)
                .saveEvery(Duration.ofSeconds(60))
                .open();
        LoadResult last = persistence.loadState();
        // … bring the engine back to what the broker confirms, then:
        persistence.armAutomaticSaves();
        engine.restore(last instanceof LoadResult.Loaded loaded ? loaded.snapshot() : engine.snapshot());
        return persistence;
    }
}
