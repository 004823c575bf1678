package io.tradingrecovery.tool;

import io.tradingrecovery.persistence.StatePersistence;
import java.io.IOException;
import java.nio.file.Path;

/** A bot that has its directory until its input ends. */
final class LockHolder {

    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (StatePersistence persistence =
                StatePersistence.builder().directory(Path.of(arguments[0])).open()) {
            persistence.loadState();
            System.out.println("held");
            while (System.in.read() >= 0) {
                // Whoever started this process ends it.
            }
        }
    }
}
