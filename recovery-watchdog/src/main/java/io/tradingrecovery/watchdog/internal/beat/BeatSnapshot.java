package io.tradingrecovery.watchdog.internal.beat;

import io.tradingrecovery.watchdog.internal.machine.Ending;
import java.util.List;

/**
 * What a bot said at one moment. Immutable.
 *
 * @param pid the process that said it
 * @param ready whether it has said that it is ready
 * @param stopping whether it has said that it is ending
 * @param ending how it ends
 * @param starting how often it has said that it is still starting
 * @param status the status it became ready with, empty before
 * @param blocked whether it must not trade
 * @param loops its work loops
 */
public record BeatSnapshot(
        long pid,
        boolean ready,
        boolean stopping,
        Ending ending,
        long starting,
        String status,
        boolean blocked,
        List<Loop> loops) {

    public BeatSnapshot {
        loops = List.copyOf(loops);
    }

    /**
     * One work loop.
     *
     * @param slot its place in the file
     * @param name its name
     * @param count its counter, whose only meaning is that it changes
     * @param silence how long it may be silent, in milliseconds; 0 for the watchdog's own limit
     * @param paused whether it is silent on purpose
     */
    public record Loop(int slot, String name, long count, long silence, boolean paused) {}
}
