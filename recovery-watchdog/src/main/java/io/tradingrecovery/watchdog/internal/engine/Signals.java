package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/** The signals that the JDK can't send: QUIT, which makes a JVM print its threads, and CONT. */
final class Signals {

    private Signals() {}

    /** Sends QUIT. Returns whether it could be sent. Only a JVM survives it. */
    static boolean quit(long pid) {
        return send("QUIT", List.of(pid));
    }

    /** Sends CONT, so that stopped processes get their other signals. */
    static void carryOn(List<Long> pids) {
        send("CONT", pids);
    }

    /** By the shell's own command: a small system may have no program of that name. */
    private static boolean send(String signal, List<Long> pids) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s " + signal + " \"$@\"", "kill"));
        pids.forEach(pid -> words.add(Long.toString(pid)));
        try {
            new ProcessBuilder(words)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException noShell) {
            return false;
        }
    }
}
