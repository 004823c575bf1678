package io.tradingrecovery.watchdog.client;

import io.tradingrecovery.watchdog.internal.beat.BeatWriter;

/**
 * The pulse of one work loop. It is meant for the thread that runs the loop; calls from several threads are safe and
 * count as one pulse.
 */
public final class HeartBeat implements AutoCloseable {

    private final BeatWriter writer;
    private final int slot;
    private long count;

    HeartBeat(BeatWriter writer, int slot) {
        this.writer = writer;
        this.slot = slot;
    }

    /** Says that the loop is alive. Costs a store into memory; never fails, never blocks. */
    public void tick() {
        long next = count + 1;
        count = next;
        writer.beat(slot, next);
    }

    /** Says that the loop will be silent on purpose, until {@link #resume()}. */
    public void pause() {
        writer.pause(slot, true);
    }

    /** Says that the loop is at work again; its deadline starts anew. */
    public void resume() {
        tick();
        writer.pause(slot, false);
    }

    /** Says that the loop has ended, and frees its place. Idempotent; the object must not be used afterwards. */
    @Override
    public void close() {
        writer.free(slot);
    }
}
