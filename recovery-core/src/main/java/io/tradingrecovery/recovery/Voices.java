package io.tradingrecovery.recovery;

import io.tradingrecovery.persistence.internal.thread.DaemonExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who is told: alert sinks and listeners. They run on threads of their own; one that throws or hangs breaks
 * nothing, is logged once, counted, and named in the reports that follow. Thread-safe.
 */
final class Voices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Voices.class);

    /** So that a listener that takes no time has heard of a report before start() returns. */
    private static final Duration POLITENESS = Duration.ofSeconds(1);

    private final List<AlertSink> sinks;
    private final List<Consumer<RecoveryReport>> listeners;
    private final Clock clock;
    private final DaemonExecutor alerting = new DaemonExecutor("recovery-alerts");
    private final DaemonExecutor reporting = new DaemonExecutor("recovery-reports");
    private final AtomicLong failures = new AtomicLong();
    private final List<String> lastFailure = new CopyOnWriteArrayList<>();

    Voices(List<AlertSink> sinks, List<Consumer<RecoveryReport>> listeners, Clock clock) {
        this.sinks = sinks;
        this.listeners = listeners;
        this.clock = clock;
    }

    void alert(Alert.Level level, String code, String message, Map<String, String> details) {
        alert(Alert.of(level, code, message, clock.instant(), details));
    }

    void alert(Alert alert) {
        AlertSink.logging().alert(alert);
        if (!sinks.isEmpty()) {
            CompletableFuture<Void> unused =
                    later(alerting, () -> sinks.forEach(sink -> safely("An alert sink", () -> sink.alert(alert))));
        }
    }

    void report(RecoveryReport report) {
        if (listeners.isEmpty()) {
            return;
        }
        CompletableFuture<Void> heard = later(
                reporting,
                () -> listeners.forEach(listener -> safely("A report listener", () -> listener.accept(report))));
        try {
            heard.get(POLITENESS.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            failed("A report listener takes longer than " + Durations.text(POLITENESS), e);
        } catch (ExecutionException e) {
            failed("A report listener failed", e);
        }
    }

    /** What went wrong so far, for the next report; empty for nothing. */
    List<String> notes() {
        long count = failures.get();
        return count == 0
                ? List.of()
                : List.of("Listeners and alert sinks failed " + count + (count == 1 ? " time" : " times") + "; last: "
                        + String.join("", lastFailure));
    }

    private static CompletableFuture<Void> later(DaemonExecutor executor, Runnable task) {
        try {
            return CompletableFuture.runAsync(task, executor);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private void safely(String who, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            failed(who + " threw " + e.getClass().getSimpleName(), e);
        }
    }

    /** A sink's message may hold the address it posts to, which is a secret: only the type of its failure is kept. */
    private void failed(String what, Throwable failure) {
        lastFailure.clear();
        lastFailure.add(what);
        if (failures.incrementAndGet() == 1) {
            LOG.warn("{}; later failures of listeners and alert sinks are only counted", what);
            LOG.debug("The failure was", failure);
        }
    }

    @Override
    public void close() {
        alerting.close();
        reporting.close();
    }
}
