package io.tradingrecovery.recovery;

import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.persistence.StatePersistenceBuilder;
import io.tradingrecovery.reconcile.ReconcilePolicy;
import io.tradingrecovery.state.TradingEngine;
import io.tradingrecovery.time.Ticker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects the settings of a {@link RecoveryCoordinator}; each setter refuses a bad value at once. Not thread-safe. */
public final class RecoveryCoordinatorBuilder {

    private static final Duration LONGEST = Duration.ofDays(7);

    private @Nullable Path directory;
    private @Nullable StatePersistence persistence;
    private @Nullable StatePersistenceBuilder persistenceSettings;
    private @Nullable Broker broker;
    private @Nullable TradingEngine engine;
    private @Nullable Executor engineExecutor;
    private ReconcilePolicy policy = ReconcilePolicy.defaults();
    private StalenessPolicy staleness = StalenessPolicy.wallClock(Duration.ofHours(24));
    private Duration settleTime = Duration.ofSeconds(60);
    private Duration brokerDeadline = Duration.ofSeconds(60);
    private Duration restoreDeadline = Duration.ofSeconds(60);
    private RetrySettings retry = RetrySettings.DEFAULT;
    private CrashLoopGuard crashLoop = CrashLoopGuard.DEFAULT;
    private Set<GateReason> blocking = Set.of();
    private final List<AlertSink> alerts = new ArrayList<>();
    private final List<Consumer<RecoveryReport>> listeners = new ArrayList<>();
    private Map<String, String> environment = System.getenv();
    private Clock clock = Clock.systemUTC();
    private Ticker ticker = Ticker.SYSTEM;

    RecoveryCoordinatorBuilder() {}

    /** The state directory; required unless a persistence is given. It is opened by the first run. */
    public RecoveryCoordinatorBuilder stateDirectory(Path value) {
        directory = value;
        return this;
    }

    /** An open persistence, which is not closed by the coordinator; its automatic saves are armed once recovery ends well. */
    public RecoveryCoordinatorBuilder persistence(StatePersistence value) {
        persistence = value;
        return this;
    }

    /**
     * How the state directory is opened by the first run, where {@link #stateDirectory} is to be opened by other than the
     * default settings; the coordinator closes it. Whatever it says, nothing is saved until recovery has ended well.
     */
    public RecoveryCoordinatorBuilder persistence(StatePersistenceBuilder value) {
        persistenceSettings = value;
        return this;
    }

    /** Who knows the facts; required. */
    public RecoveryCoordinatorBuilder broker(Broker value) {
        broker = value;
        return this;
    }

    /** What goes on from the recovered state; required. */
    public RecoveryCoordinatorBuilder engine(TradingEngine value) {
        engine = value;
        return this;
    }

    /** Where the engine is restored, such as its event loop; a thread of this library's unless said. */
    public RecoveryCoordinatorBuilder restoreOn(Executor value) {
        engineExecutor = value;
        return this;
    }

    /** What counts as equal, what belongs to the bot, and who decides what; the policy's defaults unless said. */
    public RecoveryCoordinatorBuilder policy(ReconcilePolicy value) {
        policy = value;
        return this;
    }

    /** When a saved state is too old to go on from; 24 hours by the clock unless said. */
    public RecoveryCoordinatorBuilder staleness(StalenessPolicy value) {
        staleness = value;
        return this;
    }

    /** How long lag may explain a difference, counted from taking the directory; 0 to 7 days, 60 s unless said. */
    public RecoveryCoordinatorBuilder settleTime(Duration value) {
        settleTime = inRange("settleTime", value, Duration.ZERO);
        return this;
    }

    /** How long all questions to the broker may take in one run; 60 s unless said. */
    public RecoveryCoordinatorBuilder brokerDeadline(Duration value) {
        brokerDeadline = inRange("brokerDeadline", value, Duration.ofMillis(1));
        return this;
    }

    /** How long the engine may take to restore a state; 60 s unless said. */
    public RecoveryCoordinatorBuilder restoreDeadline(Duration value) {
        restoreDeadline = inRange("restoreDeadline", value, Duration.ofMillis(1));
        return this;
    }

    /** How often a question to the broker is asked in one run, 1 to 100, and the shortest and longest wait in between. */
    public RecoveryCoordinatorBuilder retry(int attempts, Duration first, Duration longest) {
        if (attempts < 1 || attempts > 100) {
            throw new IllegalArgumentException("retry attempts is " + attempts + "; give 1 to 100");
        }
        inRange("retry first", first, Duration.ofMillis(1));
        retry = new RetrySettings(attempts, first, inRange("retry longest", longest, first));
        return this;
    }

    /** How many starts within which time are normal; 5 in 10 minutes unless said. */
    public RecoveryCoordinatorBuilder crashLoop(int starts, Duration window) {
        crashLoop = new CrashLoopGuard(starts, window);
        return this;
    }

    /** Reasons that let nothing through at all, not even what shrinks a position. */
    public RecoveryCoordinatorBuilder blockOn(GateReason... reasons) {
        blocking = reasons.length == 0 ? Set.of() : EnumSet.copyOf(List.of(reasons));
        return this;
    }

    /** Who tells a person; may be called for several. The log is told in any case. */
    public RecoveryCoordinatorBuilder alerts(AlertSink value) {
        alerts.add(value);
        return this;
    }

    /** Who hears of each report, on a thread of this library's; may be called for several. */
    public RecoveryCoordinatorBuilder onReport(Consumer<RecoveryReport> value) {
        listeners.add(value);
        return this;
    }

    /** The clock that dates everything; the system's unless said. */
    public RecoveryCoordinatorBuilder clock(Clock value) {
        clock = value;
        return this;
    }

    /** What measures how long something took; the JVM's unless said. */
    public RecoveryCoordinatorBuilder ticker(Ticker value) {
        ticker = value;
        return this;
    }

    /** For tests: what a supervisor would have set. */
    RecoveryCoordinatorBuilder environment(Map<String, String> value) {
        environment = value;
        return this;
    }

    /**
     * The coordinator; nothing is read or written yet.
     *
     * @throws IllegalStateException if something required is missing
     */
    public RecoveryCoordinator build() {
        StatePersistence given = persistence;
        Path path = given == null ? directory : given.directory();
        Path where = required(path, "stateDirectory(Path.of(\"state\")) or persistence(…)");
        Broker facts = required(broker, "broker(…)");
        TradingEngine bot = required(engine, "engine(…)");
        StatePersistenceBuilder settings = persistenceSettings != null
                ? persistenceSettings
                : StatePersistence.builder()
                        .directory(where)
                        .engine(bot::snapshot)
                        .clock(clock);
        return new RecoveryCoordinator(new RecoveryConfig(
                where,
                given,
                settings.savesAfterRecoveryOnly(true)::open,
                facts,
                bot,
                engineExecutor,
                policy,
                staleness,
                settleTime,
                brokerDeadline,
                restoreDeadline,
                retry,
                crashLoop,
                blocking,
                List.copyOf(alerts),
                List.copyOf(listeners),
                Launch.of(environment),
                clock,
                ticker));
    }

    private static <T> T required(@Nullable T value, String setter) {
        if (value == null) {
            throw new IllegalStateException("A recovery coordinator needs more: call " + setter);
        }
        return value;
    }

    private static Duration inRange(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is " + value + "; give " + least + " to " + LONGEST);
        }
        return value;
    }
}
