package io.tradingrecovery.benchmarks.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a snapshot with Jackson Databind, and prints how long that took. */
public final class FirstRead {

    private FirstRead() {}

    /** Takes the file. */
    public static void main(String[] arguments) throws IOException {
        long start = System.nanoTime();
        int orders = new DatabindState()
                .read(Files.readAllBytes(Path.of(arguments[0])))
                .orders()
                .size();
        long nanos = System.nanoTime() - start;
        System.out.println(orders > 0 ? nanos : "nothing was read");
    }
}
