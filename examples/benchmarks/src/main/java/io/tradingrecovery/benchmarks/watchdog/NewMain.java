package io.tradingrecovery.benchmarks.watchdog;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A bot that says its pid first thing in its main method, and sleeps. */
public final class NewMain {

    private NewMain() {}

    /** The argument is the named pipe to say it through. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (OutputStream pipe = new FileOutputStream(arguments[0])) {
            pipe.write((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        Thread.currentThread().join();
    }
}
