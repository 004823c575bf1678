package io.tradingrecovery.benchmarks.persistence;

import io.tradingrecovery.persistence.StatePersistence;
import java.nio.file.Path;

/** Opens state directories as a bot does. */
final class Persistences {

    private Persistences() {}

    /** Opened, read, and with no save but those that are asked for. */
    static StatePersistence open(Path directory) {
        StatePersistence persistence = StatePersistence.builder()
                .directory(directory)
                .saveOnShutdown(false)
                .open();
        persistence.loadState();
        return persistence;
    }
}
