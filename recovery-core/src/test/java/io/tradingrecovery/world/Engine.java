package io.tradingrecovery.world;

import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEngine;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The bot of the second life: it takes what it is given. */
final class Engine implements TradingEngine {

    private final List<SystemStateSnapshot> restored = new CopyOnWriteArrayList<>();

    @Override
    public SystemStateSnapshot snapshot() {
        return restored.isEmpty()
                ? SystemStateSnapshot.builder(Instant.EPOCH).build()
                : restored.get(restored.size() - 1);
    }

    @Override
    public void restore(SystemStateSnapshot state) {
        restored.add(state);
    }

    int timesRestored() {
        return restored.size();
    }
}
