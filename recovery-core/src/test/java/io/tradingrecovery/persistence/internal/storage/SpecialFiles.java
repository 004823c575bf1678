package io.tradingrecovery.persistence.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/** Makes what Java can't. */
final class SpecialFiles {

    private SpecialFiles() {}

    static Path makeFifo(Path path) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder("mkfifo", path.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(exitCode).as("exit code of mkfifo").isZero();
        return path;
    }
}
