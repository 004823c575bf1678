package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.beat.Environment;
import io.tradingrecovery.watchdog.internal.engine.ProcessEnvironment.Certainty;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Finds processes by the environment that a launch gave them, which their descendants inherit. So a bot is found whose pid
 * no file knows, and a descendant whose parent is gone. Linux only: elsewhere nothing is found.
 */
final class ProcessTraces {

    /** How long a look is repeated because processes ended during it, as on a busy machine some always do. */
    private static final long PATIENCE = Duration.ofMillis(500).toNanos();

    /** How long a process may take to become another program that waits for its turn on an overloaded machine. */
    private static final long PATIENCE_WITH_CHANGE = Duration.ofSeconds(10).toNanos();

    private static final long PAUSE = Duration.ofMillis(1).toNanos() / 5;

    private ProcessTraces() {}

    /** A process that carries the marks of a launch. */
    record Trace(long pid, String launchId) {}

    /** The live processes of any launch from this state directory, but not this process itself. */
    static List<Trace> ofDirectory(Path stateDirectory) {
        return find(Environment.STATE_DIRECTORY, latin(stateDirectory.toString()), Set.of());
    }

    /** The live processes of one launch; {@code before} existed before it. */
    static List<Trace> ofLaunch(String launchId, EarlierPids before) {
        return find(Environment.LAUNCH_ID, launchId, before.stillExcluded());
    }

    /**
     * Looks until it has seen every process. One that was listed and is gone when it is looked at may have left a child that
     * was not listed, and one that just becomes another program shows nothing: both make the look begin again.
     */
    private static List<Trace> find(String name, String value, Set<String> excluded) {
        Set<String> foreign = new HashSet<>(excluded);
        foreign.add(Long.toString(ProcessHandle.current().pid()));
        long begin = System.nanoTime();
        while (true) {
            List<Trace> found = new ArrayList<>();
            boolean settled = true;
            long patience = PATIENCE;
            for (String pid : EarlierPids.present()) {
                if (!foreign.contains(pid)) {
                    ProcessEnvironment environment = ProcessEnvironment.of(pid);
                    settled &= environment.settled();
                    if (environment.certainty() == Certainty.CHANGING) {
                        patience = PATIENCE_WITH_CHANGE;
                    }
                    if (environment.holds(name, value)) {
                        add(found, pid, environment);
                    } else if (environment.settled()) {
                        foreign.add(pid);
                    }
                }
            }
            if (settled || !found.isEmpty() || System.nanoTime() - begin >= patience) {
                return found;
            }
            LockSupport.parkNanos(PAUSE);
        }
    }

    private static void add(List<Trace> traces, String name, ProcessEnvironment environment) {
        long pid = Long.parseLong(name);
        if (Boot.isAlive(pid, Boot.identity(pid))) {
            traces.add(new Trace(pid, environment.value(Environment.LAUNCH_ID)));
        }
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
