package io.tradingrecovery.watchdog.internal.engine;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** The signals that the JDK can't send: QUIT, which makes a JVM print its threads, and CONT. */
final class Signals {

    private Signals() {}

    /** Sends QUIT. Returns whether it could be sent. Only a JVM survives it. */
    static boolean quit(long pid) {
        return send("-QUIT", pid);
    }

    /** Sends CONT, so that a stopped process gets its other signals. */
    static void carryOn(long pid) {
        send("-CONT", pid);
    }

    private static boolean send(String signal, long pid) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(pid))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
