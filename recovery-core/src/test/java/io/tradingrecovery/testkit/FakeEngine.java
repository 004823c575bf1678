package io.tradingrecovery.testkit;

import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEngine;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine that keeps what it was given. Safe for use by many threads. */
public final class FakeEngine implements TradingEngine {

    public volatile SystemStateSnapshot state =
            SystemStateSnapshot.builder(Instant.parse("2026-11-23T14:30:00Z")).build();
    public final List<SystemStateSnapshot> restored = new CopyOnWriteArrayList<>();
    /** Runs before each restore, and may throw. */
    public volatile Runnable before = () -> {};

    @Override
    public SystemStateSnapshot snapshot() {
        return state;
    }

    @Override
    public void restore(SystemStateSnapshot given) {
        before.run();
        restored.add(given);
        state = given;
    }
}
