package io.tradingrecovery.persistence.internal.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, on a real file system. */
final class FileStorageContractTest extends StorageContract {

    @TempDir
    Path directory;

    @Override
    Storage open() throws IOException {
        return FileStorage.open(directory);
    }
}
