package io.tradingrecovery.persistence.internal.journal;

import io.tradingrecovery.persistence.internal.storage.FileStorage;
import io.tradingrecovery.persistence.internal.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileJournalWriterTest extends JournalWriterContract {

    @TempDir
    private Path directory;

    @Override
    Storage storage() throws IOException {
        return FileStorage.open(directory);
    }
}
