package io.tradingrecovery.watchdog.internal.engine;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The pids that existed at one moment, so that whoever looks for younger processes can leave them out. A pid is given again
 * once the system has gone through all the others, so the set counts only while fewer processes than that were created.
 * Linux only: elsewhere it is empty. Immutable.
 *
 * @param pids the pids, as {@code /proc} names them
 * @param forks how many processes and threads had been created since the start of the machine, negative if that is unknown
 */
record EarlierPids(Set<String> pids, long forks) {

    /** Nothing is left out. */
    static final EarlierPids NONE = new EarlierPids(Set.of(), -1);

    private static final String PROC = "/proc";
    private static final String FORKS = "processes ";

    EarlierPids {
        pids = Set.copyOf(pids);
    }

    /** What exists now. */
    static EarlierPids now() {
        long forks = forksSinceBoot();
        return forks < 0 ? NONE : new EarlierPids(new HashSet<>(present()), forks);
    }

    /** The pids that can't belong to a younger process; none if pids may have been given again meanwhile. */
    Set<String> stillExcluded() {
        return stillExcluded(forksSinceBoot(), pidLimit());
    }

    Set<String> stillExcluded(long forksNow, long pidLimit) {
        boolean once = forks >= 0 && forksNow >= forks && forksNow - forks < pidLimit / 2;
        return once ? pids : Set.of();
    }

    /** The names in {@code /proc} that are pids. */
    static List<String> present() {
        String[] names = new File(PROC).list((directory, name) -> Character.isDigit(name.charAt(0)));
        return names == null ? List.of() : List.of(names);
    }

    private static long forksSinceBoot() {
        try (BufferedReader stat = Files.newBufferedReader(Path.of(PROC, "stat"), StandardCharsets.ISO_8859_1)) {
            for (String line = stat.readLine(); line != null; line = stat.readLine()) {
                if (line.startsWith(FORKS)) {
                    return Long.parseLong(line.substring(FORKS.length()).strip());
                }
            }
        } catch (IOException | NumberFormatException notLinux) {
            return -1;
        }
        return -1;
    }

    /** The kernel gives the value to the first read alone, however short; so it is read at one go. */
    static long pidLimit() {
        Path file = Path.of(PROC, "sys/kernel/pid_max");
        try (BufferedReader limit = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String line = limit.readLine();
            return line == null ? 0 : Long.parseLong(line.strip());
        } catch (IOException | NumberFormatException notLinux) {
            return 0;
        }
    }
}
