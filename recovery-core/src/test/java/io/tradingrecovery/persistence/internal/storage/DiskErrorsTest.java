package io.tradingrecovery.persistence.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message names the file and says what is wrong with it, also where the JDK's exception tells that by its type alone. */
final class DiskErrorsTest {

    @TempDir
    private Path directory;

    @Test
    void saysInWordsWhatOnlyTheTypeTells() {
        assertThat(DiskErrors.inWords(new AccessDeniedException("/state/a"))).isEqualTo("/state/a: permission denied");
        assertThat(DiskErrors.inWords(new NotDirectoryException("/state/b"))).isEqualTo("/state/b: is no directory");
        assertThat(DiskErrors.inWords(new FileSystemException("/state/c", null, "No space left on device")))
                .isEqualTo("/state/c: No space left on device");
        assertThat(DiskErrors.inWords(new IOException())).isEqualTo("IOException");
    }

    @Test
    void namesAFileInThePlaceOfAFolder() throws IOException {
        Path file = Files.createFile(directory.resolve("quarantine"));
        FileStorage storage = FileStorage.open(directory);
        assertThat(failure(storage)).isEqualTo(file.toRealPath() + ": is no directory");
    }

    private static String failure(FileStorage storage) {
        try {
            return "listed " + storage.list("quarantine");
        } catch (IOException e) {
            return DiskErrors.inWords(e);
        }
    }
}
