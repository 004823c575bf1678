package io.tradingrecovery.persistence.internal.journal;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * How a journal is written.
 *
 * @param segmentBytes the size of a segment file: a multiple of 8 between 8 KiB and 16 MiB; below 64 KiB only for tests
 * @param witnessDelay how long the writer is idle before it witnesses the last group; zero for at once
 * @param durableTimeout how long {@link Ticket#awaitDurable()} waits in all
 * @param closeTimeout how long {@link JournalWriter#close()} waits in all
 * @param background prepares segments, on threads that nobody interrupts
 * @param callbacks runs the listener and whatever hangs on a ticket's future
 * @param listener hears of trouble
 */
public record JournalSettings(
        int segmentBytes,
        Duration witnessDelay,
        Duration durableTimeout,
        Duration closeTimeout,
        Executor background,
        Executor callbacks,
        JournalListener listener) {

    /** The smallest segment, for tests. */
    static final int MIN_SEGMENT_BYTES = 8 << 10;

    private static final int DEFAULT_SEGMENT_BYTES = 4 << 20;
    private static final Duration DEFAULT_WITNESS_DELAY = Duration.ofMillis(50);
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    public JournalSettings {
        if (segmentBytes < MIN_SEGMENT_BYTES
                || segmentBytes > SegmentHeader.MAX_SEGMENT_BYTES
                || segmentBytes % RecordFormat.ALIGNMENT != 0) {
            throw new IllegalArgumentException("A segment of " + segmentBytes + " bytes: give it a multiple of "
                    + RecordFormat.ALIGNMENT + " between " + MIN_SEGMENT_BYTES + " and "
                    + SegmentHeader.MAX_SEGMENT_BYTES);
        }
        requireNotNegative("witnessDelay", witnessDelay);
        requireNotNegative("durableTimeout", durableTimeout);
        requireNotNegative("closeTimeout", closeTimeout);
        Objects.requireNonNull(background, "background");
        Objects.requireNonNull(callbacks, "callbacks");
        Objects.requireNonNull(listener, "listener");
    }

    /** Segments of 4 MiB, a witness after 50 ms, and waits of 10 s. */
    public static JournalSettings of(Executor background, Executor callbacks, JournalListener listener) {
        return new JournalSettings(
                DEFAULT_SEGMENT_BYTES,
                DEFAULT_WITNESS_DELAY,
                DEFAULT_TIMEOUT,
                DEFAULT_TIMEOUT,
                background,
                callbacks,
                listener);
    }

    /** These settings with another size of segments. */
    public JournalSettings withSegmentBytes(int value) {
        return new JournalSettings(value, witnessDelay, durableTimeout, closeTimeout, background, callbacks, listener);
    }

    /** These settings with another delay of the witness. */
    public JournalSettings withWitnessDelay(Duration value) {
        return new JournalSettings(segmentBytes, value, durableTimeout, closeTimeout, background, callbacks, listener);
    }

    /** These settings with other waits. */
    public JournalSettings withTimeouts(Duration durable, Duration close) {
        return new JournalSettings(segmentBytes, witnessDelay, durable, close, background, callbacks, listener);
    }

    /** The longest payload that fits a record and a segment. */
    int maxPayloadBytes() {
        return Math.min(
                RecordFormat.MAX_PAYLOAD_BYTES, segmentBytes - SegmentHeader.PAGE_BYTES - RecordFormat.HEADER_BYTES);
    }

    private static void requireNotNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + " is " + value + "; it can't be negative");
        }
    }
}
