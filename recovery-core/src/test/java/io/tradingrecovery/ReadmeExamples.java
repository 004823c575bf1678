package io.tradingrecovery;

import io.tradingrecovery.persistence.LoadResult;
import io.tradingrecovery.persistence.OrderJournal;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.quotes.Freshness;
import io.tradingrecovery.quotes.Quote;
import io.tradingrecovery.quotes.QuoteProvider;
import io.tradingrecovery.quotes.ResilientDataProvider;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.recovery.TradingBlockedException;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEngine;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The README's code, compiled and run; {@link ReadmeTest} holds the two together. */
final class ReadmeExamples {

    interface Engine {
        SystemStateSnapshot snapshot();

        void restore(SystemStateSnapshot state);
    }

    interface Broker {
        String submit(Order order);
    }

    interface QuoteClient {
        BigDecimal bid(String symbol);

        BigDecimal ask(String symbol);

        Instant timeOf(String symbol);
    }

    interface QuoteListener {
        void onQuote(Quote quote);
    }

    private static final Logger log = LoggerFactory.getLogger(ReadmeExamples.class);

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

    static TradingRecovery startupHook(io.tradingrecovery.broker.Broker broker, TradingEngine engine) {
        TradingRecovery recovery = TradingRecovery.builder()
                .stateDirectory(Path.of("state"))
                .broker(broker) // reads only: AlpacaBroker, or six methods over the client you have
                .engine(engine) // snapshot() and restore(state)
                .saveEvery(Duration.ofSeconds(60))
                .build();
        RecoveryReport report = recovery.start();
        if (!report.tradingAllowed()) {
            log.warn("{}", report); // says why, and what to do
        }
        return recovery;
    }

    static void submit(TradingRecovery recovery, Order order, Sender sender) {
        try {
            SubmitResult answer = recovery.submit(order, sender); // the intent is on disk before your sender is called
            log.info("{}", answer);
        } catch (AmbiguousOrderException e) {
            log.warn("Perhaps alive: it is looked up, and must not be sent again", e);
        } catch (TradingBlockedException e) {
            log.warn("Not sent: {}", e.getMessage());
        }
    }

    static ResilientDataProvider quotes(QuoteClient client, QuoteProvider another, QuoteListener engine) {
        ResilientDataProvider quotes = ResilientDataProvider.builder()
                .primary(QuoteProvider.blocking(
                        "mine",
                        symbol -> Quote.builder(symbol)
                                .bid(client.bid(symbol))
                                .ask(client.ask(symbol))
                                .eventTime(client.timeOf(symbol)) // when it was made, never when it came
                                .build()))
                .fallback(another)
                .build();
        Quote quote = quotes.getQuote("AAPL");
        if (quote.freshness() == Freshness.LIVE) {
            engine.onQuote(quote);
        }
        return quotes;
    }
}
