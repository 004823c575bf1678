package io.tradingrecovery.watchdog.internal.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The process of one launch. Thread-safe.
 *
 * @param launchId its launch
 * @param handle the process
 * @param child the process as our child, absent for one that was adopted
 * @param identity tells it from a later process of the same pid
 * @param before what existed before it was launched; nothing is known of one that was adopted
 * @param outputFrom how many bytes the output file had before
 */
record BotProcess(
        String launchId,
        ProcessHandle handle,
        @Nullable Process child,
        String identity,
        EarlierPids before,
        long outputFrom) {

    long pid() {
        return handle.pid();
    }

    boolean isAlive() {
        return child != null ? child.isAlive() : Boot.isAlive(handle.pid(), identity);
    }

    /** Asks the process and its descendants to end; those that are stopped are continued so that they can. */
    void terminate() {
        List<ProcessHandle> all = new ArrayList<>(List.of(handle));
        all.addAll(descendants());
        all.forEach(each -> signal(each, false));
        Signals.carryOn(all.stream().map(ProcessHandle::pid).toList());
    }

    /** Kills the process and its descendants, which are looked up first: afterwards nothing tells whose they were. */
    void kill() {
        List<ProcessHandle> descendants = descendants();
        signal(handle, true);
        descendants.forEach(each -> signal(each, true));
    }

    /** A bot that started its own watchdog has that among its descendants. */
    private List<ProcessHandle> descendants() {
        ProcessHandle self = ProcessHandle.current();
        List<ProcessHandle> own = self.descendants().toList();
        return handle.descendants()
                .filter(each -> !each.equals(self) && !own.contains(each))
                .toList();
    }

    static void signal(ProcessHandle process, boolean forcibly) {
        if (forcibly) {
            process.destroyForcibly();
        } else if (process.supportsNormalTermination()) {
            process.destroy();
        }
    }
}
