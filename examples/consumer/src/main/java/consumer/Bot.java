package consumer;

import io.tradingrecovery.TradingRecovery;
import io.tradingrecovery.providers.ProviderChain;
import io.tradingrecovery.quotes.ResilientDataProvider;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEngine;
import io.tradingrecovery.testing.SimulatedBroker;
import io.tradingrecovery.watchdog.client.WatchdogClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/** Takes something from each artifact. */
final class Bot implements TradingEngine {

    private SystemStateSnapshot state =
            SystemStateSnapshot.builder(Instant.parse("2026-11-23T14:30:00Z")).build();

    @Override
    public synchronized SystemStateSnapshot snapshot() {
        return state;
    }

    @Override
    public synchronized void restore(SystemStateSnapshot given) {
        state = given;
    }

    static RecoveryReport start(Path directory) {
        WatchdogClient client = WatchdogClient.connect();
        try (TradingRecovery recovery = TradingRecovery.builder()
                .stateDirectory(directory)
                .broker(SimulatedBroker.builder(Clock.systemUTC()).build())
                .engine(new Bot())
                .onReport(report -> client.ready(report.status().name()))
                .build()) {
            return recovery.start();
        }
    }

    static ResilientDataProvider quotes() {
        return ResilientDataProvider.builder()
                .providers(ProviderChain.from(Map.of("FINNHUB_API_KEY", "no-real-key"))
                        .providers())
                .build();
    }
}
