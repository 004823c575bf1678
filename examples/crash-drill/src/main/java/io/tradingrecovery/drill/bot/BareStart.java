package io.tradingrecovery.drill.bot;

import io.tradingrecovery.providers.alpaca.AlpacaBroker;
import java.time.Duration;
import java.time.Instant;

/** The measure's other half: a start that asks the broker the same questions, and does nothing about the answers. */
public final class BareStart {

    /** As far back as a recovery looks that resumes a state of just now. */
    private static final Duration HISTORY = Duration.ofMinutes(10);

    private BareStart() {}

    /** Asks, notes how long it took since its first line, and ends. */
    public static void main(String[] arguments) {
        long begun = System.nanoTime();
        BotSettings settings = BotSettings.parse(arguments);
        Witness witness = Witness.open(settings.witness());
        witness.note("main", "");
        AlpacaBroker broker = DrillBot.broker(settings.exchange());
        Instant from = Instant.now().minus(HISTORY);
        int rows = broker.openOrders().size() + broker.positions().size();
        String account = broker.account().accountId();
        rows += broker.fillsSince(from).fills().size();
        rows += broker.activitiesSince(from).activities().size();
        rows += broker.openOrders().size() + broker.positions().size();
        witness.note("ready", account + "/" + rows + " " + (System.nanoTime() - begun) / 1000);
    }
}
