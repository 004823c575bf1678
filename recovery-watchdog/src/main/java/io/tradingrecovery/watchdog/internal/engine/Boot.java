package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Tells one process, and one run of the machine, from another. A pid alone does not: pids are used again, and the start time
 * that the JDK gives moves with the machine's clock. Linux counts a process's start in ticks since boot, which does not.
 */
public final class Boot {

    private static final String ID = readBootId();

    private Boot() {}

    /** Names this run of the machine; {@code unknown} where the system has no such name. */
    static String id() {
        return ID;
    }

    /** A text that no other process of that pid has had or will have; empty if there is no such process. */
    public static String identity(long pid) {
        Optional<ProcessStat> stat = stat(pid);
        if (stat.isPresent()) {
            return ID + ":" + stat.get().startTicks();
        }
        if (isLinux()) {
            return "";
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(handle ->
                        handle.info().startInstant().map(Instant::toString).orElse("unknown"))
                .orElse("");
    }

    /** Whether the process of that pid and identity lives. A zombie, whose parent has not looked yet, does not. */
    public static boolean isAlive(long pid, String identity) {
        if (pid <= 0 || identity.isEmpty() || !identity.equals(identity(pid))) {
            return false;
        }
        return stat(pid).map(stat -> !stat.hasEnded()).orElse(!isLinux());
    }

    static boolean isLinux() {
        return Files.isDirectory(Path.of("/proc/self/task"));
    }

    private static Optional<ProcessStat> stat(long pid) {
        try {
            return Optional.of(ProcessStat.of(Long.toString(pid)));
        } catch (IOException noSuchProcess) {
            return Optional.empty();
        }
    }

    private static String readBootId() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException notLinux) {
            return "unknown";
        }
    }
}
