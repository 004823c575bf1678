package io.tradingrecovery.recovery;

import io.tradingrecovery.broker.Broker;
import io.tradingrecovery.persistence.StatePersistence;
import io.tradingrecovery.reconcile.ReconcilePolicy;
import io.tradingrecovery.state.TradingEngine;
import io.tradingrecovery.time.Ticker;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The settings of one {@link RecoveryCoordinator}, as copied from its builder. Immutable. */
record RecoveryConfig(
        Path directory,
        @Nullable StatePersistence persistence,
        Supplier<StatePersistence> opening,
        Broker broker,
        TradingEngine engine,
        @Nullable Executor engineExecutor,
        ReconcilePolicy policy,
        StalenessPolicy staleness,
        Duration settleTime,
        Duration brokerDeadline,
        Duration restoreDeadline,
        RetrySettings retry,
        CrashLoopGuard crashLoop,
        Set<GateReason> blocking,
        List<AlertSink> alerts,
        List<Consumer<RecoveryReport>> listeners,
        Launch launch,
        Clock clock,
        Ticker ticker) {}
