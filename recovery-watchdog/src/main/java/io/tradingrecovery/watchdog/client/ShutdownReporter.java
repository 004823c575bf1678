package io.tradingrecovery.watchdog.client;

import io.tradingrecovery.watchdog.internal.beat.BeatWriter;
import io.tradingrecovery.watchdog.internal.machine.Ending;
import java.lang.Thread.UncaughtExceptionHandler;

/**
 * Says how this JVM ends, for a watchdog that did not start it and so can't read its exit code. A shutdown hook is not told
 * the reason; the threads that are alive while it runs show it.
 */
final class ShutdownReporter {

    private static volatile boolean threw;

    private ShutdownReporter() {}

    static void install(BeatWriter writer) {
        UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            threw = true;
            if (before != null) {
                before.uncaughtException(thread, failure);
            } else {
                System.err.print("Exception in thread \"" + thread.getName() + "\" ");
                failure.printStackTrace();
            }
        });
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> writer.stopping(reason()), "recovery-watchdog-client-shutdown"));
    }

    private static Ending reason() {
        boolean returned = false;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            // HotSpot runs a signal's handler in a thread of that name.
            if (thread.getName().matches("SIG\\w+ handler")) {
                return Ending.SIGNALLED;
            }
            returned |= thread.getName().equals("DestroyJavaVM");
        }
        if (!returned) {
            return Ending.CALLED_EXIT;
        }
        return threw ? Ending.THREW : Ending.RETURNED;
    }
}
