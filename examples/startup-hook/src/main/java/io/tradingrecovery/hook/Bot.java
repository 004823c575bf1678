package io.tradingrecovery.hook;

import io.tradingrecovery.AmbiguousOrderException;
import io.tradingrecovery.SubmitResult;
import io.tradingrecovery.TradingRecovery;
import io.tradingrecovery.broker.FillHistory;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.recovery.TradingBlockedException;
import io.tradingrecovery.state.Fill;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.testing.SimulatedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bot with everything that recovery asks for. A real one has a strategy, and the adapter of a real broker. */
final class Bot implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Bot.class);

    private final Books books = new Books();
    private final SimulatedBroker broker;
    private final TradingRecovery recovery;
    private final Instant born = Instant.now();

    Bot(Path stateDirectory, SimulatedBroker broker) {
        this.broker = broker;
        this.recovery = TradingRecovery.builder()
                .stateDirectory(stateDirectory)
                .broker(broker)
                .engine(books)
                .saveEvery(Duration.ofSeconds(60))
                .onResolved(lost -> log.info("Order {}: {}", lost.clientOrderId(), lost.outcome()))
                .build();
    }

    /** The startup hook. */
    RecoveryReport start() {
        RecoveryReport report = recovery.start();
        if (!report.tradingAllowed()) {
            log.warn("{}", report); // the gate refuses orders until this is settled or approved
        }
        return report;
    }

    /** Sends an order: its intent is on disk before the broker hears of it. */
    void trade(Order order) {
        try {
            SubmitResult answer = recovery.submit(order, this::send);
            if (answer instanceof SubmitResult.Accepted accepted) {
                books.accepted(order, accepted.brokerOrderId());
                bookFills();
            } else {
                log.warn("Order {}: {}", order.clientOrderId(), answer);
            }
        } catch (TradingBlockedException e) {
            log.warn("Not sent: {}", e.getMessage());
        } catch (AmbiguousOrderException e) {
            log.warn("Perhaps sent, and looked up from now on: {}", e.getMessage()); // never send it again here
        }
    }

    /** The bot's own client of its broker; whatever this throws means that the answer is lost, not that the order is. */
    private SubmitResult send(Order order) {
        return new SubmitResult.Accepted(broker.submit(order).brokerOrderId());
    }

    /** A real bot hears of its fills by a stream. */
    private void bookFills() {
        if (broker.fillsSince(born) instanceof FillHistory.Complete complete) {
            for (Fill fill : complete.fills()) {
                if (books.filled(fill)) {
                    recovery.journal().filled(fill);
                }
            }
        }
    }

    Books books() {
        return books;
    }

    /** Saves a last time. */
    @Override
    public void close() {
        recovery.close();
    }
}
