package io.tradingrecovery.persistence.internal.storage;

import io.tradingrecovery.persistence.internal.storage.Storage.StorageFile;
import io.tradingrecovery.persistence.internal.storage.Storage.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A process that opens the directory it is given, takes the named steps of a save there, and says how each went. */
final class StepsChild {

    static final String OK = "ok";

    private final FileStorage storage;
    private @Nullable StorageFile file;

    private StepsChild(FileStorage storage) {
        this.storage = storage;
    }

    public static void main(String[] arguments) throws IOException {
        StepsChild child = new StepsChild(FileStorage.open(Path.of(arguments[0])));
        for (String step : List.of(arguments).subList(1, arguments.length)) {
            child.take(step);
        }
    }

    private void take(String step) {
        try {
            switch (step) {
                case "create" -> file = storage.create("a.tmp");
                case "write" -> opened().write(ByteBuffer.wrap(new byte[10]), 0);
                case "sync" -> opened().sync();
                case "close" -> opened().close();
                case "rename" -> storage.rename("a.tmp", "a");
                case "syncDirectory" -> storage.syncDirectory("");
                case "list" -> requireEmpty(storage.list(""));
                case "read" -> storage.read("a", 100);
                default -> throw new IllegalArgumentException(step);
            }
            ChildJvm.say(OK);
        } catch (IOException e) {
            ChildJvm.say(e);
        }
    }

    private static void requireEmpty(List<StoredFile> entries) throws IOException {
        if (!entries.isEmpty()) {
            throw new IOException("found " + entries);
        }
    }

    private StorageFile opened() {
        return Objects.requireNonNull(file);
    }
}
