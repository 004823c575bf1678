package io.tradingrecovery;

import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.persistence.StatePersistenceBuilder;
import io.tradingrecovery.reconcile.ReconcilePolicy;
import io.tradingrecovery.recovery.AlertSink;
import io.tradingrecovery.recovery.GateReason;
import io.tradingrecovery.recovery.RecoveryCoordinator;
import io.tradingrecovery.recovery.RecoveryCoordinatorBuilder;
import io.tradingrecovery.recovery.RecoveryReport;
import io.tradingrecovery.recovery.StalenessPolicy;
import io.tradingrecovery.recovery.UnattendedRecovery;
import io.tradingrecovery.state.TradingEngine;
import io.tradingrecovery.time.Scheduler;
import io.tradingrecovery.time.Ticker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link TradingRecovery}; each setter refuses a bad value at once. Not thread-safe. */
public final class TradingRecoveryBuilder {

    private final StatePersistenceBuilder persistence = StatePersistence.builder();
    private final RecoveryCoordinatorBuilder coordinator = RecoveryCoordinator.builder();
    private @Nullable Path directory;
    private @Nullable Broker broker;
    private @Nullable TradingEngine engine;
    private @Nullable ReconcilePolicy policy;
    private boolean adoptOnFirstStart;
    private Duration settleTime = Duration.ofSeconds(60);
    private @Nullable Duration reconcileEvery;
    private Consumer<OrderResolution> onResolved = resolution -> {};
    private Clock clock = Clock.systemUTC();
    private Ticker ticker = Ticker.SYSTEM;
    private Function<String, Scheduler> schedulers = Scheduler::daemon;

    TradingRecoveryBuilder() {}

    /** Where the state is kept; required. It is created if it does not exist, and belongs to one account of one bot. */
    public TradingRecoveryBuilder stateDirectory(Path value) {
        directory = value;
        persistence.directory(value);
        coordinator.stateDirectory(value);
        return this;
    }

    /** Who knows the facts; required. */
    public TradingRecoveryBuilder broker(Broker value) {
        broker = value;
        coordinator.broker(value);
        return this;
    }

    /** The bot; required. */
    public TradingRecoveryBuilder engine(TradingEngine value) {
        engine = value;
        persistence.engine(value::snapshot);
        coordinator.engine(value);
        return this;
    }

    /** Where the engine is asked for copies and restored, such as its event loop; threads of this library's unless said. */
    public TradingRecoveryBuilder engineOn(Executor value) {
        persistence.copyOn(value);
        coordinator.restoreOn(value);
        return this;
    }

    /** The time between automatic saves, 10 ms to a year; 60 s unless said. */
    public TradingRecoveryBuilder saveEvery(Duration value) {
        persistence.saveEvery(value);
        return this;
    }

    /**
     * Whether the JVM's shutdown saves a last time; true unless said. A bot with shutdown hooks of its own sets false and
     * calls {@link TradingRecovery#close()} last in its hook.
     */
    public TradingRecoveryBuilder saveOnShutdown(boolean value) {
        persistence.saveOnShutdown(value);
        return this;
    }

    /** How many older snapshots are kept beside the newest, 1 to 1000; 5 unless said. */
    public TradingRecoveryBuilder backups(int value) {
        persistence.backups(value);
        return this;
    }

    /** What counts as equal, what belongs to the bot, and who decides what; the policy's defaults unless said. */
    public TradingRecoveryBuilder policy(ReconcilePolicy value) {
        policy = value;
        return this;
    }

    /** Whether the very first start adopts positions and orders that it finds, without asking; it asks unless said. */
    public TradingRecoveryBuilder adoptOnFirstStart(boolean value) {
        adoptOnFirstStart = value;
        return this;
    }

    /** When a saved state is too old to go on from; 24 hours by the clock unless said. */
    public TradingRecoveryBuilder staleness(StalenessPolicy value) {
        coordinator.staleness(value);
        return this;
    }

    /** How long lag may explain a difference, 0 to 7 days; 60 s unless said. */
    public TradingRecoveryBuilder settleTime(Duration value) {
        coordinator.settleTime(value);
        settleTime = value;
        return this;
    }

    /** How long all questions to the broker may take in one run; 60 s unless said. */
    public TradingRecoveryBuilder brokerDeadline(Duration value) {
        coordinator.brokerDeadline(value);
        return this;
    }

    /** How long the engine may take to restore a state; 60 s unless said. */
    public TradingRecoveryBuilder restoreDeadline(Duration value) {
        coordinator.restoreDeadline(value);
        return this;
    }

    /** How often a question to the broker is asked in one run, and the shortest and longest wait in between. */
    public TradingRecoveryBuilder retry(int attempts, Duration first, Duration longest) {
        coordinator.retry(attempts, first, longest);
        return this;
    }

    /** How many starts within which time are normal; 5 in 10 minutes unless said. */
    public TradingRecoveryBuilder crashLoop(int starts, Duration window) {
        coordinator.crashLoop(starts, window);
        return this;
    }

    /** Reasons that let nothing through at all, not even what shrinks a position. */
    public TradingRecoveryBuilder blockOn(GateReason... reasons) {
        coordinator.blockOn(reasons);
        return this;
    }

    /** How often the running bot is compared with the broker, 10 s or more; never unless said. */
    public TradingRecoveryBuilder reconcileEvery(Duration value) {
        reconcileEvery = value;
        return this;
    }

    /** Who tells a person; may be called for several. The log is told in any case. */
    public TradingRecoveryBuilder alerts(AlertSink value) {
        coordinator.alerts(value);
        return this;
    }

    /** Who hears of each report, on a thread of this library's; may be called for several. */
    public TradingRecoveryBuilder onReport(Consumer<RecoveryReport> value) {
        coordinator.onReport(value);
        return this;
    }

    /** Who hears what became of an order whose answer was lost, on a thread of this library's. */
    public TradingRecoveryBuilder onResolved(Consumer<OrderResolution> value) {
        onResolved = value;
        return this;
    }

    /** The clock that dates everything; the system's unless said. */
    public TradingRecoveryBuilder clock(Clock value) {
        clock = value;
        persistence.clock(value);
        coordinator.clock(value);
        return this;
    }

    /** What measures how long something took; the JVM's unless said. */
    public TradingRecoveryBuilder ticker(Ticker value) {
        ticker = value;
        coordinator.ticker(value);
        return this;
    }

    /** Where everything comes from that runs later, by the name of its thread; threads of this library's unless said. */
    public TradingRecoveryBuilder schedulers(Function<String, Scheduler> value) {
        schedulers = value;
        return this;
    }

    /**
     * The recovery; nothing is read or written yet.
     *
     * @throws IllegalStateException if something required is missing
     */
    public TradingRecovery build() {
        if (directory == null || engine == null || broker == null) {
            throw new IllegalStateException(
                    "A recovery needs stateDirectory(Path.of(\"state\")), broker(…) and engine(…);"
                            + " missing: "
                            + (directory == null ? "stateDirectory " : "")
                            + (broker == null ? "broker " : "")
                            + (engine == null ? "engine" : ""));
        }
        RecoveryCoordinator built =
                coordinator.persistence(persistence).policy(effectivePolicy()).build();
        UnattendedRecovery unattended =
                new UnattendedRecovery(built, schedulers.apply("recovery-unattended"), reconcileEvery);
        AmbiguousOrders ambiguous = new AmbiguousOrders(
                new AmbiguousOrders.Means(built, broker::capabilities, settleTime, clock, ticker),
                schedulers.apply("recovery-orders"),
                onResolved);
        return new TradingRecovery(built, unattended, ambiguous);
    }

    private ReconcilePolicy effectivePolicy() {
        if (policy == null) {
            return ReconcilePolicy.builder()
                    .adoptOnFirstStart(adoptOnFirstStart)
                    .build();
        }
        if (adoptOnFirstStart && !policy.adoptOnFirstStart()) {
            throw new IllegalStateException(
                    "adoptOnFirstStart(true) and a policy that does not adopt contradict each other; say it in the policy");
        }
        return policy;
    }
}
