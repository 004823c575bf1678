package io.tradingrecovery.hook;

import static io.tradingrecovery.state.OrderSide.BUY;
import static io.tradingrecovery.state.OrderSide.SELL;
import static io.tradingrecovery.state.OrderType.LIMIT;
import static io.tradingrecovery.state.OrderType.MARKET;
import static io.tradingrecovery.state.TimeInForce.GTC;

import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.state.Order;
import io.tradingrecovery.testing.Instrument;
import io.tradingrecovery.testing.SimulatedBroker;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** A bot stops in the evening, one of its orders is filled at night, and it starts again in the morning. */
public final class StartupHook {

    private StartupHook() {}

    /** Runs it, with its state in a new folder that is left to be looked at. */
    public static void main(String[] args) throws IOException {
        RecoveryReport morning = run(Files.createTempDirectory("startup-hook-"), System.out);
        System.exit(morning.tradingAllowed() ? 0 : 1);
    }

    static RecoveryReport run(Path directory, PrintStream out) {
        SimulatedBroker broker = SimulatedBroker.builder(Clock.systemUTC())
                .instrument(Instrument.stock("AAPL"))
                .cash("USD", new BigDecimal("10000"))
                .build();
        broker.setPrice("AAPL", "187.50");

        try (Bot bot = new Bot(directory, broker)) {
            out.println("Evening: " + bot.start());
            bot.trade(Order.builder("day1-1", "AAPL", BUY, MARKET)
                    .quantity(BigDecimal.TEN)
                    .build());
            bot.trade(Order.builder("day1-2", "AAPL", SELL, LIMIT)
                    .quantity(BigDecimal.TEN)
                    .limitPrice(new BigDecimal("190"))
                    .timeInForce(GTC)
                    .build());
            out.print(bot.books());
        }

        out.println("Night: AAPL trades at 191, and nobody is there to hear of it");
        broker.setPrice("AAPL", "191");

        try (Bot bot = new Bot(directory, broker)) {
            RecoveryReport report = bot.start();
            out.println("Morning: " + report);
            out.print(bot.books());
            out.println();
            out.println(report.toText());
            out.println("The state, its reports and its audit are in " + directory);
            return report;
        }
    }
}
