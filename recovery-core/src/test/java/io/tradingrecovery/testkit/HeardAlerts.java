package io.tradingrecovery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tradingrecovery.recovery.Alert;
import io.tradingrecovery.recovery.AlertSink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An alert sink that keeps what it heard, which is told on a thread of the library's. Safe for use by many threads. */
public final class HeardAlerts implements AlertSink {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final List<String> codes = new ArrayList<>();

    @Override
    public synchronized void alert(Alert alert) {
        codes.add(alert.code());
        notifyAll();
    }

    /** The codes heard up to the first one of {@code code}, which is waited for; alerts are told in order. */
    public synchronized List<String> upTo(String code) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!codes.contains(code)) {
            long left = end - System.nanoTime();
            assertThat(left).as("time left for alert %s after %s", code, codes).isPositive();
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return List.copyOf(codes.subList(0, codes.indexOf(code) + 1));
    }
}
