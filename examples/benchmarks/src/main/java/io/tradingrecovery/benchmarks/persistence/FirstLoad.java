package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.persistence.LoadResult;
import io.tradingrecovery.persistence.StatePersistence;
import java.nio.file.Path;

/** Opens a state directory, loads, and prints how long that took. */
final class FirstLoad {

    private FirstLoad() {}

    /** Takes the directory. */
    public static void main(String[] arguments) {
        long start = System.nanoTime();
        StatePersistence persistence =
                StatePersistence.builder().directory(Path.of(arguments[0])).open();
        LoadResult result = persistence.loadState();
        long nanos = System.nanoTime() - start;
        System.out.println(result instanceof LoadResult.Loaded ? nanos : "nothing was loaded");
    }
}
