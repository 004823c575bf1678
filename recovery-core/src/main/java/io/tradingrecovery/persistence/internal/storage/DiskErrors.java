package io.tradingrecovery.persistence.internal.storage;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Gives errors the path that the kernel's message lacks. */
final class DiskErrors {

    private DiskErrors() {}

    /** {@code error} if it names a file already, else an exception that names {@code path} and is caused by it. */
    static IOException naming(Path path, IOException error) {
        if (error instanceof FileSystemException || error instanceof Storage.NotReadableException) {
            return error;
        }
        FileSystemException named = new FileSystemException(path.toString(), null, reason(error));
        named.initCause(error);
        return named;
    }

    private static String reason(IOException error) {
        if (error instanceof ClosedByInterruptException) {
            return "the thread was interrupted, which closed the file";
        }
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }
}
