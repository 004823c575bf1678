package io.tradingrecovery.drill.bot;

import io.tradingrecovery.TradingRecovery;
import io.tradingrecovery.drill.exchange.http.Keys;
import io.tradingrecovery.providers.alpaca.AlpacaBroker;
import io.tradingrecovery.providers.alpaca.AlpacaQuoteProvider;
import io.tradingrecovery.providers.finnhub.FinnhubQuoteProvider;
import io.tradingrecovery.providers.polygon.PolygonQuoteProvider;
import io.tradingrecovery.quotes.ProviderLimits;
import io.tradingrecovery.quotes.ResilientDataProvider;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.recovery.StateSource;
import io.tradingrecovery.state.TradingEnvironment;
import io.tradingrecovery.watchdog.client.WatchdogClient;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * A complete bot. Read {@link #main} from top to bottom: it is all that a bot has to do to come back from a crash in a state
 * that its broker confirms.
 */
public final class DrillBot {

    static final String KEY = Keys.ALPACA_KEY;
    static final String SECRET = Keys.ALPACA_SECRET;

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(2);

    private DrillBot() {}

    /** Runs until the process is ended. */
    public static void main(String[] arguments) throws InterruptedException {
        long begun = System.nanoTime();
        BotSettings settings = BotSettings.parse(arguments);
        Witness witness = Witness.open(settings.witness());
        witness.note("main", "");

        // Before anything else: a second bot ends here, and has touched nothing.
        WatchdogClient watchdog = WatchdogClient.connect();
        witness.note("alone", watchdog.launchId());

        // What the bot knows, and who knows better.
        TradingBook book = new TradingBook(Clock.systemUTC());
        AlpacaBroker broker = broker(settings.exchange());

        AtomicReference<TradingLoop> trading = new AtomicReference<>();
        TradingRecovery recovery = TradingRecovery.builder()
                .stateDirectory(settings.state())
                .broker(broker)
                .engine(book)
                .saveEvery(Duration.ofSeconds(1))
                .settleTime(settings.settleTime())
                .crashLoop(settings.starts(), Duration.ofMinutes(10))
                // Each report reaches the watchdog: a bot that may not trade is not one to restart.
                .onReport(report -> {
                    watchdog.ready(report.status().name(), report.tradingAllowed());
                    note(witness, report);
                })
                .onResolved(resolution -> {
                    witness.note("resolved", resolution.request() + " " + resolution.outcome());
                    TradingLoop loop = trading.get();
                    if (loop != null) {
                        loop.resolved(resolution);
                    }
                })
                .build();

        // Load, ask the broker, compare, restore, save, open the gate: in this order, or not at all.
        RecoveryReport report = recovery.start();
        witness.note("ready", report.status() + " " + (System.nanoTime() - begun) / 1000);
        System.out.println(report);

        ResilientDataProvider quotes = quotes(settings.exchange());
        Fills fills = new Fills(broker, book, recovery.journal());
        TradingLoop loop = new TradingLoop(
                recovery,
                quotes,
                new OrderClient(HttpClient.newHttpClient(), settings.exchange(), REQUEST_TIMEOUT),
                book,
                fills,
                List.of(
                        new SymbolTrader("BTC/USD", new BigDecimal("0.5"), false, book),
                        new SymbolTrader("AAPL", new BigDecimal("8"), true, book)),
                // From the loop itself, so that a loop that hangs is noticed although the process lives.
                watchdog.loop("trading"),
                witness,
                new BreakPoints(settings.breakPoints(), witness),
                new SavedStates(settings.state(), witness));
        trading.set(loop);
        loop.run();
    }

    static AlpacaBroker broker(String exchange) {
        return AlpacaBroker.builder()
                .keys(KEY, SECRET)
                .baseUrl(exchange)
                .environment(TradingEnvironment.PAPER)
                .requestTimeout(REQUEST_TIMEOUT)
                .build();
    }

    /** Three providers of which one is enough. */
    private static ResilientDataProvider quotes(String exchange) {
        ProviderLimits generous = ProviderLimits.NONE.perMinute(100_000);
        return ResilientDataProvider.builder()
                .primary(AlpacaQuoteProvider.builder()
                        .keys(KEY, SECRET)
                        .baseUrl(exchange)
                        .limits(generous)
                        .build())
                .fallback(PolygonQuoteProvider.builder()
                        .key(Keys.POLYGON)
                        .baseUrl(exchange)
                        .limits(generous)
                        .build())
                .fallback(FinnhubQuoteProvider.builder()
                        .key(Keys.FINNHUB)
                        .baseUrl(exchange + "/api/v1")
                        .symbol("BTC/USD", "BINANCE:BTCUSDT")
                        .limits(generous)
                        .build())
                .attemptTimeout(Duration.ofMillis(500))
                .deadline(Duration.ofSeconds(2))
                .build();
    }

    /** For the conductor alone. */
    private static void note(Witness witness, RecoveryReport report) {
        StateSource source = report.source();
        String reasons =
                report.gate().reasons().keySet().stream().map(Enum::name).collect(Collectors.joining(","));
        witness.note(
                "report",
                String.join(
                        " ",
                        report.id(),
                        report.status().name(),
                        report.gate().state().name(),
                        Long.toString(source.sequence() == null ? 0 : source.sequence()),
                        source.takenAt() == null ? "-" : source.takenAt().toString(),
                        reasons));
    }
}
