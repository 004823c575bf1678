package io.tradingrecovery.quotes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chain of scripted providers in simulated time, whose work is all done on the test's thread. */
final class ChainFixture implements AutoCloseable {

    static final Instant MONDAY_NOON = Instant.parse("2026-11-02T17:00:00Z");

    final SimulatedTime time = new SimulatedTime(MONDAY_NOON);
    final ScriptedProvider alpaca = new ScriptedProvider("alpaca", time);
    final ScriptedProvider polygon = new ScriptedProvider("polygon", time);
    final ScriptedProvider finnhub = new ScriptedProvider("finnhub", time);
    final List<HealthChange> changes = new ArrayList<>();
    private final ResilientDataProviderBuilder builder = ResilientDataProvider.builder()
            .clock(time)
            .ticker(time)
            .scheduler(time)
            .executor(Runnable::run)
            .random(() -> 1.0)
            .onHealthChange(changes::add);
    private @Nullable ResilientDataProvider chain;

    /** Settings beyond the usual, before the chain is first used. */
    ResilientDataProviderBuilder settings() {
        return builder;
    }

    /** A chain of all three. */
    ResilientDataProvider chain() {
        return chain(alpaca, polygon, finnhub);
    }

    ResilientDataProvider chain(QuoteProvider... providers) {
        ResilientDataProvider built = chain;
        if (built == null) {
            built = builder.providers(List.of(providers)).build();
            chain = built;
        }
        return built;
    }

    ProviderHealth health(QuoteProvider provider) {
        return chain().health(provider.name()).orElseThrow();
    }

    void seconds(long seconds) {
        time.advance(Duration.ofSeconds(seconds));
    }

    void millis(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    @Override
    public void close() {
        if (chain != null) {
            chain.close();
        }
    }
}
