package io.tradingrecovery.watchdog.internal.engine;

import io.tradingrecovery.watchdog.internal.beat.Environment;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds processes by the environment that a launch gave them, which their descendants inherit. So a bot is found whose pid
 * no file knows, and a descendant whose parent is gone. Linux only: elsewhere nothing is found.
 */
final class ProcessTraces {

    private static final String PROC = "/proc";

    private ProcessTraces() {}

    /** A process that carries the marks of a launch. */
    record Trace(long pid, String launchId) {}

    /** The pids that exist now; a set to leave out later. */
    static Set<String> present() {
        String[] names = new File(PROC).list();
        return names == null ? Set.of() : new HashSet<>(List.of(names));
    }

    /** The live processes of any launch from this state directory, but not this process itself. */
    static List<Trace> ofDirectory(Path stateDirectory) {
        List<Trace> traces = new ArrayList<>();
        for (String name : present()) {
            String environment = environment(name);
            if (holds(environment, Environment.STATE_DIRECTORY + "=" + latin(stateDirectory.toString()))) {
                add(traces, name, environment);
            }
        }
        return traces;
    }

    /** The live processes of one launch; {@code before} are pids that can't be among them. */
    static List<Trace> ofLaunch(String launchId, Set<String> before) {
        List<Trace> traces = new ArrayList<>();
        for (String name : present()) {
            if (!before.contains(name)) {
                String environment = environment(name);
                if (holds(environment, Environment.LAUNCH_ID + "=" + launchId)) {
                    add(traces, name, environment);
                }
            }
        }
        return traces;
    }

    private static void add(List<Trace> traces, String name, String environment) {
        long pid = Long.parseLong(name);
        if (pid != ProcessHandle.current().pid() && Boot.isAlive(pid, Boot.identity(pid))) {
            traces.add(new Trace(pid, value(environment, Environment.LAUNCH_ID)));
        }
    }

    /** The environment as it was given, NUL after each entry, a byte a character; empty if it can't be read. */
    private static String environment(String name) {
        if (!Character.isDigit(name.charAt(0))) {
            return "";
        }
        try {
            return new String(Files.readAllBytes(Path.of(PROC, name, "environ")), StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }

    private static boolean holds(String environment, String entry) {
        return environment.startsWith(entry + '\0') || environment.contains('\0' + entry + '\0');
    }

    private static String value(String environment, String name) {
        for (String entry : environment.split("\0", -1)) {
            if (entry.startsWith(name + "=")) {
                return entry.substring(name.length() + 1);
            }
        }
        return "";
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
