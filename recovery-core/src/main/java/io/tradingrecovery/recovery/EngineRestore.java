package io.tradingrecovery.recovery;

import io.tradingrecovery.persistence.internal.thread.DiskThread;
import io.tradingrecovery.state.SystemStateSnapshot;
import io.tradingrecovery.state.TradingEngine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Hands a state to the engine where it wants to be restored, and waits no longer than a deadline. Not thread-safe. */
final class EngineRestore {

    private final TradingEngine engine;
    private final Executor executor;
    private final Duration deadline;
    private @Nullable CompletableFuture<Boolean> last;

    EngineRestore(TradingEngine engine, Executor executor, Duration deadline) {
        this.engine = engine;
        this.executor = executor;
        this.deadline = deadline;
    }

    /** Restores; gives why it failed, or nothing if the engine has the state. */
    Optional<String> restore(SystemStateSnapshot state) {
        if (last != null && !last.isDone()) {
            return Optional.of(
                    "The engine is still restoring an earlier state, which it began in an earlier run. Restart the"
                            + " bot once restore() returns in time");
        }
        CompletableFuture<Boolean> restored = new CompletableFuture<>();
        last = restored;
        try {
            executor.execute(() -> restore(state, restored));
            boolean unused = DiskThread.await(restored, deadline);
            return Optional.empty();
        } catch (RejectedExecutionException e) {
            restored.completeExceptionally(e);
            return Optional.of("The engine's executor refused the call of restore(): " + Texts.of(e));
        } catch (TimeoutException e) {
            return Optional.of("The engine's restore() has not returned within " + Durations.text(deadline)
                    + ". See what it waits for, or allow it more time");
        } catch (ExecutionException e) {
            return Optional.of("The engine's restore() failed: " + Texts.of(e.getCause() == null ? e : e.getCause())
                    + ". Correct the engine and restart the bot");
        }
    }

    private void restore(SystemStateSnapshot state, CompletableFuture<Boolean> restored) {
        try {
            engine.restore(state);
            restored.complete(true);
        } catch (RuntimeException | Error e) {
            restored.completeExceptionally(e);
        }
    }
}
