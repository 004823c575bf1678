package io.tradingrecovery.persistence;

import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.time.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The settings of one {@link StatePersistence}, as copied from its builder. Immutable. */
record PersistenceConfig(
        int backups,
        int maxSnapshotBytes,
        @Nullable Supplier<SystemStateSnapshot> engine,
        @Nullable Executor copyExecutor,
        Duration saveEvery,
        Duration copyTimeout,
        Duration commitTimeout,
        int degradedAfter,
        boolean saveOnShutdown,
        boolean savesAfterRecoveryOnly,
        int journalSegmentBytes,
        Duration journalWitnessDelay,
        Duration closedOrdersKeptWhole,
        Duration closedOrderIdsKept,
        Clock clock,
        @Nullable Scheduler scheduler) {}
