package io.tradingrecovery.drill.exchange;

import io.tradingrecovery.drill.exchange.http.ExchangeServer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The exchange's process: opens the account in a directory, prints where it listens, and trades until it is killed. */
@Command(name = "paper-exchange", description = "A paper exchange that replays real prices.")
public final class PaperExchange implements Callable<Integer> {

    private static final long MATCHING_MILLIS = 20;

    @Option(names = "--dir", required = true, description = "Where the ledger is.")
    private @Nullable Path directory;

    @Option(names = "--port", defaultValue = "0", description = "0 for any that is free.")
    private int port;

    @Option(names = "--cash", defaultValue = "100000", description = "A new account's dollars.")
    private BigDecimal cash = BigDecimal.ZERO;

    /** Runs until the process is ended; 2 for wrong usage, 1 for a ledger that can't be read or written. */
    public static void main(String[] arguments) {
        // Read by the JDK's server when its first class is loaded.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.exit(new CommandLine(new PaperExchange()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (directory == null) {
            throw new IllegalStateException("picocli fills this in before it calls");
        }
        CountDownLatch broken = new CountDownLatch(1);
        try (Venue venue = Venue.open(directory, cash, Clock.systemUTC());
                ExchangeServer server = ExchangeServer.start(venue, port, broken::countDown)) {
            System.out.println("Listening at " + server.uri());
            while (!broken.await(MATCHING_MILLIS, TimeUnit.MILLISECONDS)) {
                venue.advance();
            }
            return 1;
        }
    }
}
