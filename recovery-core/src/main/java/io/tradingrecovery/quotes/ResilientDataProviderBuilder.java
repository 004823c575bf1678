package io.tradingrecovery.quotes;

import io.tradingrecovery.quotes.internal.EventDispatcher;
import io.tradingrecovery.time.Scheduler;
import io.tradingrecovery.time.SessionCalendar;
import io.tradingrecovery.time.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of a {@link ResilientDataProvider}. Each setter refuses at once what it can't take. Not thread-safe. */
public final class ResilientDataProviderBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(ResilientDataProvider.class);

    /** Enough that one provider that blocks where it must not leaves the others a thread. */
    private static final int WORKERS = 4;

    private final List<QuoteProvider> providers = new ArrayList<>();
    private final List<Consumer<HealthChange>> listeners = new ArrayList<>();
    private Duration staleness = FreshnessRules.DEFAULT_STALENESS;
    private Duration timeToLive = FreshnessRules.DEFAULT_TIME_TO_LIVE;
    private Duration feedDelay = FreshnessRules.DEFAULT_FEED_DELAY;
    private Duration deadline = Duration.ofSeconds(2);
    private Duration attemptTimeout = Duration.ofMillis(700);
    private Duration slowAbove = Duration.ofMillis(400);
    private Duration shortestProbeGap = Duration.ofSeconds(5);
    private Duration longestProbeGap = Duration.ofMinutes(5);
    private Duration saveEvery = Duration.ofMinutes(1);
    private String probeSymbol = "SPY";
    private @Nullable SessionCalendar calendar;
    private @Nullable QuoteStore store;
    private Clock clock = Clock.systemUTC();
    private Ticker ticker = Ticker.SYSTEM;
    private @Nullable Scheduler scheduler;
    private @Nullable Executor executor;
    private DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();

    ResilientDataProviderBuilder() {}

    /** The provider to ask first; it goes before those given already. */
    public ResilientDataProviderBuilder primary(QuoteProvider provider) {
        providers.add(0, Objects.requireNonNull(provider, "provider"));
        return this;
    }

    /** A provider to ask when those before it have no live quote. The chain closes it when it is closed. */
    public ResilientDataProviderBuilder fallback(QuoteProvider provider) {
        providers.add(Objects.requireNonNull(provider, "provider"));
        return this;
    }

    /** Providers in the order to ask them, after those given already. */
    public ResilientDataProviderBuilder providers(List<? extends QuoteProvider> inOrder) {
        inOrder.forEach(this::fallback);
        return this;
    }

    /** The age up to which a quote is LIVE; 60 s unless said. */
    public ResilientDataProviderBuilder stalenessThreshold(Duration age) {
        staleness = Durations.positive("stalenessThreshold", age);
        return this;
    }

    /** The age from which a quote is EXPIRED; 300 s unless said, and no less than the staleness threshold. */
    public ResilientDataProviderBuilder cacheTtl(Duration age) {
        timeToLive = Durations.notNegative("cacheTtl", age);
        return this;
    }

    /** How much older than others the events of a delayed feed are; 15 minutes unless said. */
    public ResilientDataProviderBuilder feedDelay(Duration delay) {
        feedDelay = Durations.notNegative("feedDelay", delay);
        return this;
    }

    /** The longest a call takes, all providers together; 2 s unless said. */
    public ResilientDataProviderBuilder deadline(Duration time) {
        deadline = Durations.positive("deadline", time);
        return this;
    }

    /** The longest one request to one provider takes; 700 ms unless said, and no more than the deadline. */
    public ResilientDataProviderBuilder attemptTimeout(Duration time) {
        attemptTimeout = Durations.positive("attemptTimeout", time);
        return this;
    }

    /** The average latency above which a provider is degraded; 400 ms unless said. */
    public ResilientDataProviderBuilder slowAbove(Duration latency) {
        slowAbove = Durations.positive("slowAbove", latency);
        return this;
    }

    /** The gaps between probes of a failed provider: they grow from the first to the second; 5 s to 300 s unless said. */
    public ResilientDataProviderBuilder probeGaps(Duration shortest, Duration longest) {
        Durations.positive("the shortest probe gap", shortest);
        Durations.positive("the longest probe gap", longest);
        if (shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException(
                    "The probe gaps from " + shortest + " to " + longest + " shrink: give the shorter one first");
        }
        shortestProbeGap = shortest;
        longestProbeGap = longest;
        return this;
    }

    /** The symbol a provider is tested with that was never asked for one; SPY unless said. */
    public ResilientDataProviderBuilder probeSymbol(String symbol) {
        probeSymbol = Symbols.checked(symbol);
        return this;
    }

    /** When the market is open; without it nothing is SESSION_CLOSED. */
    public ResilientDataProviderBuilder calendar(SessionCalendar sessions) {
        calendar = Objects.requireNonNull(sessions, "sessions");
        return this;
    }

    /** Where the last known quotes are kept from run to run; nowhere unless said. */
    public ResilientDataProviderBuilder store(QuoteStore place) {
        store = Objects.requireNonNull(place, "place");
        return this;
    }

    /** How often they are saved if they have changed; every 60 s unless said, and when the chain is closed. */
    public ResilientDataProviderBuilder saveEvery(Duration period) {
        saveEvery = Durations.positive("saveEvery", period);
        return this;
    }

    /**
     * Hears of each change of a provider's health, in their order, on one thread of the library. A listener that throws is
     * logged once and does no harm; one that blocks delays only the listeners.
     */
    public ResilientDataProviderBuilder onHealthChange(Consumer<HealthChange> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /** The wall clock, by which ages are measured; the system's unless said. */
    public ResilientDataProviderBuilder clock(Clock wall) {
        clock = Objects.requireNonNull(wall, "wall");
        return this;
    }

    /** The clock for time spans; the JVM's unless said. */
    public ResilientDataProviderBuilder ticker(Ticker spans) {
        ticker = Objects.requireNonNull(spans, "spans");
        return this;
    }

    /** What wakes the chain for deadlines and probes; a daemon thread of its own unless said. Not closed with the chain. */
    public ResilientDataProviderBuilder scheduler(Scheduler timers) {
        scheduler = Objects.requireNonNull(timers, "timers");
        return this;
    }

    /** What runs probes, retries and listeners; daemon threads of its own unless said. Not closed with the chain. */
    public ResilientDataProviderBuilder executor(Executor workers) {
        executor = Objects.requireNonNull(workers, "workers");
        return this;
    }

    /** Where jitter comes from: numbers from 0 to 1. */
    ResilientDataProviderBuilder random(DoubleSupplier numbers) {
        random = numbers;
        return this;
    }

    /**
     * The chain, with the last known quotes if a store was given.
     *
     * @throws IllegalStateException if there is no provider, two have one name, or two times contradict each other
     */
    public ResilientDataProvider build() {
        check();
        List<AutoCloseable> owned = new ArrayList<>();
        Scheduler timers = scheduler;
        if (timers == null) {
            timers = Scheduler.daemon("recovery-quotes-timer");
            owned.add(timers);
        }
        Executor workers = executor;
        Executor events = executor;
        if (workers == null || events == null) {
            NamedThreads pool = NamedThreads.pool("recovery-quotes", WORKERS);
            NamedThreads single = NamedThreads.single("recovery-quotes-events");
            owned.add(pool);
            owned.add(single);
            workers = pool;
            events = single;
        }
        QuoteChain chain = new QuoteChain(
                settings(timers, workers), providers, probeSymbol, new EventDispatcher<>(withLog(), events));
        StoreKeeper keeper = store == null ? null : new StoreKeeper(store, chain, saveEvery);
        if (keeper != null) {
            keeper.start();
        }
        return new ResilientDataProvider(chain, new ChainServices(owned, keeper));
    }

    private ChainSettings settings(Scheduler timers, Executor workers) {
        return new ChainSettings(
                new FreshnessRules(clock, ticker, staleness, timeToLive, feedDelay, new MarketHours(calendar)),
                new HealthRules(slowAbove.toNanos()),
                timers,
                workers,
                random,
                deadline.toNanos(),
                attemptTimeout,
                shortestProbeGap.toNanos(),
                longestProbeGap.toNanos());
    }

    private List<Consumer<HealthChange>> withLog() {
        List<Consumer<HealthChange>> all = new ArrayList<>(listeners);
        all.add(0, change -> LOG.info("Quote provider {}", change));
        return all;
    }

    private void check() {
        if (providers.isEmpty()) {
            throw new IllegalStateException("A chain without providers: give at least primary(…)");
        }
        Set<String> names = new HashSet<>();
        for (QuoteProvider provider : providers) {
            if (!names.add(ProviderNames.checked(provider.name()))) {
                throw new IllegalStateException(
                        "Two providers are called " + provider.name() + ": give each a name of its own");
            }
        }
        if (timeToLive.compareTo(staleness) < 0) {
            throw new IllegalStateException("cacheTtl is " + timeToLive + ", less than the stalenessThreshold of "
                    + staleness + ": a quote would expire before it is stale");
        }
        if (attemptTimeout.compareTo(deadline) > 0) {
            throw new IllegalStateException("attemptTimeout is " + attemptTimeout + ", more than the deadline of "
                    + deadline + " for the whole call");
        }
    }
}
